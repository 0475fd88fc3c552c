"""The pages of the index, the published figures brought in, and both sides beside each other."""

import csv
import json
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from motcua.kernel.audit.models import Event
from motcua.kernel.time import TZ
from motcua.measure.indicators.tests.building import fact, keep
from motcua.measure.service_index import queries, services
from motcua.measure.service_index.models import PublishedFigure
from motcua.measure.service_index.rules import COLUMNS
from tests.html import check

pytestmark = pytest.mark.django_db
DESK = "/lam-viec/chi-so-766/"
PUBLISHED = settings.DATA_DIR / "service_index" / "published_2026.csv"
PORTAL = queries.scale("portal_2026")
NOW = datetime(2026, 11, 3, 9, tzinfo=TZ)
DAY = date(2024, 3, 5)


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    assert check(answer.content.decode()) == []
    return BeautifulSoup(answer.content, "html.parser").main


def table(*rows):
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def bring(cast, data=None, now=NOW):
    return services.import_published(
        data=PUBLISHED.read_bytes() if data is None else data,
        name="c.csv",
        scale=PORTAL,
        by=cast.actor("kiem"),
        now=now,
    )


def row(**more):
    return {
        "unit_code": "H99", "unit_name": "Đơn vị thử", "group": "TDGQ", "metric": "ON_TIME", "numerator": "1",
        "denominator": "4", "ratio_percent": "25", "score": "5", "max_score": "20", "period": "tháng 3/2024",
    } | more  # fmt: skip


@pytest.fixture
def march():
    return keep(
        fact(accepted=DAY, finished=date(2024, 3, 8), due=date(2024, 3, 8), channel=2),
        fact(accepted=DAY, finished=date(2024, 3, 11), due=date(2024, 3, 8), unit="sgddt-gdtrh"),
    )


def test_a_published_list_is_kept_row_by_row_and_twice_changes_nothing(cast):
    done = bring(cast)
    assert (done.read, done.taken, done.unchanged, done.refused) == (52, 52, 0, [])
    again = bring(cast)
    assert (again.read, again.taken, again.unchanged, again.refused) == (52, 0, 52, [])
    assert PublishedFigure.objects.count() == 52
    assert {(one.first, one.last) for one in PublishedFigure.objects.all()} == {(date(2026, 1, 1), date(2026, 10, 10))}


def test_what_is_published_again_with_another_content_is_the_next_edition(cast):
    bring(cast, table(row()))
    bring(cast, table(row(numerator="2", ratio_percent="50", score="10")))
    kept = PublishedFigure.objects.order_by("edition").values_list("edition", "score")
    assert list(kept) == [(1, Decimal(5)), (2, Decimal(10))]
    unit = queries.published_units()[0]
    assert unit.editions == 2
    assert queries.published_score(unit, PORTAL).score.groups[1].score == 10


def test_every_row_read_is_taken_unchanged_or_refused(cast):
    bring(cast, table(row()))
    done = bring(
        cast,
        table(
            row(), row(unit_code="H98"), row(metric="NO"), row(period="hôm qua"), row(period=""),
            row(period="2024-03"),
        ),
    )  # fmt: skip
    assert done.read == done.taken + done.unchanged + len(done.refused) == 6
    assert [(one["row"], one["reason"]) for one in done.refused] == [
        (4, "cột metric: không có chỉ số 'NO'"),
        (5, "cột period: không hiểu kỳ 'hôm qua'"),
        (6, "cột period: chưa ghi kỳ"),
        (7, "ON_TIME của kỳ này đã có ở dòng 2"),
    ]


def test_a_file_that_cannot_be_read_takes_nothing(cast):
    for data in (b"unit_code,metric\nA,B\n", b"", b"\x00\x01"):
        with pytest.raises(services.BadFile):
            bring(cast, data)
    assert not PublishedFigure.objects.exists()


def test_the_log_tells_who_brought_in_what_without_names_of_persons(cast):
    bring(cast)
    event = Event.objects.get(type="published_index.imported")
    assert event.payload["taken"] == 52
    assert set(event.payload) == {"file", "scale", "read", "taken", "unchanged", "refused"}


def test_from_the_group_to_a_dossier_in_two_clicks(cast, march):
    client = cast.client("kiem")
    main = page(client, f"{DESK}?ky=2024-03")
    assert "chưa tính được" in main.get_text().lower()
    link = next(a for a in main.select("table a") if a.get_text(strip=True).startswith("2.1"))
    behind = page(client, link["href"])
    late = behind.select("tbody tr")[-1]
    assert march[1].code in late.get_text()
    assert "Xong sau hạn của Cổng" in late.get_text()
    assert late.a["href"] == f"/lam-viec/ho-so/{march[1].pk}/"


def test_points_still_to_be_won_are_told_in_words_the_cheapest_first(cast, march):
    main = page(cast.client("son"), f"{DESK}?ky=2024-03")
    words = [item.get_text(" ", strip=True) for item in main.select("section ol li")]
    assert words
    assert all("Cần thêm" in item for item in words)


def test_a_period_before_the_scale_is_marked_as_orientation_and_2022_shows_no_points(cast, march):
    client = cast.client("kiem")
    assert "Điểm để tham khảo" in page(client, f"{DESK}?ky=2024-03").get_text()
    main = page(client, f"{DESK}?ky=2024-03&thang=decision_2022")
    assert "chưa đọc được điểm" in main.get_text()
    assert "chưa có dữ liệu" in main.select_one(".stat__value").get_text()


@pytest.mark.parametrize("query", ["ky=2024-13", "tu=40/40/2024&den=1/1/2024", "tu=02/02/2024&den=01/02/2024", "tu=x"])
def test_a_period_that_is_not_understood_is_answered_with_the_form_and_a_reason(cast, query):
    main = page(cast.client("kiem"), f"{DESK}?{query}", 422)
    assert main.select_one(".error-summary, [role=alert]") is not None


def test_any_two_days_and_the_window_of_reports_can_be_asked_for(cast, march):
    client = cast.client("kiem")
    main = page(client, f"{DESK}?tu=04/03/2024&den=09/03/2024")
    assert "từ 04/03/2024 đến 09/03/2024" in main.h1.get_text()
    window = page(client, f"{DESK}?ky=2024-03").find("a", string=lambda text: text and "kỳ báo cáo" in text)
    assert "2024-02-15..2024-03-14" in window["href"]


@pytest.mark.parametrize("code", [one.code for one in PORTAL.metrics if one.scored])
def test_every_metric_has_its_page(cast, march, code):
    main = page(cast.client("kiem"), f"{DESK}chi-so/{code}/?ky=2024-03&ben=ca")
    assert PORTAL.metric(code).name in main.h1.get_text() if main.h1 else True


def test_metrics_that_are_not_scored_or_not_known_have_no_page(cast):
    for code in ("OVERDUE_COUNT", "NO_SUCH"):
        assert cast.client("kiem").get(f"{DESK}chi-so/{code}/").status_code == 404


def test_the_control_officer_brings_in_a_file_and_reads_what_became_of_it(cast):
    client = cast.client("kiem")
    page(client, f"{DESK}cong-bo/")
    data = table(row(), row(unit_code="H98", numerator="9"))
    answer = client.post(f"{DESK}cong-bo/", {"file": SimpleUploadedFile("c.csv", data)})
    main = page(client, answer["Location"])
    assert [stat.get_text() for stat in main.select(".stat__value")] == ["2", "1", "0", "1"]
    assert "9 lớn hơn mẫu số 4" in main.select_one("tbody").get_text()
    assert client.get(f"{answer['Location']}goc/").getvalue() == data
    bad = client.post(f"{DESK}cong-bo/", {"file": SimpleUploadedFile("c.csv", b"a,b\n1,2\n")})
    assert bad.status_code == 422
    assert "Chưa có dòng nào được nhập" in bad.content.decode()


def test_both_sides_stand_beside_each_other_with_the_reasons(cast, march, django_assert_max_num_queries):
    client = cast.client("kiem")
    assert "Chưa có số liệu Cổng công bố" in page(client, f"{DESK}doi-chieu/").get_text()
    bring(cast, table(row(), row(metric="GROUP_TOTAL", numerator="", denominator="", ratio_percent="", score="5")))
    text = page(client, f"{DESK}doi-chieu/").get_text(" ")
    assert "Cổng tính nhiều hơn 2 hồ sơ ở mẫu số" in text
    assert "tỷ lệ ở đây cao hơn 25 điểm phần trăm" in text.lower()
    with django_assert_max_num_queries(70):
        client.get(f"{DESK}doi-chieu/")
    with django_assert_max_num_queries(70):
        client.get(f"{DESK}?ky=2024-03")
    with django_assert_max_num_queries(75):
        client.get(f"{DESK}chi-so/ON_TIME/?ky=2024-03")


def test_the_command_imports_compares_and_lists_what_can_be_won(cast, march, tmp_path, capsys):
    path = tmp_path / "c.csv"
    path.write_bytes(table(row()))
    for taken in (1, 0):
        call_command("index", "import", str(path), "--json", stdout=(out := StringIO()))
        assert json.loads(out.getvalue()) == {"read": 1, "taken": taken, "unchanged": 1 - taken, "refused": []}
    call_command("index", "compare", "--json", stdout=(out := StringIO()))
    both = {one["metric"]: one for one in json.loads(out.getvalue())["metrics"]}["ON_TIME"]
    assert (both["own"]["score"], both["published"]["score"], both["difference"]) == (10, 5, 5)
    call_command("index", "wins", "--period", "2024-03", "--json", stdout=(out := StringIO()))
    assert {one["metric"] for one in json.loads(out.getvalue())} >= {"ON_TIME", "SO_HOA_GIAY_TO_GIAI_QUYET"}
    for words in (
        ["wins", "--period", "2024-03"],
        ["compare"],
        ["scales"],
        ["score", "--period", "2024-03", "--units"],
    ):
        call_command("index", *words, stdout=(out := StringIO()))
        assert out.getvalue()
    path.write_bytes(table(row(metric="NO")))
    with pytest.raises(SystemExit) as stopped:
        call_command("index", "import", str(path), stdout=StringIO())
    assert stopped.value.code == 1
    for words in (["import", str(tmp_path / "none")], ["compare", "--unit-code", "none"]):
        with pytest.raises(SystemExit) as stopped:
            call_command("index", *words)
        assert stopped.value.code == 2
    assert "nothing published of none" in capsys.readouterr().err
