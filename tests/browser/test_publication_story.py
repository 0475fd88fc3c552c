"""A month is closed and read on a phone without JavaScript; late data restates it beside the first."""

import csv
from pathlib import Path

import pytest

from tests.browser.conftest import violations

pytestmark = pytest.mark.browser

MONTH = "2023-03"


def words(page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def feedback(product, folder: Path, *rows: tuple[str, str, str, str]) -> None:
    """Bring in the register of petitions: code, received, due, closed."""
    kinds = {one["kind"]: one for one in product.run("registers", "kinds")}
    headings = [column["heading"] for column in kinds["feedback"]["columns"]]
    path = folder / f"phan-anh-{len(rows)}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows([*row, "Quy định", ""] for row in rows)
    product.run("registers", "import", "feedback", str(path))


def test_a_restated_month_is_read_beside_the_first_without_javascript(product, people, tmp_path):
    one = ("PA-X1", "06/03/2023", "27/03/2023", "10/03/2023")
    feedback(product, tmp_path, one)
    assert product.run("edition", "close", MONTH)["number"] == 1
    feedback(product, tmp_path, one, ("PA-X2", "07/03/2023", "14/03/2023", "30/03/2023"))
    assert product.run("edition", "restate", MONTH, "--reason", "Sổ phản ánh gửi muộn.")["number"] == 2

    page = people.open(script=False, phone=True)
    page.goto("/cong-khai/ky/")
    page.get_by_role("link", name="lần 1").first.click()
    assert page.url.endswith(f"/cong-khai/ky/{MONTH}/1/")
    assert "1/1" in words(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("link", name="chốt lại lần 2").click()
    text = words(page)
    assert "Sổ phản ánh gửi muộn." in text
    assert "1/2" in text
    assert "100 % 1/1" in text
    assert len(page.content().encode()) < 100_000
    with page.expect_download() as waiting:
        page.locator("#tai-ve ~ ul a", has_text="CSV").first.click()
    assert "II.5" in Path(waiting.value.path()).read_text(encoding="utf-8")
    assert product.run("edition", "verify", MONTH)["ok"]

    seeing = people.open(phone=True)
    for address in (f"/cong-khai/ky/{MONTH}/2/", "/cong-khai/ky/", "/cong-khai/du-lieu/", "/cong-khai/nhung/"):
        seeing.goto(address)
        assert violations(seeing) == []
