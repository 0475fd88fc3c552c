"""Asked for more once and completely, supplemented on a phone, apologised to and given another day once, then done."""

import pytest

from tests.browser.conftest import violations
from tests.browser.test_main_story import apply, decide

pytestmark = pytest.mark.browser

ASKED = "Ảnh chụp bị mất góc dưới"


def desk(dossier: str, rest: str = "") -> str:
    return f"/lam-viec/ho-so/{dossier}/{rest}"


def words(page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def send(page) -> None:
    """Send the form of the act, whose button stands last."""
    page.locator("main form .actions button.button:not(.button--quiet)").last.click()
    page.wait_for_load_state()


def ask_for_all(people, dossier: str) -> None:
    """The officer names everything that is wrong in one list."""
    page = people.open("hoa")
    page.goto(desk(dossier, "viec/yeu-cau-bo-sung/"))
    page.select_option("[name=kind0]", "unreadable")
    page.fill("[name=what0]", ASKED)
    page.fill("[name=other]", "Số điện thoại liên hệ trong giờ làm việc")
    page.fill("[name=reason]", "Chưa đọc được hết giấy tờ")
    assert violations(page) == []
    send(page)
    assert "Đã yêu cầu bổ sung" in words(page)
    assert "Đang dừng chờ bổ sung" in words(page)
    page.context.close()


def supplement(page, dossier: str, pdf) -> None:
    """The person sees the list with how far each line is, adds a file and an answer, and sends both."""
    page.goto(f"/ho-so-cua-toi/{dossier}/")
    assert ASKED in words(page)
    assert words(page).count("Chưa bổ sung") == 2
    assert violations(page) == []
    page.get_by_role("link", name="Bổ sung giấy tờ").click()
    page.locator("main input[type=file]").first.set_input_files(str(pdf))
    page.fill("[name=answer]", "Tôi gửi lại bản rõ hơn; điện thoại 0912345678.")
    assert violations(page) == []
    page.get_by_role("button", name="Nộp bổ sung").click()
    page.wait_for_load_state()
    assert page.locator(".error-summary").count() == 0, words(page)


def both_clocks(people, dossier: str) -> None:
    """The clock of the law began anew, that of the index only stood still; both prove it day by day."""
    page = people.open("hoa")
    page.goto(desk(dossier))
    assert "Tính lại từ đầu sau khi bổ sung" in words(page)
    assert "Trừ thời gian chờ bổ sung" in words(page)
    page.get_by_role("link", name="Cách tính từng ngày").click()
    text = words(page)
    assert "khi bổ sung xong thì tính lại từ đầu" in text
    assert "thời gian chờ được trừ" in text
    assert text.count("cho cùng kết quả") == 2
    assert violations(page) == []
    page.context.close()


def apologise(page, dossier: str, days: str, reason: str) -> None:
    page.goto(desk(dossier, "viec/xin-loi/"))
    page.fill("[name=days]", days)
    page.fill("[name=reason]", reason)
    assert violations(page) == []
    send(page)


def test_from_the_request_to_the_result_with_one_apology(product, people, diploma_pdf):
    citizen = people.open("lan", phone=True)
    citizen.context.motcua_uploaded = False
    dossier = apply(citizen, diploma_pdf)
    for name in ("minh", "hoa"):
        decide(people, name, dossier, script=True)
    ask_for_all(people, dossier)
    supplement(citizen, dossier, diploma_pdf)
    both_clocks(people, dossier)

    head = people.open("dung")
    apologise(head, dossier, "2", "Phải chờ đối chiếu sổ gốc")
    assert "Đã ghi lời xin lỗi và ngày hẹn mới" in words(head)
    citizen.goto(f"/ho-so-cua-toi/{dossier}/")
    text = words(citizen)
    assert "Hẹn lại:" in text
    assert "Chúng tôi xin lỗi bạn. Lý do: Phải chờ đối chiếu sổ gốc" in text
    assert citizen.get_by_role("link", name="xin lỗi").count() >= 1
    assert violations(citizen) == []

    apologise(head, dossier, "3", "Vẫn chưa xong")
    assert "Đã xin lỗi và hẹn lại một lần; không được hẹn lại nữa" in words(head)
    assert violations(head) == []

    for name in ("hoa", "hoa", "dung", "son", "van", "minh"):
        decide(people, name, dossier, script=True)
    citizen.goto(f"/ho-so-cua-toi/{dossier}/")
    assert "Đã trả kết quả" in words(citizen)
    code = citizen.locator("dl.answer dd.code").first.inner_text()
    checked = product.run("deadlines", "check", code)
    assert (checked["checked"], checked["wrong"]) == (2, 0)
    assert product.run("audit", "verify")["ok"]
