"""Persons and organisations named in dossiers."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.kernel.actors import SYSTEM
from motcua.people import queries, services
from motcua.people.models import Applicant
from motcua.people.rules import Refusal

pytestmark = pytest.mark.django_db
NUMBER = "099205000123"


def named(now, **changes):
    given = {"kind": "person", "full_name": "Lê  Thị Mười", "identity_number": "099 205 000 123", "by": SYSTEM}
    return services.register_applicant(now=now, **(given | changes))


def test_a_person_is_found_by_number_however_it_is_written(now):
    mine = named(now, date_of_birth=date(2005, 1, 2), phone="+84 912 345 678")
    assert (mine.full_name, mine.identity_kind, mine.phone) == ("Lê Thị Mười", "cccd", "0912345678")
    assert queries.find_applicant("099.205.000.123") == mine
    assert queries.find_applicant("099205000124") is None
    assert queries.find_applicant("") is None
    assert mine.search_key == "le thi muoi 0912345678"


def test_the_index_is_keyed_and_says_nothing_of_the_number(now, settings):
    mine = named(now)
    assert NUMBER not in mine.identity_index
    settings.MOTCUA_BLIND_KEY = "another key"
    assert queries.find_applicant(NUMBER) is None


def test_the_same_person_again_is_the_same_row_and_other_data_make_a_new_one(now):
    first = named(now)
    assert named(now + timedelta(days=1)).pk == first.pk
    moved = named(now + timedelta(days=2), address="Nơi khác")
    assert moved.pk != first.pk
    assert queries.find_applicant(NUMBER) == moved
    assert list(queries.applicants_with(NUMBER)) == [moved, first]


def test_what_is_said_again_is_what_was_said_last(now, cast):
    """By account and by number alike, whichever row it was; saying it once more writes nothing."""
    here = {"account": cast.lan, "address": "Nơi ở"}
    first = named(now, **here)
    second = named(now + timedelta(days=1), **here | {"address": "Nơi khác"})
    assert queries.own_applicant(cast.lan) == queries.find_applicant(NUMBER) == second
    again = [named(now + timedelta(days=day), **here) for day in (2, 3)]
    assert {row.pk for row in again} == {first.pk}
    assert queries.own_applicant(cast.lan) == queries.find_applicant(NUMBER) == first
    first.refresh_from_db()
    assert first.updated_at == now + timedelta(days=2)


def test_two_people_of_one_name_without_numbers_are_never_taken_for_one(now):
    assert named(now, identity_number="").pk != named(now, identity_number="").pk


def test_a_stranger_who_names_somebodys_number_does_not_touch_their_row(now):
    mine = named(now, address="Nhà tôi")
    named(now, full_name="Kẻ Lạ", address="Đâu đó")
    mine.refresh_from_db()
    assert (mine.full_name, mine.address) == ("Lê Thị Mười", "Nhà tôi")


def test_an_organisation_has_a_tax_code_and_no_birthday(now):
    company = named(now, kind="organisation", identity_number="", tax_code="9900000016", date_of_birth=date(2000, 1, 1))
    assert (company.tax_code, company.date_of_birth, company.identity_index) == ("9900000016", None, "")


@pytest.mark.parametrize(
    "wrong", [{"full_name": " \u200b "}, {"identity_number": "12", "identity_kind": "cccd"}, {"kind": "alien"}]
)
def test_an_impossible_person_is_a_mistake_of_the_caller(now, wrong):
    with pytest.raises(ValueError):
        named(now, **wrong)
    assert not Applicant.objects.exists()


def test_a_correction_moves_index_and_search_key_along(now):
    mine = named(now)
    done = services.update_applicant(
        applicant=mine, full_name="Lê Thị Tám", identity_number="225123456", by=SYSTEM, now=now
    )
    assert isinstance(done, Applicant)
    mine.refresh_from_db()
    assert (mine.identity_kind, mine.search_key) == ("cmnd", "le thi tam")
    assert queries.find_applicant(NUMBER) is None
    assert queries.find_applicant("225123456") == mine
    with pytest.raises(TypeError):
        services.update_applicant(applicant=mine, nickname="x", by=SYSTEM, now=now)


def test_erasing_leaves_a_row_that_says_nothing(now):
    mine = named(now, phone="0912345678", address="Nhà", email="a@b.example", date_of_birth=date(2005, 1, 2))
    services.erase_applicant(applicant=mine, by=SYSTEM, now=now)
    mine.refresh_from_db()
    assert queries.find_applicant(NUMBER) is None
    left = " ".join(str(value) for value in Applicant.objects.values().get(pk=mine.pk).values())
    for secret in ("Mười", "muoi", NUMBER, "0912345678", "Nhà", "a@b.example", "2005"):
        assert secret not in left
    refusal = services.update_applicant(applicant=mine, full_name="X", by=SYSTEM, now=now)
    assert isinstance(refusal, Refusal)
    assert str(mine) == "(đã xoá)"


@pytest.mark.parametrize(
    "wrong",
    [
        {"identity_number": "099205000123"},
        {"identity_index": "x"},
        {"full_name": ""},
        {"kind": "organisation", "date_of_birth": date(2000, 1, 1)},
    ],
)
def test_the_database_refuses_pairs_that_do_not_fit(now, wrong):
    row = {"kind": "person", "full_name": "X", "created_at": now, "updated_at": now} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Applicant.objects.create(**row)


def test_an_erased_row_cannot_keep_a_name(now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Applicant.objects.create(kind="person", full_name="X", created_at=now, updated_at=now, erased_at=now)
