"""The main job in a real browser: apply, receive, handle, sign, issue, return; and the figures move by exactly one.

Once as people have it (script on, a phone for the applicant), once with JavaScript off.
"""

import itertools
import re
from datetime import date
from pathlib import Path

import pytest

from tests.browser.conftest import violations

pytestmark = pytest.mark.browser

COPY = "3.000465"
YEAR = str(date.today().year)  # noqa: DTZ011  the server counts by its own clock, on the same machine


APPLICATIONS = itertools.count(1)
"""No two stories send the very same: one that leaves its dossier open would hold up the next."""


def apply(page, pdf: Path) -> str:
    """Fill the application step by step as the pages ask; the dossier's id."""
    page.goto(f"/thu-tuc/{COPY}/")
    with page.expect_navigation():
        page.get_by_role("link", name="Nộp trực tuyến").first.click()
    with page.expect_navigation():
        page.click("main form button.button--big")
    for _ in range(20):
        if found := re.search(r"ho-so-cua-toi/([0-9a-f-]{36})/da-nop", page.url):
            return found[1]
        with page.expect_navigation():  # an answer read off the page that is being left would be given twice
            answer_page(page, pdf)
        assert page.locator(".error-summary").count() == 0, page.locator("main").inner_text()
    raise AssertionError("the application does not end")


def answer_page(page, pdf: Path) -> None:
    """Answer one page of the application and go on."""
    if "/nguoi-nop/" in page.url:
        page.check("[name=for_whom][value=self]")
    elif "/to-khai/" in page.url:
        page.fill("[name=Duoccap]", "Bằng tốt nghiệp trung học phổ thông")
        page.fill("[name=thongtinkhac]", f"Trường minh hoạ, năm 2010, đơn thứ {next(APPLICATIONS)} trong hôm nay")
    elif re.search(r"/giay-to/[^/]+/", page.url):
        return answer_paper(page, pdf)
    elif page.url.endswith("/giay-to/"):
        return answer_papers(page)
    elif "/nhan-ket-qua/" in page.url:
        page.locator("main form input[type=radio]").first.check()
    elif "/kiem-tra/" in page.url:
        for box in page.locator("main form input[type=checkbox]").all():
            box.check()
        why = page.locator("[name=go_on_reason]")
        if why.count():  # another story in the same product applied for the same with the same paper
            why.fill("Cần thêm một bản")
        go_on = page.locator("main form button.button--big")
        assert go_on.count(), page.locator("main").inner_text()
        page.click("main form button.button--big")
        return None
    go_on = page.locator("main form button.button:not(.button--quiet)")
    (go_on.last if go_on.count() else page.locator("main .actions a.button").first).click()
    return None


def answer_papers(page) -> None:
    rows = page.locator("main ul.tasks a")
    waiting = page.locator("main form button", has_text="Tôi không cần")
    if rows.count() and page.locator("main .actions a.button").count() == 0 and not page.context.motcua_uploaded:
        rows.first.click()
    elif waiting.count():
        waiting.click()
    else:
        page.locator("main .actions a.button").first.click()


def answer_paper(page, pdf: Path) -> None:
    if page.context.motcua_uploaded:
        page.goto(re.sub(r"giay-to/[^/]+/", "giay-to/", page.url))
        return
    page.context.motcua_uploaded = True
    upload = page.locator("main input[type=file]")
    choice = page.locator("main input[type=radio][value=upload]")
    if choice.count():
        choice.check()
    upload.set_input_files(str(pdf))
    page.locator("main form button.button:not(.button--quiet)").first.click()


def decide(people, name: str, dossier: str, *, script: bool) -> None:
    """Do what the dossier page proposes first to this person."""
    page = people.open(name, script=script)
    page.goto(f"/lam-viec/ho-so/{dossier}/")
    if script:
        assert violations(page) == []
    panel = page.locator("section[aria-labelledby=viec]")
    form = panel.locator("form")
    if form.count() == 0:
        with page.expect_navigation():
            panel.locator(".actions a.button").first.click()
        form = page.locator("main form").last
    for field, text in (("title", "Cấp bản sao văn bằng từ sổ gốc"), ("body", "Cấp 01 bản sao theo sổ gốc.")):
        box = form.locator(f"[name={field}]")
        if box.count():
            box.fill(text)
    with page.expect_navigation():
        form.locator("button.button:not(.button--quiet)").last.click()
    assert page.locator(".error-summary").count() == 0, page.locator("main").inner_text()
    page.context.close()


def figures(product) -> dict[str, tuple[int, int]]:
    rows = product.run("indicators", "--period", YEAR)
    return {row["code"]: (row["numerator"], row["denominator"]) for row in rows}


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_the_application_to_the_returned_result(product, people, diploma_pdf, script):
    before = figures(product)
    citizen = people.open("lan", script=script, phone=True)
    citizen.context.motcua_uploaded = False
    dossier = apply(citizen, diploma_pdf)
    if script:
        assert violations(citizen) == []
    # reception accepts, the officer claims, drafts and forwards, the head approves, one signs, one issues, one returns
    for name in ("minh", "hoa", "hoa", "hoa", "dung", "son", "van", "minh"):
        decide(people, name, dossier, script=script)
    citizen.goto(f"/ho-so-cua-toi/{dossier}/")
    assert "Đã trả kết quả" in citizen.locator("main").inner_text()
    after = figures(product)
    for code in ("I.3", "II.2", "II.6"):
        assert after[code] == (before[code][0] + 1, before[code][1] + 1), code
    code = citizen.locator("main").inner_text()
    assert any(listed in code for listed in product.run("indicators", "--period", YEAR, "--indicator", "I.3", "--list"))
    assert product.run("audit", "verify")["ok"]
    assert product.run("facts", "rebuild", "--check")["differences"] == 0
