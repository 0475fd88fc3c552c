"""Pages of due dates: warnings, dates to move, the working calendar, sector rules, apology and extension."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from motcua.kernel.time import TZ
from motcua.law import queries as law
from motcua.law import services as law_services
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import BulkRun, DueChange
from motcua.operate.dossiers.services.warning import warn
from motcua.operate.journeys.tests.desk_stage import Stage
from tests.html import check

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast):
    return Stage(cast, timezone.now() - timedelta(hours=2))


def page(cast, name, url, status=200):
    response = cast.client(name).get(url)
    assert response.status_code == status
    text = response.content.decode()
    check(text)
    return text


def send(cast, who, url, status=302, **data):
    response = cast.client(who).post(url, data)
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def storm(cast, dossier):
    """A day off on the day the dossier is due, decided after it was received."""
    day = dossier.legal_due.astimezone(TZ).date()
    now = timezone.now()
    law_services.set_day(day=day, kind="nghi_khac", name="Nghỉ do bão", by=cast.actor("kiem"), now=now, decision="CĐ 9")
    return day


def test_the_head_sees_what_was_warned_of_and_opens_the_dossier(cast, stage):
    dossier = stage.at("assigned")
    warn(now=dossier.legal_due + timedelta(minutes=1))
    text = page(cast, "dung", reverse("journeys:warnings"))
    assert str(dossier) in text
    assert "Đã hết hạn" in text
    assert str(dossier) not in page(cast, "quang", reverse("journeys:warnings"))


def test_chosen_dates_follow_the_calendar_and_the_others_stay_listed(cast, stage):
    first, second = stage.at("assigned"), stage.at("assigned")
    storm(cast, first)
    url = reverse("journeys:moved")
    text = page(cast, "kiem", url)
    assert str(first) in text
    assert "Nghỉ do bão" in text
    old = second.legal_due
    begin = reverse("journeys:bulk-begin")
    send(cast, "kiem", begin, viec="move_due", chon=f"{first.pk}:{first.version}")
    run = BulkRun.objects.get()
    said = page(cast, "kiem", reverse("journeys:bulk", args=[run.pk]))
    assert "Xong 1 trên 1" in said
    assert "Về hạn phải dời" in said
    assert queries.for_work(first.pk).legal_due > old
    assert queries.for_work(second.pk).legal_due == old
    text = page(cast, "kiem", url)
    assert str(second) in text
    assert str(first) not in text
    assert "chưa chọn hồ sơ nào" in send(cast, "kiem", begin, 422, viec="move_due")


def test_the_dossier_page_and_the_applicant_keep_the_promised_date_until_it_is_moved(cast, stage):
    dossier = stage.at("assigned")
    storm(cast, dossier)
    shown = f"{dossier.legal_due.astimezone(TZ):%d/%m/%Y}"
    assert shown in page(cast, "hoa", reverse("journeys:work", args=[dossier.pk]))
    assert shown in page(cast, "lan", reverse("journeys:due", args=[dossier.pk]))


def test_a_keeper_enters_a_day_and_everybody_sees_it_in_its_month(cast):
    url = reverse("journeys:calendar-change", args=["ngay"]) + "?nam=2025"
    day = {"day": "7/5/2025", "kind": "nghi_khac", "name": "Nghỉ do bão", "decision": "CĐ 2"}
    send(cast, "kiem", url, **day)
    assert "Nghỉ do bão" in page(cast, "hoa", reverse("journeys:calendar") + "?nam=2025")
    wrong = send(cast, "kiem", url, 422, **(day | {"decision": ""}))
    assert "Hãy ghi số quyết định" in wrong


def test_a_half_day_has_its_hours(cast):
    url = reverse("journeys:calendar-change", args=["ngay"])
    day = {"day": "8/5/2025", "kind": "nua_ngay", "name": "Nửa ngày", "decision": "CĐ 3"}
    assert "giờ riêng" in send(cast, "kiem", url, 422, **day)
    send(cast, "kiem", url, **day, hours="07:30-11:30")
    assert f"{law.calendar().hours_on(datetime(2025, 5, 8, tzinfo=TZ).date()).closing:%H:%M}" == "11:30"


def test_a_table_of_days_is_taken_whole_or_not_at_all(cast):
    url = reverse("journeys:calendar-change", args=["bang"])
    head = "date,name,kind,decision,source\n"
    good = SimpleUploadedFile("a.csv", f"{head}2027-01-01,Tết Dương lịch,le,TB 1,\n".encode())
    bad = SimpleUploadedFile("b.csv", f"{head}2027-04-30,Lễ,le,,\n2027-05-03,Bù,lam_bu,,\n".encode())
    assert "Dòng 3" in send(cast, "quan", url, 422, table=bad, source="TB 1")
    assert law.days(year=2027) == []
    send(cast, "quan", url, table=good, source="TB 1")
    assert [day.name for day in law.days(year=2027)] == ["Tết Dương lịch"]


def test_a_school_year_is_a_calendar_over_the_common_one(cast):
    url = reverse("journeys:calendar-change", args=["lich-moi"])
    send(
        cast, "kiem", url, key="nam-hoc", name="Năm học", parent="vn-civil", source="KH 1",
        known_from="1/9/2025", known_to="31/5/2026",
    )  # fmt: skip
    text = page(cast, "an", reverse("journeys:calendar") + "?lich=nam-hoc&nam=2026")
    assert "Năm học" in text
    assert "theo lịch chung" in text


RULE = {
    "kind": "extension", "procedures": "3.000465", "most": "5", "source": "Luật X", "article": "Điều 7",
    "effective_from": "1/1/2024",
}  # fmt: skip


def test_the_control_officer_records_a_sector_rule_and_the_head_may_extend_under_it(cast, stage):
    dossier = stage.at("assigned")
    act = reverse("journeys:work-act", args=[dossier.pk, "gia-han"])
    work = reverse("journeys:work", args=[dossier.pk])
    assert "Gia hạn…" not in page(cast, "dung", work)
    rules = reverse("journeys:deadline-rules")
    assert "Chưa ghi quy định nào" in page(cast, "hoa", rules)
    assert "điều, khoản" in send(cast, "kiem", rules, 422, **(RULE | {"article": ""}))
    send(cast, "kiem", rules, **RULE)
    assert "nhiều nhất 5 ngày làm việc" in page(cast, "hoa", rules)
    assert "Gia hạn…" in page(cast, "dung", work)
    assert "Từ 1 đến 5" in page(cast, "dung", act)
    assert "phải từ 1 đến 5" in send(cast, "dung", act, 422, days="6", reason="x", expected_version=dossier.version)
    send(cast, "dung", act, days="3", reason="Phải xác minh", expected_version=dossier.version)
    assert DueChange.objects.get().kind == "extension"
    assert "Gia hạn thêm 3 ngày làm việc" in page(cast, "hoa", work)
    assert "gia hạn 3 ngày làm việc" in page(cast, "lan", reverse("journeys:due", args=[dossier.pk]))


def test_the_head_apologises_and_the_applicant_reads_why_and_till_when(cast, stage):
    dossier = stage.at("assigned")
    act = reverse("journeys:work-act", args=[dossier.pk, "xin-loi"])
    assert "chỉ một lần" in page(cast, "dung", act)
    assert "Hãy ghi lý do" in send(cast, "dung", act, 422, days="2", expected_version=dossier.version)
    send(cast, "dung", act, days="2", reason="Chờ sổ gốc", expected_version=dossier.version)
    promised = DueChange.objects.get().new_due.astimezone(TZ)
    text = page(cast, "lan", reverse("journeys:dossier", args=[dossier.pk]))
    assert "Chờ sổ gốc" in text
    assert f"{promised:%d/%m/%Y}" in text
    assert f"{promised:%d/%m/%Y}" in page(cast, "hoa", reverse("journeys:work", args=[dossier.pk]))
