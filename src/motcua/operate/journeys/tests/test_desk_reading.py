"""Whoever reads a dossier leaves a trace; who does not handle it says first what for."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import DatabaseError
from django.utils import timezone

from motcua.kernel.readings import queries as log
from motcua.kernel.readings import services as readings
from motcua.kernel.readings.queries import Wanted
from motcua.operate.journeys.tests.desk_stage import LAN, Stage, page, url, words
from motcua.operate.journeys.tests.test_desk_counter import Counter
from motcua.people.queries import find_applicant

pytestmark = pytest.mark.django_db
LOG = "/lam-viec/ai-da-xem/"


@pytest.fixture
def stage(cast):
    return Stage(cast)


@pytest.fixture
def dossier(stage):
    return stage.at("assigned")


def noted(dossier=None):
    """(reader, kind, purpose) of every reading, of one dossier when given; the oldest first."""
    wanted = Wanted(subject=("dossier", str(dossier.pk))) if dossier is not None else Wanted()
    return [(row.reader, row.kind, row.purpose) for row in reversed(log.listing(wanted))]


def opened(client, dossier, purpose="supervision", basis="", name="work", **more):
    """The page after the purpose was asked and stated."""
    asked = client.get(url(name, dossier, **more))
    assert asked.status_code == 302
    assert asked["Location"].startswith(url("purpose", dossier))
    said = client.post(asked["Location"], {"purpose": purpose, "basis": basis})
    assert said.status_code == 302, said.content
    return client.get(said["Location"])


@pytest.mark.parametrize("name", ["minh", "hoa", "dung"])
def test_who_handles_the_dossier_opens_it_at_once_and_once_an_hour_is_noted(stage, dossier, name):
    client = stage.cast.client(name)
    for _ in range(2):
        page(client.get(url("work", dossier)))
    assert noted(dossier) == [(str(getattr(stage.cast, name).pk), "page", "handling")]


@pytest.mark.parametrize(("where", "name"), [("sign", "son"), ("issue", "van")])
def test_who_a_step_waits_for_handles_it_and_who_did_one_still_does(stage, where, name):
    dossier = stage.at(where)
    page(stage.cast.client(name).get(url("work", dossier)))
    stage.to(dossier, {"sign": "issue", "issue": "processed"}[where])
    page(stage.cast.client(name).get(url("work", dossier)))
    assert {purpose for _, _, purpose in noted(dossier)} == {"handling"}


@pytest.mark.parametrize("name", ["son", "van", "kiem", "thanh", "an"])
def test_who_does_not_handle_it_is_asked_what_for_and_sees_nothing_before(stage, dossier, name):
    client = stage.cast.client(name)
    asked = client.get(url("work", dossier))
    assert asked.status_code == 302
    soup = page(client.get(asked["Location"]))
    assert "Bạn xem hồ sơ này để làm gì?" in words(soup)
    assert "Nguyễn Thị Lan" not in words(soup)
    assert noted(dossier) == []
    assert client.post(asked["Location"], {}).status_code == 422
    assert client.post(asked["Location"], {"purpose": "curiosity"}).status_code == 422
    assert client.get(url("work", dossier)).status_code == 302


def test_the_purpose_holds_for_the_dossier_and_the_day(stage, dossier, monkeypatch):
    client = stage.cast.client("thanh")
    assert "Nguyễn Thị Lan" in words(page(opened(client, dossier, "inspection", "12/QĐ-TTr")))
    page(client.get(url("work", dossier)))
    assert noted(dossier) == [(str(stage.cast.thanh.pk), "page", "inspection")]
    assert log.listing(Wanted())[0].basis == "12/QĐ-TTr"
    assert client.get(url("work", stage.at("assigned"))).status_code == 302
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    client = stage.cast.client("thanh")
    assert client.get(url("work", dossier)).status_code == 302


def test_what_was_stated_last_is_offered_again(stage, dossier):
    client = stage.cast.client("thanh")
    opened(client, dossier, "complaint", "7/PC-TTr")
    soup = page(client.get(url("purpose", stage.at("assigned"))))
    assert soup.find("input", {"value": "complaint"}).has_attr("checked")
    assert soup.find("input", {"name": "basis"})["value"] == "7/PC-TTr"


def test_a_name_is_no_basis(stage, dossier):
    answer = stage.cast.client("thanh").post(
        url("purpose", dossier), {"purpose": "complaint", "basis": "đơn của bà Nguyễn Thị Lan"}
    )
    assert "Chỉ ghi số, ký hiệu văn bản" in words(page(answer, 422))


@pytest.mark.parametrize("where", ["https://elsewhere.example/", "//elsewhere.example/lam-viec/", "/dang-xuat/", "rác"])
def test_the_way_back_leads_nowhere_else(stage, dossier, where):
    answer = stage.cast.client("thanh").post(f"{url('purpose', dossier)}?next={where}", {"purpose": "inspection"})
    assert answer["Location"] == url("work", dossier)


def test_files_are_asked_for_and_noted_as_files(stage):
    dossier = stage.at("drafted")
    answer = opened(stage.cast.client("kiem"), dossier, name="work-result", part="draft")
    assert answer["Content-Type"] == "application/pdf"
    page(stage.cast.client("hoa").get(url("work-talk", dossier)))
    assert [(kind, purpose) for _, kind, purpose in noted(dossier)] == [("file", "supervision"), ("page", "handling")]


def test_a_fragment_leaves_for_the_page_that_asks(stage, dossier):
    answer = stage.cast.client("kiem").get(url("work", dossier), headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(url("purpose", dossier))


def test_a_form_that_is_sent_without_a_purpose_changes_nothing(stage, dossier):
    before = dossier.version
    answer = stage.cast.client("kiem").post(url("work-talk", dossier), {"text": "Chào"})
    assert answer["Location"].startswith(url("purpose", dossier))
    dossier.refresh_from_db()
    assert (dossier.version, noted(dossier)) == (before, [])


def test_when_the_log_cannot_be_written_nothing_is_shown(stage, dossier, monkeypatch):
    def away(**said):
        raise DatabaseError("disk full")

    monkeypatch.setattr(readings, "note", away)
    with pytest.raises(DatabaseError):
        stage.cast.client("hoa").get(url("work", dossier))


def test_who_is_out_of_scope_is_kept_out_and_not_asked(stage, dossier):
    client = stage.cast.client("quang")
    assert client.get(url("work", dossier)).status_code == 403
    assert client.get(url("purpose", dossier)).status_code == 403


def test_lists_leave_no_trace_but_what_is_taken_out_does_with_its_size(stage, dossier):
    client = stage.cast.client("thanh")
    page(client.get("/lam-viec/ho-so/"))
    assert noted() == []
    b"".join(client.get("/lam-viec/ho-so/xuat.xlsx").streaming_content)
    row = log.listing(Wanted())[0]
    assert (row.subject_kind, row.subject_id, row.kind, row.purpose, row.rows) == (
        "list", "dossiers", "export", "inspection", 1,
    )  # fmt: skip


def test_looking_a_person_up_by_number_is_noted_without_the_number(stage, dossier):
    counter = Counter(stage.cast.client("minh"))
    counter.send(number=LAN)
    counter.send(number="001190000002")
    rows = log.listing(Wanted())
    assert [(row.kind, row.subject_kind, row.subject_id) for row in rows] == [
        ("search", "applicant", ""),
        ("search", "applicant", str(find_applicant(LAN).pk)),
    ]
    assert all(LAN not in str(vars(row)) for row in rows)


def test_the_inspector_finds_who_saw_a_dossier_and_what_an_official_saw(stage, dossier):
    opened(stage.cast.client("kiem"), dossier)
    page(stage.cast.client("hoa").get(url("work", dossier)))
    client = stage.cast.client("thanh")
    soup = page(client.get(LOG))
    assert stage.cast.hoa.full_name in words(soup.find("table"))
    assert "Theo dõi, đôn đốc tiến độ" in words(soup.find("table"))
    assert stage.cast.kiem.full_name in words(soup.find("ul", class_="tasks"))
    assert "Nguyễn Thị Lan" not in words(soup.main)
    soup = page(client.get(LOG, {"nguoi": str(stage.cast.hoa.pk)}))
    assert stage.cast.kiem.full_name not in words(soup.find("table"))
    soup = page(client.get(LOG, {"ho-so": dossier.code, "muc-dich": "supervision"}))
    assert stage.cast.hoa.full_name not in words(soup.find("table"))
    assert "Không có hồ sơ nào mang mã KHONG-CO" in words(page(client.get(LOG, {"ho-so": "KHONG-CO"})))
    assert "Chưa có lần xem nào khớp" in words(page(client.get(LOG, {"tu": "01/01/2020", "den": "02/01/2020"})))
    page(client.get(LOG, {"tu": "32/01/2020", "truoc": "x", "nguoi": "y"}))


def test_the_log_goes_on_over_pages(stage, dossier, now):
    by = stage.cast.actor("kiem", "control_officer")
    for number in range(60):
        at = timezone.now() - timedelta(hours=number)
        readings.note(by=by, subject=("dossier", str(dossier.pk)), kind="page", purpose="supervision", now=at)
    client = stage.cast.client("an")
    soup = page(client.get(LOG))
    assert len(soup.find("tbody").find_all("tr")) == 50
    soup = page(client.get(soup.find("a", rel="next")["href"]))
    assert len(soup.find("tbody").find_all("tr")) == 10


def test_the_log_is_taken_out_as_a_workbook_and_that_is_noted_too(stage, dossier):
    page(stage.cast.client("hoa").get(url("work", dossier)))
    answer = stage.cast.client("an").get(f"{LOG}xuat.xlsx")
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as book:
        texts = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert stage.cast.hoa.full_name in texts
    assert "Nguyễn Thị Lan" not in texts
    assert noted()[-1] == (str(stage.cast.an.pk), "export", "audit")


def test_the_applicant_sees_offices_and_purposes_and_no_names(stage, dossier):
    opened(stage.cast.client("thanh"), dossier, "complaint", "9/PC")
    page(stage.cast.client("hoa").get(url("work", dossier)))
    soup = page(stage.cast.client("lan").get(url("dossier-readings", dossier)))
    said = words(soup.main)
    assert "Xử lý hồ sơ được giao" in said
    assert "Kiểm tra theo thẩm quyền" in said
    for hidden in (stage.cast.hoa.full_name, stage.cast.thanh.full_name, "khiếu nại", "9/PC"):
        assert hidden not in said
    assert stage.cast.client("tu").get(url("dossier-readings", dossier)).status_code == 404
    assert url("dossier-readings", dossier) in str(page(stage.cast.client("lan").get(url("dossier", dossier))))


def test_the_inspector_goes_from_the_dossier_to_who_saw_it(stage, dossier):
    client = stage.cast.client("thanh")
    opened(client, dossier, "inspection")
    soup = page(client.get(url("work", dossier) + "?xem=nhat-ky"))
    assert "Ai đã xem hồ sơ này" in words(soup)
    address = next(a["href"] for a in soup.find_all("a") if "ai-da-xem" in a["href"] and "ho-so" in a["href"])
    assert dossier.code in words(page(client.get(address)).find("table"))
