"""Bad input on the way of a citizen: each ends in a clear message, nothing half written, nothing lost."""

import io

import pikepdf
import pytest
from django.urls import reverse

from motcua.kernel.files.tests.samples import image, pdf
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.browsing import upload
from motcua.operate.journeys.tests.test_portal_story import DIPLOMA, begin, describe_self, fill_in

pytestmark = pytest.mark.django_db


def encrypted() -> bytes:
    """A PDF that opens with a password."""
    document = pikepdf.new()
    document.add_blank_page()
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(user="bi-mat", owner="bi-mat"))
    return out.getvalue()


def test_an_unknown_procedure_is_answered_in_words(lan):
    lan.go(reverse("journeys:apply", args=["9.999999"]))
    assert lan.status == 404
    assert lan.heading == "Không có thủ tục mã “9.999999”"
    assert "Chưa có gì được nộp" in lan.text


def test_a_procedure_of_another_authority_is_not_taken_in(lan):
    lan.go(reverse("journeys:apply", args=[scenes.PRIMARY]))
    assert lan.status == 404
    assert "chưa nhận hồ sơ trực tuyến ở đây" in lan.heading
    assert lan.client.post(reverse("journeys:apply", args=[scenes.PRIMARY])).status_code == 404


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"date_of_birth_year": "2031"}, "Ngày không được sau 05/03/2024"),
        ({"date_of_birth_day": "31", "date_of_birth_month": "2"}, "Không có ngày 31/2/1980 trong lịch"),
        ({"date_of_birth_year": "1981"}, "Số định danh cho biết năm sinh 1980"),
        ({"full_name": "   "}, "Hãy nhập họ và tên"),
        ({"identity_number": "12345"}, "Số định danh cá nhân có 12 chữ số"),
        ({"identity_number": "099980000011"}, "Chữ số thứ tư"),
        ({"phone": "12"}, "không phải là số điện thoại đang dùng"),
        ({"email": "lan(at)vidu"}, "ten@vidu.vn"),
        ({"for_whom": "ai đó"}, "ai đó"),
    ],
)
def test_impossible_answers_are_explained_and_kept(lan, typed, message):
    describe_self(begin(lan))
    lan.follow("Các việc cần làm").follow("Thông tin người nộp").press("Lưu và tiếp tục", **typed)
    assert lan.status == 422
    assert message in lan.errors
    name, value = next(iter(typed.items()))
    if name != "for_whom":
        assert lan.page.find("input", attrs={"name": name})["value"] == value


def test_a_missing_answer_of_the_form_is_told_and_the_rest_is_kept(lan):
    describe_self(begin(lan))
    lan.press("Lưu và tiếp tục", **(DIPLOMA | {"Duoccap": "", "requestQty": "không"}))
    assert lan.status == 422
    assert "Đã được cấp" in lan.errors
    lan.follow("Các việc cần làm")
    assert "Đang làm" in lan.text
    lan.follow("Tờ khai: Văn bằng")
    assert lan.page.find("input", attrs={"name": "thongtinkhac"})["value"] == DIPLOMA["thongtinkhac"]
    assert lan.page.find("input", attrs={"name": "requestQty"})["value"] == "không"


def test_a_section_that_does_not_exist_is_not_found(lan):
    begin(lan)
    assert lan.client.get(lan.path + "to-khai/khong-co/").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("rong.pdf", lambda: b"", "rỗng"),
        ("bang.pdf", lambda: b"PK\x03\x04 not a pdf", "chúng tôi chỉ nhận PDF, JPEG và PNG"),
        ("anh.pdf", image, "nội dung là ảnh JPEG"),
        ("khoa.pdf", encrypted, "được bảo vệ bằng mật khẩu"),
        ("hong.pdf", lambda: b"%PDF-1.7 broken", "bị hỏng"),
    ],
)
def test_a_bad_file_is_explained_and_the_good_one_is_kept(lan, name, data, message):
    describe_self(begin(lan)).follow("Các việc cần làm").follow("Giấy tờ").follow("là người đại diện")
    lan.press("Lưu và tiếp tục", {"tep": [upload("tot.pdf", pdf()), upload(name, data())]})
    assert lan.status == 422
    assert message in lan.errors
    assert name in lan.errors
    assert lan.page.find("a", string="tot.pdf") is not None


def test_a_file_over_the_limit_is_measured_and_refused(lan, settings):
    settings.MOTCUA_UPLOAD_MB = 1
    describe_self(begin(lan)).follow("Các việc cần làm").follow("Giấy tờ").follow("là người đại diện")
    lan.press("Lưu và tiếp tục", {"tep": upload("to.pdf", pdf() + b" " * 1_100_000)})
    assert "quá mức 1 MB" in lan.errors


def test_saying_upload_without_a_file_is_no_answer(lan):
    describe_self(begin(lan)).follow("Các việc cần làm").follow("Giấy tờ").follow("là người đại diện")
    lan.press("Lưu và tiếp tục", how="upload")
    assert "Bạn chưa chọn tệp nào" in lan.errors
    lan.press("Lưu và tiếp tục", how=None)
    assert lan.status == 422


def test_post_needs_an_address(lan):
    describe_self(begin(lan)).follow("Các việc cần làm").follow("Cách nhận kết quả")
    lan.press("Lưu và tiếp tục", delivery="post", delivery_address=" ")
    assert "Hãy nhập địa chỉ để bưu chính giao kết quả" in lan.errors


def test_nothing_is_sent_without_the_declaration(lan):
    fill_in(lan).press("Nộp hồ sơ")
    assert lan.status == 422
    assert "Hãy đánh dấu vào ô cam đoan" in lan.errors


def test_a_session_that_ended_in_the_middle_of_a_form_loses_nothing(lan, office):
    describe_self(begin(lan))
    page = lan.path
    lan.client.cookies.clear()  # the session is over
    lan.press("Lưu và tiếp tục", **DIPLOMA)
    assert lan.heading == "Đăng nhập"
    lan.press("Đăng nhập", username="lan", password="motcua-demo")
    assert lan.heading == "Gửi tiếp những gì bạn đã nhập"
    assert DIPLOMA["thongtinkhac"] in lan.text
    lan.press("Gửi lại")
    lan.go(page)
    assert lan.page.find("input", attrs={"name": "Duoccap"})["value"] == DIPLOMA["Duoccap"]


def test_a_session_that_ended_while_sending_still_makes_one_dossier(lan):
    fill_in(lan)
    lan.client.cookies.clear()
    lan.press("Nộp hồ sơ", declared="on").press("Đăng nhập", username="lan", password="motcua-demo")
    lan.press("Gửi lại")
    assert lan.heading == "Chúng tôi đã nhận hồ sơ của bạn"


def test_somebody_elses_draft_does_not_exist(lan, tu):
    begin(lan)
    for part in ("", "nguoi-nop/", "giay-to/", "giay-to/TP1/", "kiem-tra/", "xoa/"):
        assert tu.go(lan.path + part).status == 404
    assert tu.client.post(lan.path + "xoa/").status_code == 404
    assert lan.go(lan.path).status == 200


def test_a_form_edited_in_another_window_is_not_sent_unseen(lan, office, monkeypatch):
    """What is frozen is what was read on the check page, or nothing."""
    from motcua.operate.eforms import queries as eforms
    from motcua.operate.eforms import services as drafts
    from motcua.operate.journeys.services import applying

    fill_in(lan)
    draft_id = lan.path.split("/")[2]
    printed = applying._printed

    def meanwhile(filing, shown):
        changed = {**eforms.draft(draft_id, office.lan).answers, "requestQty": "9"}
        drafts.save_draft(draft_id=draft_id, section="van_bang", answers=changed, now=filing.now)
        return printed(filing, shown)

    monkeypatch.setattr(applying, "_printed", meanwhile)
    lan.press("Nộp hồ sơ", declared="on")
    assert "vừa được sửa ở một cửa sổ khác" in lan.errors
    monkeypatch.setattr(applying, "_printed", printed)
    lan.press("Nộp hồ sơ", declared="on")
    assert lan.heading == "Chúng tôi đã nhận hồ sơ của bạn"
