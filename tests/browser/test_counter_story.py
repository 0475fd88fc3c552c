"""A morning at the counter, by keyboard and scanner: a number, a card, one message with everything that is missing,
a receipt in the hand, and later the result handed over to who shows it.
"""

import io
import re

import pytest
from pypdf import PdfReader

from tests.browser.conftest import violations
from tests.browser.test_main_story import COPY, decide

pytestmark = pytest.mark.browser

QUEUE = "/lam-viec/hang-cho/"
PERSONS = {True: ("056199000123", "Trần Thị Mẫu"), False: ("056099000456", "Lê Văn Mẫu")}
HANDLERS = ("hoa", "hoa", "hoa", "dung", "son", "van")  # claims, drafts, forwards; approves; signs; issues


def words(page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def type_into(page, selector: str, text: str) -> None:
    """As a scanner or a person does: the text, then Enter."""
    page.locator(selector).focus()
    page.keyboard.insert_text(text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page, selector: str) -> None:
    """A button reached by keyboard."""
    page.locator(selector).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def look(page, script: bool) -> None:
    """Nothing runs over the edge of the desk's screen, and nothing is out of reach of an assistive device."""
    if script:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def call_a_person(page, script: bool) -> str:
    """A ticket, and its person called to the counter; the number shown."""
    page.goto(QUEUE)
    press(page, "button[name=cap][value=file]")
    assert re.search(r"Đã cấp số A\d+", page.locator("body").inner_text())
    page.fill("#quay", "3")
    press(page, "button[name=goi]")
    look(page, script)
    return re.search(r"Đang phục vụ (A\d+)", words(page))[1]


def scan_a_card(page, person: tuple[str, str]) -> None:
    number, name = person
    assert script_focus(page) in {"ma", ""}  # the box of the scanner is where the page begins
    type_into(page, "#ma", f"{number}|191234567|{name}|12051999|Nữ|Số 7, Phường Minh Hoạ|01062021")
    assert page.locator("[name=full_name]").input_value() == name
    assert page.locator("[name=number]").input_value().replace(" ", "") == number


def script_focus(page) -> str:
    return page.evaluate("document.activeElement ? document.activeElement.id : ''")


def take_in(page, script: bool) -> str:
    """The procedure, all defects in one message, then everything there; the id of the dossier."""
    type_into(page, "#q", COPY)
    assert "Đã chọn" in words(page) or COPY in words(page)
    look(page, script)
    page.fill("[name=phone]", "12")
    press(page, "button[name=buoc][value=nop]")
    summary = page.locator(".error-summary").inner_text()
    assert "không phải là số điện thoại" in summary
    assert "Chưa chọn “Có”" in summary  # told together: nobody is sent away twice
    look(page, script)
    page.fill("[name=phone]", "0912345678")
    press(page, "button[name=buoc][value=du]")
    press(page, "button[name=buoc][value=nop]")
    assert page.locator(".error-summary").count() == 0, words(page)
    assert "Đã tiếp nhận" in page.locator("body").inner_text()
    look(page, script)
    return re.search(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", page.url)[0]


def print_the_receipt(page) -> str:
    """The receipt in a new tab is a PDF with the code of the dossier; the code."""
    code = page.locator(".confirmation__code").inner_text().strip()
    link = page.get_by_role("link", name="In giấy tiếp nhận").get_attribute("href")
    answer = page.request.get(link)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/pdf")
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.body())).pages)
    assert code in text
    return code


def hand_over(page, code: str, dossier: str, script: bool) -> None:
    """The receipt is scanned, the dossier opens, and the result goes over the counter."""
    page.goto(QUEUE)
    type_into(page, "#ma", code)
    assert dossier in page.url
    panel = page.locator("section[aria-labelledby=viec]")
    if panel.locator("form").count() == 0:
        panel.locator(".actions a.button").first.click()
        page.wait_for_load_state()
    look(page, script)
    with page.expect_navigation():
        page.locator("main form button.button:not(.button--quiet)").last.click()
    assert "Đã trả kết quả" in words(page)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_a_number_in_the_queue_to_the_result_over_the_counter(product, people, script):
    page = people.open("minh", script=script)
    number = call_a_person(page, script)
    scan_a_card(page, PERSONS[script])
    dossier = take_in(page, script)
    code = print_the_receipt(page)
    page.goto(QUEUE)
    press(page, "button[name=viec][value=served]")
    assert f"Đã xong {number}" in page.locator("body").inner_text()
    for name in HANDLERS:
        decide(people, name, dossier, script=script)
    hand_over(page, code, dossier, script)
    assert product.run("audit", "verify")["ok"]
    assert product.run("facts", "rebuild", "--check")["differences"] == 0
