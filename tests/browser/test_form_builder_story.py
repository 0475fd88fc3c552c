"""A form from an idea to paper: an official makes it without an expression or JSON, a citizen fills it on a telephone
without script, goes on elsewhere with the code, and the printed form carries the answers."""

import io
import re

import pytest
from pypdf import PdfReader

from tests.browser.conftest import violations

pytestmark = pytest.mark.browser

PROCEDURE = "1.000729"  # has no form of its own in the starter data, so no other story depends on it
TITLE = "Tờ khai xếp hạng trung tâm (thử)"
KEY = "to_khai_xep_hang_trung_tam_thu"
BENCH = f"/lam-viec/bieu-mau/{KEY}/soan/"


def save(page, button: str = "Lưu ô") -> None:
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()
    assert page.locator(".error-summary, #chua-luu").count() == 0, page.locator("main").inner_text()


def add(page, section: str, kind: str, label: str, **more: str) -> None:
    """Add a question of `kind` to a section, as the buttons offer it."""
    page.get_by_role("link", name=f"Thêm ô vào mục {section}").click()
    page.get_by_role("link", name=kind, exact=True).click()
    page.fill("[name=label]", label)
    for name, value in more.items():
        page.fill(f"[name={name}]", value)


def ask_only_when(page, question: str, answer: str) -> None:
    """Choose a condition from the lists."""
    page.get_by_role("button", name="Thêm điều kiện").click()
    page.wait_for_load_state()
    page.select_option("[name=when-0-key]", label=question)
    choose = page.get_by_role("button", name="Chọn ô này")
    value = page.locator("[name=when-0-value]")
    if page.context.motcua_script:
        value.wait_for()  # htmx brings the answers as soon as the question is chosen
    else:
        choose.click()
    value.select_option(label=answer)


def build(page) -> list[str]:
    """Make the form at the desk; what axe finds on the way."""
    page.goto("/lam-viec/bieu-mau/")
    found = violations(page)
    page.get_by_role("link", name="Tạo biểu mẫu").click()
    page.get_by_role("link", name="Từ tờ giấy trắng").click()
    page.fill("[name=title]", TITLE)
    page.get_by_role("button", name="Tạo bản nháp").click()
    add(page, "Thông tin chung", "Một dòng chữ", "Tên trung tâm")
    save(page)
    add(page, "Thông tin chung", "Chọn một", "Lần đề nghị", options="Lần đầu\nXếp hạng lại")
    save(page)
    add(page, "Thông tin chung", "Một dòng chữ", "Số quyết định xếp hạng cũ")
    ask_only_when(page, "Lần đề nghị", "Xếp hạng lại")
    found += violations(page)
    save(page)
    page.get_by_role("link", name="Thêm mục", exact=True).last.click()
    page.fill("[name=title]", "Các lớp")
    page.check("[name=repeats]")
    page.fill("[name=item]", "Lớp")
    page.fill("[name=most]", "5")
    found += violations(page)
    save(page, "Lưu mục")
    add(page, "Các lớp", "Một dòng chữ", "Tên lớp")
    save(page)
    add(page, "Các lớp", "Số", "Số học viên")
    found += violations(page)
    save(page)
    add(page, "Thông tin chung", "Số", "Tổng số học viên")
    page.get_by_text("Điền sẵn hoặc tự tính").click()
    page.select_option("[name=recipe]", label="Tổng một cột của một bảng")
    page.select_option("[name=first]", label="Các lớp: Số học viên")
    save(page)
    return found


def look_over(page) -> list[str]:
    """Move, take back, try the form out."""
    page.goto(BENCH)
    order = page.locator("#ban-soan .line__label")
    before = order.all_inner_texts()
    page.get_by_role("button", name="Chuyển ô Lần đề nghị lên").click()
    page.get_by_text("Chuyển ô «Lần đề nghị» lên").first.wait_for()
    assert order.first.inner_text() == "Lần đề nghị"
    page.get_by_role("button", name="Hoàn tác").click()
    page.get_by_text("Hoàn tác: Chuyển ô").first.wait_for()
    assert order.all_inner_texts() == before
    menu = page.locator("#soan-lan_de_nghi .menu")
    menu.locator("summary").click()
    menu.get_by_role("button", name="Xoá ô").click()
    page.get_by_text("đang được dùng nên chưa xoá được").wait_for()
    found = violations(page)
    page.locator("#xem-thu").get_by_label("Xếp hạng lại").check()
    if not page.context.motcua_script:
        page.locator("#xem-thu .actions").get_by_role("button", name="Xem thử").click()
    page.locator("#xem-thu").get_by_label("Số quyết định xếp hạng cũ").wait_for()
    return found + violations(page)


STANDS_ABOVE = """([key, other]) => {
    const [one, two] = [key, other].map(name => document.getElementById(`soan-${name}`));
    return Boolean(one.compareDocumentPosition(two) & Node.DOCUMENT_POSITION_FOLLOWING);
}"""


def drag(page, key: str, above: str) -> None:
    """Take a question by its handle and let it go above another.

    The list moves under the pointer while the hand moves, and how far it has got depends on
    the machine: the hand goes on until the question stands where it is wanted.
    """
    start = page.locator(f"#soan-{key} .line__grip").bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, start["y"] - 20, steps=5)
    for _ in range(40):
        end = page.locator(f"#soan-{above} .line__grip").bounding_box()
        page.mouse.move(start["x"] + 8, end["y"] + 4, steps=8)
        page.mouse.move(start["x"] + 8, end["y"] + 2, steps=2)
        if page.evaluate(STANDS_ABOVE, [key, above]):
            break
    with page.expect_response(lambda answer: answer.request.method == "POST"):  # an earlier move is still told above
        page.mouse.up()


def publish(page) -> list[str]:
    page.goto(f"{BENCH}chung/")
    page.fill("[name=more]", PROCEDURE)
    found = violations(page)
    save(page, "Lưu thiết lập")
    page.get_by_role("link", name="Kiểm tra và công bố").click()
    page.wait_for_load_state()
    assert "bắt đầu dùng biểu mẫu này" in page.locator("main").inner_text()
    page.check("[name=accept]")
    page.fill("[name=reason]", "Bản thử, căn cứ ghi sau")
    found += violations(page)
    page.get_by_role("button", name="Công bố biểu mẫu").click()
    page.get_by_text("Đã công bố phiên bản 1").wait_for()
    return found


def begin(page) -> tuple[str, str]:
    """Begin an application without an account; the id of the draft and the code to go on with."""
    page.goto(f"/nop-ho-so/{PROCEDURE}/")
    page.click("main form button.button--big")
    draft = re.search(r"ban-khai/([0-9a-f-]{36})", page.url)
    code = re.search(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", page.locator("main").inner_text())
    assert draft, page.url
    assert code, page.locator("main").inner_text()
    return draft[1], code[0]


def open_section(page, draft: str, name: str) -> None:
    page.goto(f"/ban-khai/{draft}/")
    page.locator("main").get_by_role("link", name=name).click()


def go_on(page) -> None:
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.wait_for_load_state()


def printed(page, draft: str) -> str:
    """The words of the printed form."""
    answer = page.request.get(f"/ban-khai/{draft}/to-khai.pdf")
    assert answer.ok, answer.status
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_an_official_makes_a_form_and_a_citizen_fills_it_on_two_devices(people):
    desk = people.open("kiem")
    desk.context.motcua_script = True
    found = [*build(desk), *look_over(desk)]
    drag(desk, "tong_so_hoc_vien", "lan_de_nghi")
    desk.reload()
    assert desk.locator("#ban-soan .line__label").all_inner_texts().index("Tổng số học viên") < 3
    found += publish(desk)
    assert not found, found

    phone = people.open(phone=True, script=False)
    draft, code = begin(phone)
    open_section(phone, draft, "Thông tin chung")
    phone.get_by_label("Tên trung tâm").fill("Trung tâm Minh Hoạ")
    phone.get_by_label("Xếp hạng lại").check()
    go_on(phone)
    phone.get_by_label("Số quyết định xếp hạng cũ").fill("12/QĐ-THU")
    go_on(phone)
    open_section(phone, draft, "Các lớp")
    phone.get_by_label("Tên lớp").fill("Lớp nghề điện")
    phone.get_by_label("Số học viên").fill("25")
    phone.get_by_role("button", name="Thêm lớp").click()
    phone.get_by_label("Tên lớp").last.fill("Lớp tin học")
    phone.context.close()

    other = people.open()
    other.goto("/tiep-tuc/")
    other.locator("main form input[type=text], main form input:not([type])").first.fill(code)
    other.get_by_role("button", name="Mở bản khai").click()
    open_section(other, draft, "Các lớp")
    assert other.get_by_label("Tên lớp").first.input_value() == "Lớp nghề điện"
    other.get_by_label("Tên lớp").last.fill("Lớp tin học")
    other.get_by_label("Số học viên").last.fill("17")
    go_on(other)
    paper = printed(other, draft)
    for words in ("Trung tâm Minh Hoạ", "Xếp hạng lại", "12/QĐ-THU", "Lớp nghề điện", "Lớp tin học", "25", "17", "42"):
        assert words in paper, (words, paper)


def test_the_same_form_can_be_made_without_script_on_a_telephone(people):
    """Every move is a button and every choice a page: nothing of the builder needs a script or a mouse."""
    desk = people.open("kiem", script=False, phone=True)
    desk.context.motcua_script = False
    desk.goto("/lam-viec/bieu-mau/moi/?tu=procedure")
    desk.fill("[name=procedure]", PROCEDURE)
    desk.get_by_role("button", name="Tạo bản nháp").click()
    add(desk, "Nội dung đề nghị", "Chọn một", "Lần đề nghị", options="Lần đầu\nXếp hạng lại")
    save(desk)
    add(desk, "Nội dung đề nghị", "Một dòng chữ", "Số quyết định cũ")
    ask_only_when(desk, "Lần đề nghị", "Xếp hạng lại")
    save(desk)
    assert "Chỉ hiện khi «Lần đề nghị» là Xếp hạng lại" in desk.locator("#ban-soan").inner_text()
    desk.get_by_role("button", name="Chuyển ô Số quyết định cũ lên").click()
    desk.get_by_role("link", name="Sửa ô Số quyết định cũ").click()
    desk.get_by_role("button", name="Bỏ dòng 1").click()
    save(desk)
    assert "Chỉ hiện khi «Lần đề nghị»" not in desk.locator("#ban-soan").inner_text()
