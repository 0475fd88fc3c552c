"""A parent fills in a form on a telephone without JavaScript and without an account, goes on at a desk with the code,
signs in, sends it, and the printed form carries every answer. Every page on the way is free of accessibility faults."""

import io
import re

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.browser.conftest import PASSWORD, violations

pytestmark = pytest.mark.browser

PROCEDURE = "1.009394"  # a form with an address by official units, a table of years and files
YEARS = "Lớp\tTrường\tĐiểm trung bình cả năm\n10\tTrường Minh Hoạ\t8,5\n11\tTrường Minh Hoạ\t7.9\n"


def press(page, words: str) -> None:
    page.locator("main button", has_text=words).first.click()
    page.wait_for_load_state()


def save(page) -> None:
    press(page, "Lưu và tiếp tục")
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()


def photo(path, colour: str):
    Image.new("RGB", (900, 1200), colour).save(path)
    return path


def begin_on_a_telephone(page) -> tuple[str, str]:
    """The draft's address and its code, with persons and residence filled in."""
    page.goto(f"/nop-ho-so/{PROCEDURE}/")
    press(page, "Bắt đầu")
    draft, code = page.url, page.locator(".confirmation__code").inner_text().strip()
    page.goto(f"{draft}nguoi-nop/")
    told = {"full_name": "Nguyễn Thị Lan", "identity_number": "099180000011", "phone": "0912345678", "address": "Số 1"}
    born = {"date_of_birth_day": "12", "date_of_birth_month": "5", "date_of_birth_year": "1980"}
    for name, value in (told | born).items():
        page.fill(f"[name={name}]", value)
    page.check("[name=for_whom][value=self]")
    save(page)
    page.fill("[name=dan_toc]", "Ra Glai")
    for part, value in (("day", "1"), ("month", "2"), ("year", "2015")):
        page.fill(f"[name=thuong_tru_tu_{part}]", value)
    page.fill("[name=noi_thuong_tru_line]", "Thôn Một")
    page.fill("[name=noi_thuong_tru_find]", "khanh")
    press(page, "Tìm")
    page.locator("[name=noi_thuong_tru_unit]").first.check()
    save(page)
    return draft, code


def paste_the_years(page) -> None:
    page.locator("summary", has_text="Dán từ bảng tính").click()
    page.fill("textarea[name^=_paste]", YEARS)
    press(page, "Đọc bảng")
    assert "Đọc được 2 dòng" in page.locator("main").inner_text()
    press(page, "Thêm 2 dòng vào tờ khai")
    for index in (0, 1):
        page.locator(f"[name='ket_qua_hoc_tap-{index}-ren_luyen']").select_option(index=1)
    save(page)


def answer_the_rest(page) -> None:
    """Whatever the last section still asks: the first choice, a word, a number."""
    for box in page.locator("main form .input:visible").all():
        if box.input_value() == "" and box.get_attribute("type") != "file":
            if box.evaluate("box => box.tagName") == "SELECT":
                box.select_option(index=1)
            else:
                box.fill("2" if box.get_attribute("inputmode") == "numeric" else "Sư phạm Toán")
    for group in page.locator("main form fieldset .choices").all():
        group.locator("input").first.check()
    for box in page.locator("main form .field > .choice input[type=checkbox]").all():
        box.check()
    save(page)


def printed(page, words: str) -> str:
    address = page.locator("main a", has_text=words).first.get_attribute("href")
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    text = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.body())).pages)
    return " ".join(text.split())


def test_begun_on_a_telephone_sent_from_a_desk(people, tmp_path):
    telephone = people.open(phone=True, script=False)
    draft, code = begin_on_a_telephone(telephone)
    paste_the_years(telephone)
    assert "/to-khai/nguyen_vong/" in telephone.url
    telephone.close()

    desk = people.open()
    faults: list[str] = []
    desk.goto("/tiep-tuc/")
    faults += violations(desk)
    desk.fill("[name=ma]", code.lower())
    press(desk, "Mở bản khai")
    assert desk.url == draft
    faults += violations(desk)
    for page in ("to-khai/cu_tru/", "to-khai/ket_qua_hoc_tap/"):
        desk.goto(f"{draft}{page}")
        faults += violations(desk)
    desk.goto(f"{draft}to-khai/nguyen_vong/")
    answer_the_rest(desk)
    faults += photograph_a_paper(desk, draft, tmp_path)
    desk.goto(f"{draft}giay-to/")
    press(desk, "Tôi không cần")
    desk.goto(f"{draft}nhan-ket-qua/")
    desk.check("[name=delivery][value=electronic]")
    save(desk)
    assert desk.url.startswith(f"{draft}kiem-tra/")
    faults += violations(desk)
    desk.locator("main a", has_text="Đăng nhập để nộp").click()
    desk.fill("[name=username]", "lan")
    desk.fill("[name=password]", PASSWORD)
    desk.click("main form button.button")
    desk.wait_for_load_state()
    if "/nguoi-nop/" not in desk.url and desk.locator("main a", has_text="Thông tin người nộp").count():
        desk.locator("main a", has_text="Thông tin người nộp").first.click()
        desk.check("[name=for_whom][value=self]")
        save(desk)
        desk.goto(f"{draft}kiem-tra/")
    shown = [text.strip() for text in desk.locator("main dl.summary dd:not(.summary__change)").all_inner_texts()]
    desk.check("[name=declared]")
    press(desk, "Nộp hồ sơ")
    assert re.search(r"ho-so-cua-toi/[0-9a-f-]{36}/da-nop", desk.url), desk.locator("main").inner_text()
    faults += violations(desk)
    text = printed(desk, "Tờ khai đã gửi")
    for words in ("Ra Glai", "01/02/2015", "Thôn Một", "Trường Minh Hoạ", "8,5", "7,9"):
        assert words in text, words
        assert any(words in one for one in shown), words
    assert not faults, faults


def photograph_a_paper(page, draft: str, folder) -> list[str]:
    """Two photos of one paper, put in another order, as one PDF; the faults of the page."""
    page.goto(f"{draft}giay-to/")
    page.locator("main ul.tasks a").nth(1).click()
    paths = [photo(folder / f"trang-{number}.jpg", colour) for number, colour in ((1, "white"), (2, "grey"))]
    page.set_input_files("[name=tep]", [str(path) for path in paths])
    press(page, "Tải lên, ở lại trang này")
    page.locator("button", has_text="Lên").first.click()
    page.wait_for_load_state()
    assert page.locator("main li a", has_text="trang-").first.inner_text() == "trang-2.jpg"
    answer = page.request.get(page.locator("main a", has_text="Xem tệp PDF").get_attribute("href"))
    assert len(PdfReader(io.BytesIO(answer.body())).pages) == 2
    return violations(page)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_pages_without_an_account_are_open_to_all(people, phone):
    page = people.open(phone=phone)
    faults: list[str] = []
    for path in ("/tiep-tuc/", "/ky-cung/", f"/nop-ho-so/{PROCEDURE}/"):
        page.goto(path)
        faults += violations(page)
    assert not faults, faults
