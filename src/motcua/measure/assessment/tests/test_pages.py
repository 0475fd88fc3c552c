"""Real dossiers judged: the pages, the workbook and the command of the assessment."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from openpyxl import load_workbook

from motcua.kernel.time import TZ
from motcua.measure.assessment import queries
from motcua.measure.assessment.queries import Whose
from motcua.measure.facts.tests.finishing import Worker
from motcua.measure.indicators.rules import BadPeriod
from motcua.measure.indicators.tests.building import register
from tests.html import check

pytestmark = pytest.mark.django_db
DESK = "/lam-viec/ket-qua/"
MONDAY = datetime(2024, 3, 4, 8, 0, tzinfo=TZ)
DAY = timedelta(days=1)


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    assert check(answer.content.decode()) == []
    return BeautifulSoup(answer.content, "html.parser").main


@pytest.fixture
def quarter(cast, now):
    """Three dossiers of one working day's limit: finished on the first day, on the day due, and two days late."""
    worker = Worker(cast, now)
    made = []
    for wait in (timedelta(), DAY, 3 * DAY):
        dossier = worker.accept(MONDAY)
        made.append(worker.finish(dossier, wait=wait))
    return made


@pytest.fixture
def judged(quarter):
    asked = queries.assessed_period("2024Q1")
    return asked, queries.works(asked.period)


def values(result):
    return {figure.number: figure.value for figure in result.figures}


def test_the_agency_averages_its_dossiers_and_says_what_nobody_knows(judged, now):
    asked, works = judged
    result = queries.agency_result(asked, works, now=now)
    figures = {figure.number: figure for figure in result.figures}
    assert (figures[1].earned, figures[1].value) == (3, Decimal("1.0"))  # 2 + 1 + 0 points over 3 dossiers
    assert figures[3].value == figures[4].value == Decimal(2)
    assert {n for n, figure in figures.items() if figure.status == "no_source"} == {5, 6, 7, 8, 9}
    assert result.total.band is None
    assert result.total.high - result.total.low == 10


def test_with_a_register_of_feedback_the_attitude_has_points(cast, now, judged):
    asked, _ = judged
    register(cast, now, "feedback", {"code": "P1", "received_on": "08/01/2024", "closed_on": "09/01/2024"})
    result = queries.agency_result(asked, queries.works(asked.period), now=now)
    assert values(result)[7] == Decimal("1.0")
    assert values(result)[8] == Decimal(2)


def test_each_official_is_judged_by_the_dossiers_he_had_a_step_in(cast, judged):
    asked, works = judged
    every = {one.subject: one for one in queries.officer_results(asked, works)}
    assert set(every) == {str(getattr(cast, name).pk) for name in ("minh", "hoa", "dung", "son", "van")}
    hoa = every[str(cast.hoa.pk)]
    assert hoa.dossiers == 3
    assert set(values(hoa)) == {1, 2, 3, 4, 7}
    assert every[str(cast.minh.pk)].dossiers == 3
    assert values(every[str(cast.minh.pk)])[2] == Decimal(2)  # receiving was quick in all three
    assert values(hoa)[2] < 2


def test_an_official_sees_his_own_figures_and_the_dossiers_behind(cast, quarter):
    main = page(cast.client("hoa"), f"{DESK}cua-toi/?ky=2024-Q1")
    assert main.h1.get_text() == "Kết quả của tôi, quý 1/2024"
    assert len(main.select("section tbody tr")) == 3
    worst = page(cast.client("hoa"), main.select_one("tbody th a")["href"])
    assert "điểm thấp trước" in worst.get_text()
    assert "Có kết quả sau hạn" in worst.select_one("section tbody tr").get_text()
    assert "chưa có dữ liệu" in main.get_text() or "chưa có sổ phản ánh" in main.get_text().lower()
    assert page(cast.client("quang"), f"{DESK}cua-toi/?ky=2024-Q1").select("section tbody tr") == []


def test_a_head_sees_his_unit_and_nobody_elses(cast, quarter):
    main = page(cast.client("dung"), f"{DESK}?ky=2024-Q1")
    assert main.find(id="co-quan") is None
    tables = main.select("table")
    assert len(tables[0].select("tbody tr")) == 1
    assert len(tables[1].select("tbody tr")) == 2  # hoa and himself
    leads = tables[1].select_one("tbody a")["href"]
    assert page(cast.client("dung"), leads).select("section tbody tr")
    assert cast.client("dung").get(f"{DESK}chi-tiet/?canbo={cast.minh.pk}").status_code == 403
    assert cast.client("hoa").get(f"{DESK}chi-tiet/?canbo={cast.dung.pk}").status_code == 403
    assert cast.client("hoa").get(f"{DESK}chi-tiet/?canbo={cast.hoa.pk}&ky=2024").status_code == 200


def test_the_signatory_and_the_control_officer_see_all_nine(cast, quarter):
    for name in ("son", "kiem", "an", "thanh"):
        main = page(cast.client(name), f"{DESK}?ky=2024")
        assert len(main.select("section[aria-labelledby=co-quan] tbody tr")) == 9
        assert "Chưa xếp loại" in main.get_text()


def test_a_period_that_is_not_assessed_is_said(cast, quarter):
    assert "theo quý hoặc năm" in page(cast.client("kiem"), f"{DESK}?ky=2024-03", 422).get_text()
    assert "Không hiểu kỳ" in page(cast.client("hoa"), f"{DESK}cua-toi/?ky=x", 422).get_text()
    with pytest.raises(BadPeriod):
        queries.assessed_period("2024-01-01..2024-02-01")


def test_a_period_after_what_was_verified_carries_a_notice(cast, quarter):
    assert "để tham khảo" in page(cast.client("kiem"), f"{DESK}?ky=2026-Q1").get_text()
    assert "để tham khảo" not in page(cast.client("kiem"), f"{DESK}?ky=2024-Q1").get_text()


def test_the_workbook_holds_the_same_points(cast, quarter, judged):
    answer = cast.client("dung").get(f"{DESK}chi-tiet.xlsx?ky=2024-Q1&donvi=sgddt-qlcl")
    book = load_workbook(BytesIO(answer.content))
    rows = list(book["Hồ sơ"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [work.code for work in judged[1]]
    assert sorted(row[4] for row in rows) == [0, 1, 2]
    assert book["Chỉ số"]["A1"].value.endswith("quý 1/2024")
    assert cast.client("kiem").get(f"{DESK}chi-tiet.xlsx?ky=2024").status_code == 200


def test_the_command_prints_the_same_as_json(quarter):
    out = StringIO()
    call_command("assessment", "--period", "2024Q1", "--units", "--officers", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert said["period"] == "2024-Q1"
    first = said["agency"][0]["indices"][0]
    assert (first["value"], first["points"], first["dossiers"]) == (1.0, 3, 3)
    assert said["agency"][0]["indices"][4]["value"] is None
    assert {row["dossiers"] for row in said["officers"]} == {3}
    call_command("assessment", "--period", "2024", "--officers", stdout=out)
    with pytest.raises(SystemExit) as caught:
        call_command("assessment", "--period", "2024-13", stderr=StringIO())
    assert caught.value.code == 2


def test_a_dossier_stopped_or_open_is_not_judged(cast, now, quarter):
    worker = Worker(cast, now)
    worker.accept(MONDAY)
    stopped = worker.accept(MONDAY)
    worker.ask_again(stopped)
    worker.act(stopped, "dung", "stop", reason="Quá lâu")
    asked = queries.assessed_period("2024Q1")
    assert len(queries.works(asked.period)) == 3
    assert len(queries.works(asked.period, Whose(unit="sgddt-mc"))) == 3
    assert queries.works(asked.period, Whose(officer=str(cast.quang.pk))) == []
