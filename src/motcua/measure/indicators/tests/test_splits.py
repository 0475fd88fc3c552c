"""A figure split by unit, field, procedure, agency or month adds up to the figure; by command and by API."""

import json
from datetime import date
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command

from motcua.measure.facts import cells
from motcua.measure.facts.models import FactCell
from motcua.measure.indicators import queries
from motcua.measure.indicators.queries import Scope
from motcua.measure.indicators.rules import parse_period
from motcua.measure.indicators.tests.building import days, fact, keep, paper
from motcua.operate.catalogue import services as catalogue

pytestmark = pytest.mark.django_db
DOSSIERS = ("I.3", "I.4", "II.2", "II.3", "II.6")


@pytest.fixture
def office(cast, now):
    """Ninety days of two units, two procedures of the catalogue and one that it does not know; half of it folded."""
    catalogue.load_starter(now=now)
    known = ["3.000465", "9.999999", "3.000181"]
    made = [
        fact(
            accepted=day, finished=day if n % 5 else None, due=day, channel=1 + n % 2, code=f"H-{n:03d}",
            unit=("sgddt-qlcl", "sgddt-gdtrh")[n % 2], procedure=known[n % 3], paper_result=True,
            result_electronic=bool(n % 3), result_signed=bool(n % 3), rating=(None, 1, 5)[n % 3],
            papers={"a": paper(file=bool(n % 4), reused=n % 7 == 0)},
        )
        for n, day in enumerate(days(date(2023, 12, 20), 90))
    ]  # fmt: skip
    keep(*made[:45])
    cells.fold()
    return keep(*made[45:])


def said(*words):
    out = StringIO()
    call_command("indicators", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("by", ["agency", "unit", "field", "procedure", "month"])
@pytest.mark.parametrize("text", ["2024", "2023-12-15..2024-01-14", "2024-01-05..2024-03-02"])
def test_groups_add_up_to_the_figure_and_the_portals_readings_stand_beside(office, now, by, text):
    period = parse_period(text)
    for code in DOSSIERS:
        whole = queries.compute(code, period, now=now)
        groups = queries.split(code, period, now=now, by=by)
        assert sum(cell.numerator for cell in groups) == whole.numerator or (code, by) == ("II.6", "month")
        if (code, by) != ("II.6", "month"):  # what stays overdue is overdue at the end of every month
            assert sum(cell.denominator for cell in groups) == whole.denominator
    if by in {"unit", "procedure"}:
        for cell in queries.split("II.6", period, now=now, by=by):
            alone = queries.compute("II.6", period, now=now, scope=Scope(**{by: cell.key}))
            assert (alone.numerator, alone.denominator) == (cell.numerator, cell.denominator)


@pytest.mark.parametrize("year", [2023, 2024])
def test_twelve_windows_from_the_15th_to_the_14th_are_the_year_of_reports(office, now, year):
    """Báo cáo định kỳ: kỳ năm từ 15/12 năm trước đến 14/12; các kỳ tháng nối nhau, không chồng và không hở."""
    months = [(year - 1, 12), *((year, month) for month in range(1, 13))]
    windows = [parse_period(f"{a[0]:04d}-{a[1]:02d}-15..{b[0]:04d}-{b[1]:02d}-14") for a, b in pairwise(months)]
    whole = parse_period(f"{year - 1}-12-15..{year}-12-14")
    for code in ("I.3", "I.4", "II.2", "II.3"):
        figure = queries.compute(code, whole, now=now)
        parts = [queries.compute(code, window, now=now) for window in windows]
        assert sum(part.numerator for part in parts) == figure.numerator
        assert sum(part.denominator for part in parts) == figure.denominator
    quarters = [queries.compute("I.3", parse_period(f"2024-Q{n}"), now=now).denominator for n in range(1, 5)]
    assert sum(quarters) == queries.compute("I.3", parse_period("2024"), now=now).denominator


def test_what_is_carried_over_and_received_is_what_is_finished_and_left(office, now):
    """Mẫu báo cáo: (1) tồn kỳ trước + mới tiếp nhận = đã giải quyết + đang giải quyết."""
    from motcua.measure.facts.models import DossierFact

    first, last = date(2024, 1, 15), date(2024, 2, 14)
    carried = sum(
        1 for row in DossierFact.objects.all()
        if row.accepted_on < first and (row.finished_on is None or row.finished_on >= first)
    )  # fmt: skip
    left = sum(
        1 for row in DossierFact.objects.all()
        if row.accepted_on <= last and (row.finished_on is None or row.finished_on > last)
    )  # fmt: skip
    period = parse_period(f"{first}..{last}")
    received = queries.compute("I.3", period, now=now).denominator
    done = queries.compute("I.4", period, now=now).denominator
    assert carried + received == done + left


def test_the_command_takes_two_days_splits_and_recounts(office, now):
    rows = said("--from", "2023-12-15", "--to", "2024-02-14", "--by", "field", "--recount")
    online = next(row for row in rows if row["code"] == "I.3")
    assert {group["key"] for group in online["groups"]} > {""}  # a procedure that the catalogue does not know
    assert sum(group["denominator"] for group in online["groups"]) == online["denominator"]
    assert online["formula_id"] == "I.3/plan"
    assert online["cut_off"]
    assert online["status"] == "value"


def test_a_recount_finds_a_cell_that_lies(office, capsys):
    FactCell.objects.update(online=1000)
    with pytest.raises((SystemExit, ValueError)):
        call_command("indicators", "--period", "2024", "--recount", "--indicator", "I.3")


def test_the_api_splits_and_says_target_and_forecast(office, cast):
    client = cast.client("kiem")
    told = client.get("/api/indicators/I.3", {"period": "2024", "by": "procedure"}).json()
    assert told["by"] == "procedure"
    assert sum(group["denominator"] for group in told["groups"]) == told["denominator"]
    assert told["target_period"] == "Trong năm 2024"
    assert "forecast" in told
    assert client.get("/api/indicators/I.3", {"by": "colour"}).status_code == 422
