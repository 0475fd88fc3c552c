"""The preflight as people meet it: at the check before sending, and at the counter before the code."""

import io

import pikepdf
import pytest
from django.urls import reverse

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.documents import services as documents
from motcua.kernel.files.tests.samples import pdf
from motcua.kernel.signatures import services as signatures
from motcua.kernel.signatures.tests.test_signatures import RESULT
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.browsing import upload
from motcua.operate.journeys.tests.desk_stage import LAN, Stage, words
from motcua.operate.journeys.tests.test_desk_counter import Counter, choose, ticked
from motcua.operate.journeys.tests.test_portal_story import DIPLOMA, begin, describe_self

pytestmark = pytest.mark.django_db


def fill_in(browser, paper=None):
    describe_self(begin(browser))
    browser.press("Lưu và tiếp tục", **DIPLOMA)
    browser.follow("là người đại diện").press("Lưu và tiếp tục", {"tep": upload("uy-quyen.pdf", paper or pdf())})
    browser.press("Lưu và tiếp tục", how="bring")
    browser.follow("Tiếp tục").press("Lưu và tiếp tục", delivery="electronic")
    return browser


@pytest.fixture
def spoilt(settings, tmp_path_factory, now):
    """A signed PDF to which somebody added a page afterwards."""
    settings.MOTCUA_HOME = tmp_path_factory.getbasetemp() / "preflight"
    draft = documents.render("dossiers/ket_qua", RESULT, title="Giấy uỷ quyền", at=now)
    signer = signatures.demo_signer("person", name="Lê Văn Sơn")
    signed = signatures.sign(draft, signer=signer, kind="person", field="ky", reason="Ký", name="Lê Văn Sơn", at=now)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed)) as document:
        document.add_blank_page()
        document.save(out)
    return out.getvalue()


def test_a_broken_signature_is_told_before_sending_and_nothing_is_sent(lan, spoilt):
    fill_in(lan, spoilt)
    assert "Phải sửa 1 điều trước khi nộp" in lan.text
    assert "Chữ ký số" in lan.text
    assert "uy-quyen.pdf" in lan.text
    assert lan.client.post(lan.path, {"declared": "on"}).status_code == 422
    assert Dossier.objects.count() == 0


def test_what_is_to_be_brought_is_told_and_does_not_stop_the_sending(lan):
    fill_in(lan)
    assert "nộp bản giấy: hãy mang đến" in lan.text
    lan.press("Nộp hồ sơ", declared="on")
    event = log.events(StreamRef("dossier", str(Dossier.objects.get().pk)))[0]
    assert event.payload["preflight"] == {"warnings": ["paper_to_bring"]}


def test_the_same_sent_again_within_minutes_is_refused_and_something_else_needs_a_reason(lan):
    fill_in(lan).press("Nộp hồ sơ", declared="on")
    first = Dossier.objects.get()
    fill_in(lan)
    assert "Đúng hồ sơ này vừa được gửi" in lan.text
    assert first.tracking_code in lan.text
    check = lan.path
    lan.go(check.replace("kiem-tra/", "")).follow("Tờ khai")
    lan.press("Lưu và tiếp tục", **DIPLOMA | {"requestQty": "3"}).go(check)
    assert "đang được giải quyết" in lan.text
    lan.press("Nộp hồ sơ", declared="on")
    assert "Hãy ghi lý do nộp thêm" in lan.errors
    lan.press("Nộp hồ sơ", declared="on", go_on_reason="Cần thêm ba bản cho trường khác")
    assert Dossier.objects.count() == 2


def test_the_counter_is_told_of_a_running_dossier_and_goes_on_with_a_reason(cast):
    stage = Stage(cast)
    earlier = stage.submit()
    counter = Counter(cast.client("minh"))
    choose(counter, number=LAN, full_name="Nguyễn Thị Lan")
    counter.send(422, buoc="nop", **ticked(counter))
    assert earlier.tracking_code in words(counter.soup)
    assert "Kiểm tra trước khi cấp mã" in words(counter.soup)
    counter.send(buoc="nop", go_on_reason="Người dân xin thêm bản cho việc khác")
    made = counter.done()
    assert made.notes.get(verb="submit").text.startswith("Người dân")
    assert reverse("journeys:counter-done", args=[made.pk]) in counter.response["Location"]
    assert made.procedure.code == scenes.COPY
