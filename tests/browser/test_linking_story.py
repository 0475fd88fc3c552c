"""Connected handling in a real browser: a part goes to another agency, is handled there, comes back; counted once."""

import pytest

from tests.browser.conftest import violations
from tests.browser.test_main_story import apply, decide, figures

pytestmark = pytest.mark.browser


def send_part(people, dossier: str, script: bool) -> None:
    """The officer sends one part with its paper to another agency."""
    page = people.open("hoa", script=script)
    page.goto(f"/lam-viec/ho-so/{dossier}/lien-thong/")
    if script:
        assert violations(page) == []
    page.select_option("[name=unit_1]", index=1)
    page.fill("[name=what_1]", "Xác minh văn bằng theo sổ gốc lưu ở cơ quan đó")
    page.locator("[name=papers_1]").first.check()
    page.locator("main form button.button").first.click()
    page.wait_for_load_state()
    main = page.locator("main").inner_text()
    assert page.locator(".error-summary").count() == 0, main
    assert "Đang chờ: Cơ quan khác giải quyết phần liên thông" in main
    if script:
        assert violations(page) == []
    page.context.close()


def part_of(people) -> str:
    """The id of the part as the other agency finds it in its inbox."""
    page = people.open("phuc")
    page.goto("/lam-viec/")
    row = page.locator("main tbody tr", has_text="Liên thông từ").first
    address = row.locator("a.code").get_attribute("href")
    assert violations(page) == []
    page.context.close()
    return address.strip("/").split("/")[-1]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_part_goes_to_another_agency_and_comes_back_and_counts_once(product, people, diploma_pdf, script):
    before = figures(product)
    citizen = people.open("lan", script=script, phone=True)
    citizen.context.motcua_uploaded = False
    dossier = apply(citizen, diploma_pdf)
    for name in ("minh", "hoa"):  # received, claimed
        decide(people, name, dossier, script=script)
    send_part(people, dossier, script)
    part = part_of(people)
    citizen.goto(f"/ho-so-cua-toi/{dossier}/")
    assert "Cơ quan khác cùng giải quyết" in citizen.locator("main").inner_text()
    if script:
        assert violations(citizen) == []
    # accepted, claimed, drafted and forwarded, reviewed, signed, issued: by the two officials of the other agency
    for name in ("phuc", "phuc", "phuc", "phuc", "thuy", "thuy", "phuc"):
        decide(people, name, part, script=script)
    officer = people.open("hoa", script=script)
    officer.goto(f"/lam-viec/ho-so/{dossier}/")
    told = officer.locator("main").inner_text()
    assert "Đã có kết quả" in told
    assert "Đang chờ: Cơ quan khác" not in told
    assert officer.get_by_role("link", name="Xem kết quả").count() == 1
    for name in ("hoa", "hoa", "dung", "son", "van", "minh"):
        decide(people, name, dossier, script=script)
    citizen.goto(f"/ho-so-cua-toi/{dossier}/")
    assert "Đã trả kết quả" in citizen.locator("main").inner_text()
    after = figures(product)
    for code in ("I.3", "II.2", "II.6"):
        assert after[code] == (before[code][0] + 1, before[code][1] + 1), code
    assert product.run("audit", "verify")["ok"]
    assert product.run("facts", "rebuild", "--check")["differences"] == 0
