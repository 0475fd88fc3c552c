"""The readings of QĐ 766 stand beside the official ones, under their own names, and say so where there is none."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from motcua.kernel.actors import SYSTEM
from motcua.measure.indicators import queries
from motcua.measure.indicators.queries import Scope, portal
from motcua.measure.indicators.rules import parse_period
from motcua.measure.indicators.tests.building import fact, keep, register
from motcua.operate.catalogue import queries as catalogue_texts
from motcua.operate.catalogue import services as catalogue
from motcua.operate.catalogue.rules import ProcedureContent
from motcua.operate.catalogue.services import STARTER, Text, record

pytestmark = pytest.mark.django_db
YEAR = parse_period("2024")
DAY = date(2024, 1, 10)
CODES = ["I.1", "I.2", "I.3", "I.4", "I.5", "II.1", "II.2", "II.3", "II.4", "II.5", "II.6", "III.1"]


def line(code, name, now, **scope):
    found = {one.name: one for one in queries.compared(code, YEAR, now=now, scope=Scope(**scope)).lines}
    return (found[name].numerator, found[name].denominator) if name in found else None


def test_each_of_the_twelve_names_its_metric_of_766_or_says_that_there_is_none():
    """Bảng "chỉ tiêu và chỉ số 766 gần nhất": 3.1, 3.6, 3.3, 4.2, 1.4, –, 4.1, 4.3, 1.1 và 1.2, 5.2, 5.4, –."""
    told = {code: queries.definition(code).portal_number for code in CODES}
    assert [told[code] for code in CODES] == [
        "3.1", "3.6", "3.3", "4.2", "1.4", "", "4.1", "4.3", "1.1 và 1.2", "5.2", "5.4", "",
    ]  # fmt: skip
    assert queries.definition("II.1").portal == queries.definition("III.1").portal == "Không có cách tính 766"


def test_received_dossiers_present_on_the_portal_stand_beside_finished_ones_confirmed_with_content(cast, now):
    """I.5 đếm hồ sơ đã xong đủ nội dung; 1.4 đếm hồ sơ tiếp nhận đã có mặt."""
    keep(*(fact(accepted=DAY, finished=DAY if n < 2 else None, code=f"H-{n}") for n in range(4)))
    assert line("I.5", portal.PRESENT, now) is None
    said = {"confirmed_on": "12/01/2024", "final_state": "x", "progress": "x", "result_link": "không"}
    register(cast, now, "sync", *({"dossier": f"H-{n}", **said} for n in range(3)))
    figure = queries.compute("I.5", YEAR, now=now)
    assert (figure.numerator, figure.denominator) == (0, 2)
    assert line("I.5", portal.PRESENT, now) == (3, 4)
    assert line("I.5", portal.PRESENT, now, unit="sgddt-qlcl") == (3, 4)
    assert line("I.5", portal.PRESENT, now, unit="khac") == (0, 0)


def test_services_offered_stand_beside_those_in_full_and_answers_beside_themselves(cast, now):
    catalogue.load_starter(now=now)
    offered = line("I.1", portal.OFFERED, now)
    assert offered is None or 0 <= offered[0] <= offered[1] > 0
    assert line("II.5", portal.ANSWERED, now) is None
    register(cast, now, "feedback", {"code": "P-1", "received_on": "10/01/2024", "closed_on": "11/01/2024"})
    figure = queries.compute("II.5", YEAR, now=now)
    assert line("II.5", portal.ANSWERED, now) == (figure.numerator, figure.denominator) == (1, 1)


def test_dossiers_paid_through_any_gateway_stand_beside_transactions_on_the_national_one(cast, now):
    row = next(row for row in catalogue_texts.data_file("procedures.json")["procedures"] if row["code"] == "3.000465")
    content = {**row["content"], "competent": "department", "fees": [{"kind": "fee", "amount": 10_000}]}
    text = Text(
        row["code"], row["era"], ProcedureContent.from_json(content), row["completeness"], row["source"], STARTER
    )
    record(text=text, by=SYSTEM, now=now)
    fees = sorted(queries.fee_codes())
    assert fees == ["3.000465"]
    keep(
        *(fact(accepted=DAY, code=f"H-{n}", procedure=fees[0]) for n in range(3)),
        fact(accepted=DAY, code="H-9", procedure="0.000000"),
    )
    pay = {"paid_on": "12/01/2024", "amount": "10000", "state": "thành công"}
    register(
        cast, now, "payments",
        {"transaction": "T1", "channel": "cổng tỉnh", "dossier": "H-0", **pay},
        {"transaction": "T2", "channel": "trực tiếp", "dossier": "H-1", **pay},
    )  # fmt: skip
    figure = queries.compute("I.2", YEAR, now=now)
    assert (figure.numerator, figure.denominator) == (0, 2)
    assert line("I.2", portal.PAID, now) == (1, 3)


@pytest.mark.parametrize("code", ["II.1", "III.1"])
def test_the_page_says_that_there_is_no_portal_reading(cast, code):
    answer = cast.client("kiem").get(f"/lam-viec/chi-tieu/{code}/?ky=2024")
    assert "Không có cách tính 766" in BeautifulSoup(answer.content, "html.parser").main.get_text()
