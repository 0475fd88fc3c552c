"""A process from the drawing board to a dossier: changed in the modeller, described in the table, published, followed
by a procedure and walked by a dossier whose page shows where it stands."""

import pytest

from motcua.operate.processes.tests.branching import main_way, step
from motcua.operate.processes.tests.drawing import drawing, line, task
from tests.browser.conftest import violations
from tests.browser.test_main_story import apply, decide

pytestmark = pytest.mark.browser

KEY = "ve-tren-trinh-duyet"
NEW_STEP = "Kiểm tra sổ gốc"
PROCEDURE = "3.000465"


def start(page, tmp_path) -> None:
    """Begin from a file of another tool that has steps but no picture."""
    appraise = task("appraise", "Thẩm định", inner=step("case_officer", hours=1))
    body = main_way(appraise, hours=1) + line("assign", "appraise", "review")  # the law gives one working day
    file = tmp_path / "quy-trinh.bpmn"
    file.write_bytes(drawing(body))
    page.goto("/lam-viec/quy-trinh/moi/")
    page.fill("[name=key]", KEY)
    page.fill("[name=name]", "Cấp bản sao, vẽ thử")
    page.set_input_files("[name=file]", file)
    page.locator("main form button.button").last.click()
    page.wait_for_load_state()


def middle(page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def draw(page) -> None:
    """Drop a new step on the arrow between two, and name it, with the mouse and the keyboard."""
    page.get_by_role("link", name="Bản vẽ", exact=True).click()
    shape = ".djs-element[data-element-id={}] > .djs-visual".format
    page.locator(shape("assign")).wait_for()
    known = page.locator(".djs-shape").count()
    (x1, y), (x2, _) = middle(page, shape("assign")), middle(page, shape("appraise"))
    page.locator(".djs-palette [data-action='create.task']").click()
    page.mouse.move((x1 + x2) / 2 - 5, y - 3, steps=5)
    page.mouse.move((x1 + x2) / 2, y, steps=5)
    page.mouse.click((x1 + x2) / 2, y)
    page.wait_for_function("n => document.querySelectorAll('.djs-shape').length > n", arg=known)
    editing = page.locator(".djs-direct-editing-content")
    if editing.count() == 0:
        page.keyboard.press("e")
    editing.wait_for()
    page.keyboard.type(NEW_STEP)
    page.locator(".djs-container").click(position={"x": 400, "y": 15})
    editing.wait_for(state="detached")
    page.get_by_role("button", name="Lưu bản vẽ").click()
    page.get_by_text("Đã lưu bản vẽ").wait_for()


def describe(page) -> None:
    """Say in the table who does the new step and how long it may take."""
    page.get_by_role("link", name=NEW_STEP).click()
    page.select_option("[name=role]", "case_officer")
    page.select_option("[name=action]", "forward")
    page.fill("[name=allowance_hours]", "2")
    page.get_by_role("button", name="Lưu", exact=False).first.click()
    page.wait_for_load_state()
    assert page.locator(".error-summary").count() == 0, page.locator("main").inner_text()


def publish(page) -> None:
    page.get_by_role("link", name="Kiểm tra và ban hành").click()
    page.fill("[name=decision]", "12/QĐ ngày 01/01/2024")
    for part, value in (("day", "1"), ("month", "1"), ("year", "2024")):
        page.fill(f"[name=effective_from_{part}]", value)
    assert violations(page) == []
    page.get_by_role("button", name="Ban hành quy trình").click()
    page.get_by_text("Đã ban hành quy trình").wait_for()
    page.fill("[name=procedure]", PROCEDURE)
    page.get_by_role("button", name="Cho thủ tục này dùng").click()
    page.get_by_text("theo quy trình này").first.wait_for()
    assert violations(page) == []


def test_a_process_drawn_in_the_browser_carries_a_dossier(people, diploma_pdf, tmp_path):
    control = people.open("kiem")
    start(control, tmp_path)
    draw(control)
    describe(control)
    publish(control)
    citizen = people.open("lan", phone=True)
    citizen.context.motcua_uploaded = False
    dossier = apply(citizen, diploma_pdf)
    for name in ("minh", "hoa"):
        decide(people, name, dossier, script=True)
    officer = people.open("hoa")
    officer.goto(f"/lam-viec/ho-so/{dossier}/?xem=quy-trinh")
    assert NEW_STEP in officer.locator("section[aria-labelledby=cac-buoc]").inner_text()
    assert officer.locator("svg .process-picture__step--open").count() == 1
    assert violations(officer) == []
    # the new step, the draft, the appraisal, the review, signed, issued, returned
    for name in ("hoa", "hoa", "hoa", "dung", "son", "van", "minh"):
        decide(people, name, dossier, script=True)
    citizen.goto(f"/ho-so-cua-toi/{dossier}/")
    assert "Đã trả kết quả" in citizen.locator("main").inner_text()
    control.get_by_role("button", name=f"Thôi dùng cho thủ tục {PROCEDURE}").click()
    control.get_by_text("trở về quy trình chung").wait_for()
