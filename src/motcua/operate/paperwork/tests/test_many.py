"""Slips of chosen dossiers in one PDF: who may print which, what is told of the others, what is written down."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from motcua.kernel.readings.models import Reading
from motcua.operate.paperwork.models import Slip
from motcua.operate.paperwork.tests.conftest import pdf_words
from motcua.operate.paperwork.tests.stage import Office
from motcua.operate.paperwork.tests.test_desk import soup

NOBODY = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def office(db, cast):
    return Office(cast, timezone.now() - timedelta(hours=6))


def ask(office, name, dossiers, form="receipt_slip", where="many"):
    said = {"chon": [str(getattr(one, "pk", one)) for one in dossiers], "mau": form}
    return office.cast.client(name).get(reverse(f"paperwork:{where}"), said)


def test_the_slips_of_several_dossiers_come_in_one_file_with_a_page_on_those_left_out(office):
    done = [office.act(office.file(), "minh", "accept") for _ in range(2)]
    waiting = office.file()
    text = soup(ask(office, "minh", [*done, waiting]))
    assert "in được 2 trên 3 hồ sơ" in text
    assert "không có phiếu đã chọn" in text
    assert Slip.objects.count() == 0  # nothing is given by looking
    answer = ask(office, "minh", [*done, waiting, NOBODY], where="many-pdf")
    assert answer.status_code == 200
    words = pdf_words(answer.content)
    assert all(one.code in words for one in done)
    assert "Tệp này có 2 phiếu; 2 hồ sơ dưới đây chưa in được" in words
    assert str(waiting) in words
    assert Slip.objects.count() == 2


def test_printing_again_gives_the_same_slips(office):
    dossier = office.act(office.file(), "minh", "accept")
    ask(office, "minh", [dossier], where="many-pdf")
    ask(office, "minh", [dossier, dossier], where="many-pdf")
    assert Slip.objects.count() == 1


def test_each_dossier_is_written_down_as_read(office):
    dossiers = [office.act(office.file(), "minh", "accept") for _ in range(2)]
    ask(office, "minh", dossiers)
    assert Reading.objects.filter(subject_id__in=[str(one.pk) for one in dossiers]).count() == 0
    ask(office, "minh", dossiers, where="many-pdf")
    assert set(Reading.objects.filter(kind="file").values_list("subject_id", flat=True)) == {
        str(one.pk) for one in dossiers
    }


def test_who_does_not_handle_a_dossier_says_first_what_for(office):
    told, silent = (office.act(office.file(), "minh", "accept") for _ in range(2))
    kiem = office.cast.client("kiem")
    kiem.post(reverse("journeys:purpose", args=[told.pk]), {"purpose": "supervision"})
    said = {"chon": [str(told.pk), str(silent.pk)]}
    text = soup(kiem.get(reverse("paperwork:many"), said))
    assert "in được 1 trên 2" in text
    assert "nói xem để làm gì" in text
    words = pdf_words(kiem.get(reverse("paperwork:many-pdf"), said).content)
    assert "nói xem để làm gì" in words
    assert [slip.dossier_id for slip in Slip.objects.all()] == [told.pk]


def test_what_lies_outside_the_scope_is_neither_named_nor_printed(office):
    dossier = office.act(office.file(), "minh", "accept")
    text = soup(ask(office, "quang", [dossier]))
    assert dossier.code not in text
    assert "Ngoài phạm vi" in text
    assert ask(office, "quang", [dossier], where="many-pdf").status_code == 422


def test_an_address_without_dossiers_is_answered_in_words(office):
    assert "chưa chọn hồ sơ nào" in soup(ask(office, "minh", ["rác", ""]), 422)
    assert ask(office, "minh", [], form="x", where="many-pdf").status_code == 422
