"""After submission: state and dates in plain words, what is asked, documents, withdrawing, rating, tracking."""

import pytest
from django.urls import reverse
from django.utils import timezone

from motcua.kernel.files.tests.samples import pdf
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.rules import State
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.browsing import upload

pytestmark = pytest.mark.django_db


def page_of(browser, dossier, name="dossier"):
    return browser.go(reverse(f"journeys:{name}", args=[dossier.pk]))


def fresh(dossier):
    return dossiers.for_work(dossier.pk)


def test_an_accepted_dossier_shows_its_date_and_proves_it(lan, office):
    dossier = scenes.accepted(office)
    page_of(lan, dossier)
    assert "06/03/2024 17:00" in lan.text
    assert dossier.code in lan.text
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in lan.page.get_text()
    lan.follow("Vì sao là ngày này?")
    assert lan.heading == "Vì sao hạn là 06/03/2024 17:00?"
    assert "Thứ 4, 06/03/2024 Ngày thứ 1" in lan.text
    assert "Bộ luật Dân sự 2015" in lan.text


def test_lateness_is_said_plainly_with_an_apology(lan, office, clock, monkeypatch):
    dossier = scenes.accepted(office)
    late = clock.replace(day=20)
    monkeypatch.setattr(timezone, "now", lambda: late)
    lan.client.force_login(office.lan, backend="motcua.people.backends.AccountBackend")
    page_of(lan, dossier)
    assert "đã quá hạn trả kết quả. Chúng tôi xin lỗi bạn." in lan.text
    assert "Quá hạn 13 ngày" in lan.text


def test_what_is_asked_stands_in_a_red_box_and_is_handed_in_once(lan, office):
    dossier = scenes.asked(office)
    page_of(lan, dossier)
    box = lan.page.find(class_="panel--ask")
    assert "Phiếu đề nghị thiếu trang 2" in box.get_text()
    assert len(box.find_all("a", class_="button")) == 1
    lan.follow("Bổ sung giấy tờ")
    files = {"tep-1": upload("trang2.pdf", pdf(2)), "tep-2": upload("anh.pdf", b"")}
    lan.press("Nộp bổ sung", files, answer="Tôi gửi lại trang 2")
    assert lan.status == 422
    assert "anh.pdf" in lan.errors
    assert "trang2.pdf" in lan.text
    assert fresh(dossier).state == State.SUPPLEMENT_REQUESTED
    assert lan.page.find("textarea").get_text().strip() == "Tôi gửi lại trang 2"
    command = lan.page.find("input", attrs={"name": "command_id"})["value"]
    address = lan.path
    lan.press("Nộp bổ sung")
    assert "Đã nộp bổ sung" in lan.text
    assert fresh(dossier).state == State.IN_PROGRESS
    assert fresh(dossier).papers.filter(replaced_at=None, component_code="TP1").get().file_name == "trang2.pdf"
    again = lan.client.post(address, {"command_id": command, "_action": "send"}, follow=True)
    assert "Hồ sơ này hiện không cần bổ sung gì" in again.content.decode()


def test_handing_in_nothing_is_told(lan, office):
    dossier = scenes.asked(office)
    page_of(lan, dossier, "supplement").press("Nộp bổ sung")
    assert "Chưa có giấy tờ hoặc nội dung bổ sung nào" in lan.errors


def test_what_was_collected_waits_for_the_rest(lan, office):
    dossier = scenes.asked(office)
    page_of(lan, dossier, "supplement").press("Lưu, chưa nộp", {"tep-1": upload("mot.pdf", pdf())}, answer="Còn ảnh")
    page_of(lan, dossier, "supplement")
    assert "mot.pdf" in lan.text
    assert "Còn ảnh" in lan.page.find("textarea").get_text()
    lan.press("Bỏ")
    assert "mot.pdf" not in lan.text


def test_withdrawing_says_what_it_means_and_happens_once(lan, office):
    dossier = scenes.accepted(office)
    page_of(lan, dossier).follow("Rút hồ sơ")
    assert "không lấy lại được" in lan.text
    lan.press("Rút hồ sơ")
    assert "Hãy đánh dấu vào ô này" in lan.errors
    command = lan.page.find("input", attrs={"name": "command_id"})["value"]
    address = lan.path
    lan.press("Rút hồ sơ", sure="on", reason="Không cần nữa")
    assert "Bạn đã rút hồ sơ." in lan.text
    assert fresh(dossier).state == State.WITHDRAWN
    again = lan.client.post(address, {"command_id": command, "sure": "on"}, follow=True)
    assert "Bạn đã rút hồ sơ." in again.content.decode()


def test_the_result_is_downloaded_its_signatures_explained_and_rated_once(lan, office):
    dossier = scenes.returned(office)
    page_of(lan, dossier)
    assert "Đã trả kết quả" in lan.text
    response = lan.client.get(reverse("journeys:result", args=[dossier.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    lan.follow("Kiểm tra chữ ký")
    assert "Chữ ký hợp lệ" in lan.text
    assert "Hoàng Ngọc Sơn" in lan.text
    assert "chứng thư minh hoạ" in lan.text
    page_of(lan, dossier).follow("Đánh giá")
    lan.press("Gửi đánh giá")
    assert "Hãy chọn một mức" in lan.errors
    lan.press("Gửi đánh giá", score="5", comment="Nhanh")
    assert "Cảm ơn bạn đã đánh giá" in lan.text
    assert fresh(dossier).rating == 5
    page_of(lan, dossier, "rate")
    assert "Bạn đã đánh giá hồ sơ này" in lan.text


def test_there_is_no_result_before_it_is_returned(lan, office):
    dossier = scenes.accepted(office)
    assert lan.client.get(reverse("journeys:result", args=[dossier.pk])).status_code == 404
    assert "Bạn đánh giá được sau khi nhận kết quả" in page_of(lan, dossier, "rate").text


def test_printed_forms_come_when_the_dossier_has_them(lan, office):
    dossier = scenes.asked(office)
    kinds = {
        form: lan.client.get(reverse("journeys:slip", args=[dossier.pk, form])).status_code
        for form in ("01", "02", "03", "99")
    }
    assert kinds == {"01": 200, "02": 200, "03": 404, "99": 404}


def test_a_refused_dossier_says_why(lan, office):
    dossier = scenes.act(office, scenes.submitted(office), "minh", "reject", reason="Không thuộc thẩm quyền")
    page_of(lan, dossier)
    assert "Không được tiếp nhận" in lan.text
    assert "Không thuộc thẩm quyền" in lan.text
    assert "Phiếu từ chối" in lan.page.get_text()


def test_strangers_see_nothing_of_a_dossier(tu, office):
    dossier = scenes.accepted(office)
    paper = dossier.papers.first()
    names = (
        "dossier",
        "confirmation",
        "acknowledgement",
        "due",
        "filed-form",
        "supplement",
        "withdraw",
        "rate",
        "result",
    )
    for name in names:
        assert tu.client.get(reverse(f"journeys:{name}", args=[dossier.pk])).status_code == 404, name
    assert tu.client.get(reverse("journeys:file", args=[dossier.pk, paper.pk])).status_code == 404
    own = scenes.submitted(office, owner=scenes.Party(full_name="Lê Văn Tú", account=office.tu))
    crossed = reverse("journeys:file", args=[own.pk, paper.pk])
    assert tu.client.get(crossed).status_code == 404


def test_my_list_is_paged_by_key(lan, office):
    for _ in range(22):
        scenes.submitted(office)
    lan.go(reverse("journeys:mine"))
    first = {link["href"] for link in lan.page.select(".tasks a")}
    lan.follow("Trang sau")
    second = {link["href"] for link in lan.page.select(".tasks a")}
    assert (len(first), len(second)) == (20, 2)
    assert not first & second
    lan.go(reverse("journeys:mine") + "?sau=v%C3%B4+l%C3%BD")
    assert lan.status == 200


def test_an_empty_list_says_something_kind(tu):
    tu.go(reverse("journeys:mine"))
    assert "Bạn chưa nộp hồ sơ nào" in tu.text


def test_tracking_takes_either_code_and_tells_nothing_of_a_person(anyone, office):
    dossier = scenes.asked(office)
    pin = dossiers.pin_of(dossier.pk)
    for code in (dossier.code, dossier.tracking_code, dossier.tracking_code.lower().replace("-", " ")):
        anyone.go(reverse("journeys:track")).press("Tra cứu", ma=code, pin=pin)
        assert anyone.status == 200
        assert "Hồ sơ đang chờ bổ sung" in anyone.text
        for secret in ("Lan", "Hoa", "Ảnh 3x4", "Chưa đủ", scenes.IDENTITY):
            assert secret not in anyone.text


@pytest.mark.parametrize("pin", ["", "12", "abcdef", "１２３４５６"])
def test_a_pin_that_cannot_be_is_not_even_tried(anyone, pin):
    anyone.go(reverse("journeys:track")).press("Tra cứu", ma="7KQ2M-9XW4T", pin=pin)
    assert anyone.status == 422


def test_guessing_the_pin_is_slowed_down_and_says_so(anyone, office):
    dossier = scenes.submitted(office)
    right = dossiers.pin_of(dossier.pk)
    address = reverse("journeys:track")
    for guess in range(10):
        wrong = f"{(int(right) + guess + 1) % 1_000_000:06d}"
        assert anyone.client.get(address, {"ma": dossier.tracking_code, "pin": wrong}).status_code == 404
    blocked = anyone.client.get(address, {"ma": dossier.tracking_code, "pin": right})
    assert blocked.status_code == 429
    assert "Đã nhập sai quá nhiều lần" in blocked.content.decode()


def test_the_first_opening_of_an_electronic_result_is_noted_once(office, lan):
    from motcua.kernel.audit import queries as log
    from motcua.kernel.audit.services import StreamRef

    dossier = scenes.returned(office)
    address = reverse("journeys:result", kwargs={"dossier_id": dossier.pk})
    for _ in range(3):
        assert lan.client.get(address)["Content-Type"] == "application/pdf"
    found = [e for e in log.events(StreamRef("dossier", str(dossier.pk))) if e.type == "dossier.result_taken"]
    assert len(found) == 1
    lan.go(reverse("journeys:dossier", kwargs={"dossier_id": dossier.pk}))
    assert "Người nộp đã nhận kết quả điện tử" in lan.text
