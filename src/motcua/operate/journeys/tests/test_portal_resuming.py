"""Beginning without an account, going on elsewhere with a code, and taking the draft along when signing in."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from motcua.kernel.files.tests.samples import image
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.eforms.queries import Draft
from motcua.operate.journeys.services import brake
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.browsing import Browser, upload
from motcua.operate.journeys.tests.test_portal_story import DIPLOMA

pytestmark = pytest.mark.django_db
PERSON = {
    "full_name": "Nguyễn Thị Lan (minh hoạ)",
    "identity_number": scenes.IDENTITY,
    "date_of_birth_day": "12",
    "date_of_birth_month": "5",
    "date_of_birth_year": "1980",
    "phone": "0912345678",
    "address": "Số 1",
    "for_whom": "self",
}


def begin(browser):
    return browser.go(reverse("journeys:apply", args=[scenes.COPY])).press("Bắt đầu")


def code_of(browser) -> str:
    return browser.page.find(class_="confirmation__code").get_text(strip=True)


def another(office) -> Browser:
    return Browser(office.client())


def test_somebody_without_an_account_begins_goes_on_elsewhere_and_sends_after_signing_in(anyone, office):
    begin(anyone)
    assert "Hãy ghi lại hoặc in mã tiếp tục" in anyone.text
    code = code_of(anyone)
    anyone.follow("Thông tin người nộp").press("Lưu và tiếp tục", **PERSON).press("Lưu và tiếp tục", **DIPLOMA)
    anyone.follow("Các việc cần làm")
    assert code not in anyone.text, "the code is shown once"

    phone = another(office)
    phone.go(reverse("journeys:resume")).press("Mở bản khai", ma=code.lower().replace("-", " "))
    assert "Đã xong 2 trong" in phone.text
    phone.follow("Giấy tờ").follow("là người đại diện").press("Lưu và tiếp tục", {"tep": upload("1.jpg", image())})
    phone.press("Lưu và tiếp tục", how="bring").follow("Tiếp tục").press("Lưu và tiếp tục", delivery="electronic")
    assert phone.heading == "Kiểm tra lại trước khi nộp"
    assert not [tag for tag in phone.page.find_all("button") if "Nộp hồ sơ" in tag.get_text()]
    check = phone.path
    assert phone.client.post(check, {"declared": "on"}).status_code == 302
    phone.follow("Đăng nhập để nộp").press("Đăng nhập", username="lan", password="motcua-demo")
    assert phone.path == check
    phone.press("Nộp hồ sơ", declared="on")
    assert phone.heading == "Chúng tôi đã nhận hồ sơ của bạn"
    account = phone.client.request().wsgi_request.user
    assert len(dossiers.mine(account=account).rows) == 1
    assert Draft.objects.get().account_id == account.pk
    anyone.go(check)
    assert "Đăng nhập" in anyone.page.title.get_text(), "the first browser can open it no longer"


def test_who_files_is_asked_again_when_another_person_signs_in(anyone, office):
    begin(anyone).follow("Thông tin người nộp").press("Lưu và tiếp tục", **PERSON | {"full_name": "Người Khác"})
    draft = anyone.path.split("to-khai")[0]
    anyone.go(f"/dang-nhap/?next={draft}").press("Đăng nhập", username="lan", password="motcua-demo")
    assert anyone.path == draft
    assert Draft.objects.get().extra["filer"] == {}
    anyone.follow("Thông tin người nộp")
    assert anyone.page.find("input", attrs={"name": "full_name"})["value"].startswith("Nguyễn Thị Lan")


def test_a_draft_of_nobody_opens_only_in_the_browser_that_holds_it(anyone, office, tu):
    begin(anyone)
    draft = anyone.path
    stranger = another(office)
    assert "Đăng nhập" in stranger.go(draft).page.title.get_text()
    assert tu.go(draft).status == 404


def test_the_code_is_printed_on_a_sheet_and_an_old_code_is_not(anyone):
    begin(anyone)
    old, draft = code_of(anyone), anyone.path
    address = anyone.page.find("form", action=lambda value: value and value.endswith("/ma/in/"))["action"]
    sheet = anyone.client.post(address, {"ma": old})
    assert sheet["Content-Type"] == "application/pdf"
    assert old in PdfReader(io.BytesIO(sheet.content)).pages[0].extract_text()
    anyone.go(draft).press("Lấy mã tiếp tục mới")
    assert code_of(anyone) != old
    assert anyone.client.post(address, {"ma": old}).status_code == 302
    assert anyone.client.post(address, {"ma": "XXXXX-XXXXX"}).status_code == 302


def test_a_shared_computer_forgets_the_draft_and_the_code_still_opens_it(anyone):
    begin(anyone)
    code, draft = code_of(anyone), anyone.path
    anyone.press("Tôi dùng máy chung")
    assert "Máy này không mở được bản khai nữa" in anyone.page.get_text()
    assert "Đăng nhập" in anyone.go(draft).page.title.get_text()
    anyone.go(f"{reverse('journeys:resume')}?ma={code}")
    assert anyone.path == draft


def test_signing_in_first_and_typing_the_code_takes_the_draft_along(anyone, tu):
    begin(anyone)
    code = code_of(anyone)
    tu.go(reverse("journeys:resume")).press("Mở bản khai", ma=code)
    assert tu.path == anyone.path
    assert Draft.objects.get().account_id == tu.client.request().wsgi_request.user.pk


def test_a_code_of_an_account_asks_for_that_account(lan, anyone):
    begin(lan).press("Lấy mã tiếp tục")
    anyone.go(f"{reverse('journeys:resume')}?ma={code_of(lan)}")
    assert "Đăng nhập" in anyone.page.title.get_text()
    anyone.press("Đăng nhập", username="lan", password="motcua-demo")
    assert anyone.path == lan.path.replace("ma/", "")


def test_guessing_codes_is_slowed_down(anyone):
    address = reverse("journeys:resume")
    answers = [anyone.client.post(address, {"ma": f"ABCDE-FGH{n % 9}K"}).status_code for n in range(62)]
    assert (answers[0], answers[-1]) == (422, 429)


def test_one_address_cannot_flood_us_with_drafts(anyone, monkeypatch):
    address = reverse("journeys:apply", args=[scenes.COPY])
    for _ in range(30):
        brake.count("start", "127.0.0.1")
    answer = anyone.client.post(address)
    assert answer.status_code == 429
    assert "quá nhiều bản khai mới" in answer.content.decode()
    assert Draft.objects.count() == 0


def test_a_draft_thrown_away_without_an_account_is_gone_for_its_code_too(anyone):
    begin(anyone)
    code = code_of(anyone)
    anyone.follow("Xoá bản khai này").press("Xoá bản khai")
    anyone.go(f"{reverse('journeys:resume')}?ma={code}")
    assert anyone.status == 422
