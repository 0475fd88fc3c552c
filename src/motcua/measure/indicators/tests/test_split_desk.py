"""The table of an indicator by unit, field and procedure: it adds up, and each cell is one click from its dossiers."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from motcua.measure.facts import cells
from motcua.measure.indicators import queries
from motcua.measure.indicators.queries import Scope
from motcua.measure.indicators.rules import parse_period
from motcua.measure.indicators.tests.building import days, fact, keep, paper, register
from motcua.measure.indicators.tests.test_splits import said
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.catalogue import services as loading
from tests.html import check

pytestmark = pytest.mark.django_db
DESK = "/lam-viec/chi-tieu/"
PERIOD = parse_period("2024-Q1")
CODES = ("3.000465", "9.999999", "3.000181")


@pytest.fixture
def office(cast, now):
    """Sixty dossiers of two units and three procedures, one of which the catalogue does not know; half are folded."""
    loading.load_starter(now=now)
    made = [
        fact(
            accepted=day, finished=day if n % 5 else None, due=day, channel=1 + n % 2, code=f"H-{n:03d}",
            unit=("sgddt-qlcl", "sgddt-gdtrh")[n % 2], procedure=CODES[n % 3], paper_result=True,
            result_electronic=bool(n % 4), result_signed=bool(n % 4), rating=(None, 1, 5)[n % 3],
            papers={"a": paper(file=bool(n % 4), reused=n % 7 == 0)},
        )
        for n, day in enumerate(days(date(2024, 1, 5), 60))
    ]  # fmt: skip
    keep(*made[:30])
    cells.fold()
    return keep(*made[30:])


def fields():
    known = dict(catalogue.procedures().filter(code__in=CODES).values_list("code", "field"))
    return sorted(set(known.values()))


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert check(answer.content.decode()) == []
    return BeautifulSoup(answer.content, "html.parser").main


@pytest.mark.parametrize("by", ["unit", "field", "procedure"])
@pytest.mark.parametrize("code", ["I.3", "I.4", "II.2", "II.3", "II.6"])
def test_groups_add_up_to_the_figure_also_of_a_field_and_of_a_unit(office, now, code, by):
    for scope in (Scope(), Scope(unit="sgddt-qlcl"), Scope(field=fields()[0]), Scope(procedure=CODES[1])):
        whole = queries.compute(code, PERIOD, now=now, scope=scope)
        groups = queries.group_table(code, PERIOD, now=now, by=by, scope=scope)
        assert sum(group.whole.numerator for group in groups) == whole.numerator
        assert sum(group.whole.denominator for group in groups) == whole.denominator
        plain = queries.recount(code, PERIOD, now=now, scope=scope)
        assert (plain[0].numerator, plain[0].denominator) == (whole.numerator, whole.denominator)
        if code != "II.6":  # what stays overdue is overdue at the end of every month
            assert all(sum(c.denominator for c in g.cells) == g.whole.denominator for g in groups)


def test_a_field_is_its_procedures_and_a_field_that_nobody_knows_has_nothing(office, now):
    def received(scope):
        return queries.compute("I.3", PERIOD, now=now, scope=scope).denominator

    assert sum(received(Scope(field=name)) for name in fields()) == 40
    assert received(Scope(field="Không có lĩnh vực này")) == 0
    assert received(Scope(field=fields()[0], procedure=CODES[1])) == 0
    assert received(Scope(procedure=CODES[1])) == 20
    assert queries.compute("II.5", PERIOD, now=now, scope=Scope(field=fields()[0])).status == "no_source"


def test_confirmed_results_are_split_too(office, cast, now):
    rows = [
        {"dossier": f"H-{n:03d}", "confirmed_on": "04/03/2024", "final_state": "x", "progress": "x", "result_link": "x"}
        for n in range(1, 30)
    ]
    register(cast, now, "sync", *rows)
    whole = queries.compute("I.5", PERIOD, now=now)
    for by in ("unit", "field", "procedure"):
        groups = queries.group_table("I.5", PERIOD, now=now, by=by)
        assert sum(group.whole.numerator for group in groups) == whole.numerator > 0
        assert sum(cell.denominator for group in groups for cell in group.cells) == whole.denominator


@pytest.mark.parametrize(("by", "rows"), [("thu-tuc", 3), ("linh-vuc", 3), ("", 2)])
def test_one_click_leads_from_a_cell_of_the_table_to_its_dossiers(office, cast, by, rows):
    main = page(cast.client("kiem"), f"{DESK}I.3/?ky=2024-Q1&chia={by}")
    assert len(main.select("table tbody tr")) == rows
    for row in main.select("table tbody tr"):
        link = row.select_one("td a")
        if link is None:
            assert "Chưa rõ lĩnh vực" in row.th.get_text()
            continue
        count = int(row.select_one("td .quiet").get_text().split("/")[1])
        listed = page(cast.client("kiem"), link["href"])
        assert len(listed.select("tbody tr")) == count


def test_the_name_of_a_procedure_leads_to_its_page_which_says_so_and_can_be_left(office, cast):
    client = cast.client("kiem")
    rows = page(client, f"{DESK}I.3/?ky=2024&chia=thu-tuc").select("table tbody tr")
    link = next(row.th.a["href"] for row in rows if CODES[0] in row.th.get_text())
    alone = page(client, link)
    assert f"Chỉ thủ tục {CODES[0]}" in alone.get_text()
    hidden = alone.select_one("form.filters input[name=thutuc]")
    assert hidden["value"] == CODES[0]
    every = page(client, alone.find("a", string="Xem mọi thủ tục")["href"])
    assert "Chỉ thủ tục" not in every.get_text()


def test_the_picker_offers_fields_and_the_windows_of_the_reports(office, cast):
    client = cast.client("kiem")
    main = page(client, f"{DESK}?nam=2024&phan=B03&linhvuc={fields()[0]}")
    assert "kỳ báo cáo tháng 03/2024" in main.get_text()
    assert main.select_one("select[name=phan] option[selected]")["value"] == "B03"
    assert main.select_one("select[name=linhvuc] option[selected]")["value"] == fields()[0]
    assert "ky=2024-03-15..2024-04-14" in next(link["href"] for link in main.select("a") if "Kỳ sau" in link.get_text())


def test_the_command_and_the_api_ask_for_a_field(office, cast):
    name = fields()[0]
    (row,) = said("--period", "2024-Q1", "--field", name, "--indicator", "I.3")
    told = cast.client("kiem").get("/api/indicators/I.3", {"period": "2024-Q1", "field": name}).json()
    assert row["denominator"] == told["denominator"] > 0
    assert told["by_unit"] == []
