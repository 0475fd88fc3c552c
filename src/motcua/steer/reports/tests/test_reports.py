"""From facts to the page, the files and the command; what was sent is kept and the next report compared with it."""

import io
import json
from datetime import date, datetime
from io import StringIO

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from motcua.kernel.documents.services import pdfa_state
from motcua.kernel.time import TZ
from motcua.measure.editions.tests.closing import history
from motcua.measure.indicators.rules import parse_period
from motcua.operate.catalogue import services as catalogue
from motcua.operate.processes.models import ProcessUse, ProcessVersion
from motcua.steer.reports import files, queries, services
from motcua.steer.reports.models import KeptReport
from motcua.steer.reports.services import Refusal
from tests.html import check

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 6, 9, tzinfo=TZ)
MARCH, APRIL = parse_period("2024-03"), parse_period("2024-04")
PAGE = "/lam-viec/bao-cao/"


@pytest.fixture
def spring():
    """Four dossiers of March: one early, one late, one without a due date, one still running."""
    history(date(2024, 3, 4), date(2024, 3, 6), due=date(2024, 3, 8))
    history(date(2024, 3, 4), date(2024, 3, 12), due=date(2024, 3, 8), channel=1)
    history(date(2024, 3, 5), date(2024, 3, 7))
    history(date(2024, 3, 20), due=date(2024, 4, 20))


def test_the_form_is_counted_from_facts_and_what_lacks_a_due_date_is_named(spring):
    made = queries.report(MARCH, NOW)
    total = made.table.total
    assert (total.received, total.online, total.direct, total.carried) == (4, 3, 1, 0)
    assert (total.processed, total.early, total.on_time, total.late) == (3, 1, 0, 1)
    assert (total.running, total.running_in_time) == (1, 1)
    assert {one.identity for one in made.broken} == {"đã giải quyết = trước hạn + đúng hạn + quá hạn"}
    assert queries.report(APRIL, NOW).table.total.carried == 1


def test_a_kept_report_is_compared_with_the_next_and_a_late_dossier_is_named(cast, spring):
    by = cast.actor("kiem")
    assert not isinstance(services.keep(period=MARCH, by=by, now=NOW), Refusal)
    assert isinstance(services.keep(period=MARCH, by=by, now=NOW), Refusal)
    assert queries.report(APRIL, NOW).broken == ()
    history(date(2024, 3, 28), due=date(2024, 4, 20))
    (broken,) = queries.report(APRIL, NOW).broken
    assert (broken.left, broken.right) == (2, 1)
    assert KeptReport.objects.count() == 1


def test_a_running_period_is_not_kept_and_only_the_control_officer_keeps(cast, spring):
    assert isinstance(services.keep(period=parse_period("2024-05"), by=cast.actor("kiem"), now=NOW), Refusal)
    assert isinstance(services.keep(period=MARCH, by=cast.actor("an"), now=NOW), Refusal)
    assert not KeptReport.objects.exists()


def test_the_workbook_and_the_pdf_hold_the_same_figures(spring):
    made, levels = queries.report(MARCH, NOW), queries.procedures(NOW.date())
    book = openpyxl.load_workbook(io.BytesIO(files.xlsx(made, levels)))
    assert book.sheetnames == ["II.06a", "II.07b", "Kiểm tra và bản tin"]
    last = [cell.value for cell in list(book["II.06a"].iter_rows())[-1]]
    assert last[1:] == ["Tổng số", 4, 3, 1, 0, 3, 1, 0, 1, 1, 1, 0]
    pdf = files.pdf(made, levels, NOW)
    assert pdf.startswith(b"%PDF")
    assert pdfa_state(pdf) != "broken"


def test_the_command_prints_the_forms_and_exits_with_one_when_a_sum_does_not_hold(spring, tmp_path):
    out = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("report", "2024-03", "--json", "--xlsx", str(tmp_path / "a.xlsx"), stdout=out)
    assert stop.value.code == 1
    told = json.loads(out.getvalue())
    assert told["total"]["received"] == 4
    assert told["bulletin"]
    assert (tmp_path / "a.xlsx").stat().st_size > 5000


def test_the_page_shows_forms_checks_and_bulletin_and_keeps_what_was_sent(cast, spring):
    client = cast.client("kiem")
    page = client.get(PAGE, {"ky": "2024-03"})
    assert check(page.content.decode()) == []
    main = BeautifulSoup(page.content, "html.parser").main
    assert "Biểu II.06a/VPCP/KSTT" in main.text
    assert "tiếp nhận mới 4 hồ sơ" in main.text
    assert "chưa có dữ liệu" in main.text
    assert [len(table.select("tfoot tr")) for table in main.select("table")] == [1, 0]
    done = client.post(f"{PAGE}luu/", {"ky": "2024-03"}, follow=True)
    assert "Đã lưu báo cáo" in done.content.decode()
    assert client.post(f"{PAGE}luu/", {"ky": "2024-03"}).status_code == 422
    assert client.get(PAGE, {"ky": "tháng ba"}).status_code == 422
    assert client.get(f"{PAGE}xlsx/", {"ky": "2024-03"})["Content-Type"] == files.MEDIA_TYPE
    assert client.get(f"{PAGE}pdf/", {"ky": "2024-03"}).content.startswith(b"%PDF")


def test_procedures_with_a_process_published_here_are_counted_and_what_is_not_known_stays_unknown(cast, spring):
    catalogue.load_starter(now=NOW)
    level = "1. Cấp tỉnh"

    def told(on=date(2024, 5, 6)):
        return {row.level: row.processes for row in queries.procedures(on)}

    assert set(told().values()) == {None}  # what was loaded as a starting point nobody has approved
    version = ProcessVersion.objects.create(
        key="rieng", number=1, name="Riêng", definition={}, definition_hash="x", effective_from=date(2024, 4, 1),
        status="agency", recorded_at=NOW,
    )  # fmt: skip
    ProcessUse.objects.create(procedure_code="3.000465", process_key=version.key)
    assert told()[level] == 1
    assert told(date(2024, 3, 31))[level] is None
    assert "Quy trình nội bộ" in " ".join(files.HEAD_07)


def test_the_page_says_which_forms_it_does_not_make_up(cast, spring):
    text = cast.client("an").get(PAGE, {"ky": "2024-03"}).content.decode()
    assert "II.05a, II.05b" in text
    assert "không tự đặt cột" in text
