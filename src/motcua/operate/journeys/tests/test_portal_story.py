"""The whole way of a citizen, page by page, without a script: apply, confirmation, my dossiers, tracking."""

import re

import pytest
from django.urls import reverse

from motcua.kernel.files.tests.samples import image, pdf
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.rules import State
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.browsing import upload

pytestmark = pytest.mark.django_db
DIPLOMA = {"Duoccap": "Bằng tốt nghiệp THPT", "thongtinkhac": "Trường THPT Minh Hoạ, 2006", "requestQty": "2"}


def begin(browser, code=scenes.COPY):
    return browser.go(reverse("journeys:apply", args=[code])).press("Bắt đầu")


def describe_self(browser, **changes):
    return browser.follow("Thông tin người nộp").press("Lưu và tiếp tục", for_whom="self", **changes)


def fill_in(browser):
    """From the first page to the check, every task done."""
    describe_self(begin(browser))
    browser.press("Lưu và tiếp tục", **DIPLOMA)
    browser.follow("là người đại diện").press("Lưu và tiếp tục", {"tep": upload("uy-quyen.pdf", pdf())})
    browser.press("Lưu và tiếp tục", how="bring")
    browser.follow("Tiếp tục").press("Lưu và tiếp tục", delivery="electronic")
    return browser


def test_a_citizen_applies_follows_and_tracks(lan, anyone, office):
    lan.go(reverse("catalogue:procedure", args=[scenes.COPY])).follow("Nộp trực tuyến")
    assert lan.heading == "Cấp bản sao văn bằng, chứng chỉ từ sổ gốc"
    fill_in(lan)
    assert lan.heading == "Kiểm tra lại trước khi nộp"
    assert "12/05/1980" in lan.text
    assert "Bằng tốt nghiệp THPT" in lan.text
    assert "uy-quyen.pdf" in lan.text
    lan.press("Nộp hồ sơ", declared="on")
    assert lan.heading == "Chúng tôi đã nhận hồ sơ của bạn"
    code = lan.page.find(class_="confirmation__code").get_text(strip=True)
    pin = re.search(r"Mã PIN (\d{6})", lan.text)[1]
    # Six working hours are left on Tuesday, so eight are over on Wednesday at 09:30; one working day ends at 17:00.
    assert "06/03/2024 09:30" in lan.text
    assert "Nếu được tiếp nhận hôm nay, hạn trả kết quả là 06/03/2024 17:00" in lan.text
    assert lan.page.find("svg", class_="qr") is not None
    lan.go(reverse("journeys:mine"))
    assert code in lan.text
    assert "Đang chờ tiếp nhận" in lan.text
    anyone.go(f"{reverse('journeys:track')}?ma={code}").press("Tra cứu", pin=pin)
    assert "Đang chờ tiếp nhận" in anyone.text
    assert "Lan" not in anyone.text


def test_what_was_sent_stands_in_the_dossier(lan):
    fill_in(lan).press("Nộp hồ sơ", declared="on")
    dossier = dossiers.mine(account=lan.client.request().wsgi_request.user).rows[0]
    full = dossiers.for_work(dossier.pk)
    assert full.state == State.SUBMITTED
    assert full.owner_id == full.filer_id
    assert full.owner.identity_number == scenes.IDENTITY
    assert full.answers.answers["requestQty"] == 2
    sources = dict(full.papers.values_list("component_code", "source"))
    assert sources == {"TP1": "form", "TP2": "upload", "TP3": "to_bring"}
    form = full.papers.get(component_code="TP1").stored_file
    assert form.media_type == "application/pdf"


def test_sending_twice_makes_one_dossier_and_shows_the_same_confirmation(lan):
    fill_in(lan)
    check, token = lan.path, {"declared": "on", "command_id": "x"}
    first = lan.client.post(check, token)
    second = lan.client.post(check, token)
    assert first["Location"] == second["Location"]
    assert len(dossiers.mine(account=first.wsgi_request.user).rows) == 1
    lan.go(check)
    assert lan.heading == "Chúng tôi đã nhận hồ sơ của bạn"


def test_a_parent_files_for_a_pupil(lan):
    """Owner, filer and subject are three; the form follows what was said on the pages about persons."""
    begin(lan, scenes.TRANSFER)
    lan.follow("Thông tin người nộp").press("Lưu và tiếp tục", for_whom="other")
    assert lan.heading == "Chủ hồ sơ"
    lan.press(
        "Lưu và tiếp tục", kind="person", full_name="Trần Văn Bình", ground="authorised",
        date_of_birth_day="1", date_of_birth_month="2", date_of_birth_year="1979", ground_text="giấy ngày 01/03/2024",
    )  # fmt: skip
    assert lan.heading == "Hồ sơ này về ai"
    lan.press(
        "Lưu và tiếp tục", about="other", full_name="Trần Minh Anh",
        date_of_birth_day="9", date_of_birth_month="9", date_of_birth_year="2008",
    )  # fmt: skip
    lan.press("Lưu và tiếp tục", kinh_gui_truong_di="THPT A", kinh_gui_truong_den="THPT B")
    assert lan.page.find("input", attrs={"name": "ho_ten_hoc_sinh"})["value"] == "Trần Minh Anh"
    assert "Nguyễn Thị Lan" in lan.page.find("input", attrs={"name": "ho_ten_phu_huynh"})["value"]
    lan.go(lan.path.split("to-khai")[0] + "kiem-tra/")
    assert "Tôi được uỷ quyền bằng văn bản: giấy ngày 01/03/2024" in lan.text
    assert "Hồ sơ về" in lan.text


def test_a_corrected_name_follows_into_the_form(lan):
    describe_self(begin(lan, scenes.REMARK), full_name="Nguyễn Thị Lam")
    assert lan.page.find("input", attrs={"name": "ho_ten"})["value"] == "Nguyễn Thị Lam"
    lan.follow("Các việc cần làm").follow("Thông tin người nộp").press("Lưu và tiếp tục", full_name="Nguyễn Thị Lan")
    assert lan.page.find("input", attrs={"name": "ho_ten"})["value"] == "Nguyễn Thị Lan"


def test_a_company_applies_in_its_own_name(office):
    from motcua.operate.journeys.tests.browsing import Browser

    bien = Browser(office.client("bien"))
    begin(bien, scenes.RIGHTS)
    bien.follow("Thông tin người nộp").press("Lưu và tiếp tục", for_whom="self")
    assert "Nội dung đề nghị" in bien.heading


def test_an_earlier_paper_is_offered_again_to_its_owner_only(lan, tu, office):
    scenes.submitted(office)
    scenes.submitted(office)  # the same file twice is offered once
    describe_self(begin(lan))
    lan.follow("Các việc cần làm").follow("Giấy tờ").follow("Phiếu đề nghị")
    offers = lan.page.find_all("input", attrs={"name": "how", "value": re.compile("^reuse-")})
    assert len(offers) == 1
    assert "Dùng lại “Phiếu đề nghị” bạn nộp ngày 05/03/2024" in lan.text
    value = offers[0]["value"]
    lan.press("Lưu và tiếp tục", how=value).follow("Danh sách giấy tờ")
    assert "Dùng lại từ hồ sơ" in lan.text
    describe_self(begin(tu), identity_number=scenes.IDENTITY, date_of_birth_year="1980")
    tu.follow("Các việc cần làm").follow("Giấy tờ").follow("Phiếu đề nghị")
    assert "Dùng lại" not in tu.text
    tu.press("Lưu và tiếp tục", how=value)
    assert tu.status == 422


def test_a_paper_of_another_name_is_not_offered(lan, office):
    scenes.submitted(office)
    describe_self(begin(lan)).follow("Các việc cần làm").follow("Giấy tờ").follow("là người đại diện")
    assert "Dùng lại" not in lan.text


def test_a_photograph_is_kept_and_can_be_taken_off(lan):
    describe_self(begin(lan)).follow("Các việc cần làm").follow("Giấy tờ").follow("là người đại diện")
    lan.press("Tải lên, ở lại", {"tep": [upload("anh.jpg", image()), upload("hai.png", image("PNG"))]})
    assert "Đã lưu 2 tệp" in lan.text
    link = lan.page.find("a", string="anh.jpg")["href"]
    shown = lan.client.get(link)
    assert shown["Content-Type"] == "image/jpeg"
    lan.press("Bỏ")
    assert lan.page.find("a", string="anh.jpg") is None
    assert lan.page.find("a", string="hai.png") is not None


def test_a_draft_waits_on_my_page_and_opens_by_its_code(lan, tu):
    begin(lan)
    draft = lan.path
    lan.press("Lấy mã tiếp tục")
    code = lan.page.find(class_="confirmation__code").get_text(strip=True)
    lan.go(reverse("journeys:mine")).follow("Cấp bản sao")
    assert lan.path == draft
    lan.go(reverse("journeys:resume")).press("Mở bản khai", ma=code.lower().replace("-", " "))
    assert lan.path == draft
    lan.go(f"{reverse('journeys:resume')}?ma={code}")
    assert lan.path == draft
    tu.go(f"{reverse('journeys:resume')}?ma={code}")
    assert tu.status == 422
    assert "Tài khoản đang đăng nhập không có bản khai nào ứng với mã này" in tu.errors


def test_a_draft_is_thrown_away_after_a_question(lan):
    begin(lan)
    draft = lan.path
    lan.follow("Xoá bản khai này")
    assert "không lấy lại được" in lan.text
    lan.press("Xoá bản khai")
    assert "Đã xoá bản khai" in lan.text
    assert lan.go(draft).status == 404
    assert "không còn nữa" in lan.text


def test_an_unfinished_application_cannot_be_sent(lan):
    describe_self(begin(lan))
    draft = lan.path.split("to-khai")[0]
    lan.go(draft + "kiem-tra/")
    assert "Còn việc chưa xong" in lan.text
    assert not lan.page.find_all("button", string=re.compile("Nộp hồ sơ"))
    response = lan.client.post(draft + "kiem-tra/", {"declared": "on"})
    assert response.status_code == 422
    assert "Hồ sơ chưa đủ để nộp" in response.content.decode()


def test_papers_that_do_not_apply_are_set_aside_at_once(lan):
    describe_self(begin(lan, scenes.TRANSFER)).follow("Các việc cần làm").follow("Giấy tờ")
    lan.press("Tôi không cần 9 giấy tờ còn lại")
    assert "Đã xong cả 10 giấy tờ" in lan.text


def test_the_confirmation_can_be_kept_as_pdf(lan, office):
    dossier = scenes.submitted(office)
    response = lan.client.get(reverse("journeys:acknowledgement", args=[dossier.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert "no-store" in response["Cache-Control"]
