"""Every page type, as somebody who uses it: no accessibility violation, no script error, no blocked resource."""

import pytest

from tests.browser.conftest import violations

pytestmark = pytest.mark.browser

PUBLIC = (
    "/",
    "/thu-tuc/",
    "/thu-tuc/?q=ban+sao",
    "/thu-tuc/3.000465/",
    "/thu-tuc/?q=zzzz&phi=unknown",
    "/chon-thu-tuc/",
    "/chon-thu-tuc/hoc-sinh/chuyen-truong/thpt/",
    "/viec/mat-bang-can-ban-sao/",
    "/tra-cuu/",
    "/cong-khai/",
    "/cong-khai/phuong-phap/",
    "/ke-hoach/",
    "/nhom-thu-tuc/",
    "/dang-nhap/",
    "/dang-ky/",
    "/minh-hoa/",
    "/ui/",
    "/khong-co-trang-nay/",
)
CITIZEN = ("/tai-khoan/", "/ho-so-cua-toi/", "/nop-ho-so/3.000465/", "/nop-ho-so/1.005095/")
DESK = {
    "minh": (
        "/lam-viec/",
        "/lam-viec/ho-so/",
        "/lam-viec/tiep-nhan/",
        "/lam-viec/tra-ket-qua/",
        "/lam-viec/so-theo-doi/",
        "/lam-viec/dai-so/",
        "/lam-viec/hang-cho/",
        "/lam-viec/hang-loat/",
        "/lam-viec/ho-so/in-phieu/",
    ),
    "hoa": ("/lam-viec/", "/lam-viec/thu-tuc/", "/lam-viec/chi-tieu/", "/lam-viec/chi-tieu/I.3/"),
    "dung": ("/lam-viec/canh-bao/", "/lam-viec/de-nghi-bo-sung-lai/", "/lam-viec/lich/"),
    "kiem": (
        "/lam-viec/ke-hoach/",
        "/lam-viec/so-lieu/",
        "/lam-viec/chi-tieu/II.4/",
        "/lam-viec/canh-bao/",
        "/lam-viec/han-phai-doi/",
        "/lam-viec/lich/",
        "/lam-viec/gio-lam-viec/",
        "/lam-viec/quy-dinh-thoi-han/",
        "/lam-viec/quy-tac-hai-nguoi/",
        "/lam-viec/nhom-thu-tuc/",
        "/lam-viec/chi-so-766/",
        "/lam-viec/chi-so-766/chi-so/ON_TIME/",
        "/lam-viec/chi-so-766/cong-bo/",
        "/lam-viec/chi-so-766/doi-chieu/",
    ),
}


def look(page, path: str) -> list[str]:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return violations(page)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_public_pages(people, phone):
    page = people.open(phone=phone)
    found = [problem for path in PUBLIC for problem in look(page, path)]
    people.complaints = [said for said in people.complaints if "khong-co-trang-nay" not in said]
    assert not found, found


def test_pages_of_a_citizen_on_a_phone(people):
    page = people.open("lan", phone=True)
    found = [problem for path in CITIZEN for problem in look(page, path)]
    page.goto("/nop-ho-so/3.000465/")
    page.locator("main form button.button").last.click()
    found += violations(page)
    page.locator("main .actions a.button").first.click()
    found += violations(page)
    assert not found, found


@pytest.mark.parametrize("name", sorted(DESK))
def test_pages_of_officials(people, name):
    page = people.open(name)
    found = [problem for path in DESK[name] for problem in look(page, path)]
    assert not found, found
