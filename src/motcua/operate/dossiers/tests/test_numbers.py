"""Numbers: one line per agency and day or year, without gaps where the law wants none, never twice."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from motcua.operate.dossiers import services
from motcua.operate.dossiers.models import CodeCounter, IssueCounter
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services.numbers import next_code, next_issue_number

pytestmark = pytest.mark.django_db
DAY = date(2024, 12, 31)


def code(agency="a", on=DAY, identifier="H99.14"):
    return next_code(agency_key=agency, identifier=identifier, on=on, order="root_first")


def test_codes_begin_again_each_day_and_with_each_agency():
    """TT 01/2018/TT-VPCP điều 19: the number is that of the agency on the day."""
    assert [code()[-4:], code()[-4:]] == ["0001", "0002"]
    assert code(on=DAY + timedelta(days=1))[-11:] == "250101-0001"
    assert code(agency="b", identifier="H99.15") == "H99.15-241231-0001"
    assert code()[-4:] == "0003"


def test_result_numbers_begin_again_on_new_years_day_and_with_each_agency():
    """NĐ 30/2020/NĐ-CP: numbers run from 01 on 1 January to the end of the year."""
    assert [next_issue_number(agency_key="a", year=2024) for _ in range(2)] == [1, 2]
    assert next_issue_number(agency_key="a", year=2025) == 1
    assert next_issue_number(agency_key="b", year=2024) == 1
    assert next_issue_number(agency_key="a", year=2024) == 3


def test_what_is_rolled_back_gives_its_number_back():
    code()
    with transaction.atomic():
        assert code()[-4:] == "0002"
        transaction.set_rollback(True)
    assert code()[-4:] == "0002"


def test_a_refused_acceptance_uses_no_number(begin, procedure):
    play = begin(procedure_code=procedure("9.300001"))
    assert isinstance(play("minh", "accept"), Refusal)
    assert not CodeCounter.objects.exists()


def test_an_issue_refused_at_the_last_moment_leaves_a_gap_and_no_double(signed, monkeypatch):
    """The number is in the signed file already; giving it to another result would be the greater harm."""
    from motcua.operate.dossiers.services import signing

    options = {"dossier_id": signed.dossier.pk, "by": signed.cast.actor("van"), "now": signed.now}
    with monkeypatch.context() as patch:
        patch.setattr(signing, "act", lambda **said: Refusal("held", "Vừa có người đặt điều kiện chờ."))
        assert isinstance(services.issue(**options, command_id=str(uuid4())), Refusal)
    assert services.issue(**options, command_id=str(uuid4())).result.number_symbol.startswith("02/")
    assert IssueCounter.objects.get().last == 2
