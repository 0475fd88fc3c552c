"""Signing in and out, registering, one's own account."""

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from motcua.people import queries
from motcua.people.models import Account, Applicant
from motcua.people.portal import WRONG, home_of
from motcua.people.tests.pages import errors, labels, soup
from tests.cast import NAMES, PASSWORD

SIGN_IN = "/dang-nhap/"
STRONG = "chiếc thuyền ngoài khơi"


def enter(client, username="lan", password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password} | more)


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("username", ["lan", "LAN ", "0199 0000 001", "+84 1990000001"])
def test_username_or_telephone_and_password_let_in(cast, username):
    client = Client()
    response = enter(client, username)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert signed_in(client)


def test_the_sign_in_form_helps_password_managers(cast):
    page = soup(Client().get(SIGN_IN))
    assert page.select_one("#id_username")["autocomplete"] == "username"
    assert page.select_one("#id_password")["autocomplete"] == "current-password"
    assert not page.select("[onpaste]")


def test_what_was_wrong_is_not_told_apart(cast):
    answers = [enter(Client(), "lan", "sai"), enter(Client(), "không ai", "sai"), enter(Client(), "0999", "sai")]
    assert {answer.status_code for answer in answers} == {422}
    assert [errors(answer) for answer in answers] == [[WRONG]] * 3
    assert "sai" not in soup(answers[0]).select_one("#id_password").get("value", "")


def test_missing_fields_are_named(cast):
    assert len(errors(enter(Client(), "", ""))) == 2


def test_a_closed_account_is_answered_like_a_wrong_password(cast):
    Account.objects.filter(username="lan").update(is_active=False)
    assert errors(enter(Client())) == [WRONG]


def test_closing_an_account_ends_its_open_sessions(cast):
    client = cast.client("lan")
    Account.objects.filter(username="lan").update(is_active=False)
    assert client.get("/tai-khoan/")["Location"].startswith(SIGN_IN)


def test_after_too_many_wrong_passwords_even_the_right_one_must_wait(cast, settings):
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert enter(client, password="sai").status_code == 422
    response = enter(client, password="sai")
    assert response.status_code == 429
    assert "một giờ" in soup(response).main.get_text()
    assert enter(client).status_code == 429
    assert enter(Client(), "0199 0000 001").status_code == 429, "another spelling of the name gives no more guesses"
    assert enter(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302, "the owner at another machine is not locked out"


def test_success_forgets_earlier_mistakes(cast):
    client = Client()
    enter(client, password="sai")
    enter(client)
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("wanted", ["/tai-khoan/?x=1", "/thu-tuc/"])
def test_after_signing_in_people_are_where_they_wanted_to_be(cast, wanted):
    page = soup(Client().get(SIGN_IN, {"next": wanted}))
    assert page.select_one("input[name=next]")["value"] == wanted
    assert enter(Client(), next=wanted)["Location"] == wanted


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_an_address_elsewhere_is_not_followed(cast, wanted):
    assert enter(Client(), next=wanted)["Location"] == "/"
    assert Client().get(SIGN_IN, {"next": wanted}).status_code == 200


def test_who_is_signed_in_needs_no_form(cast):
    assert cast.client("lan").get(SIGN_IN)["Location"] == "/"


def test_officials_start_at_their_work(cast):
    assert home_of(cast.lan) == "/"
    assert home_of(cast.hoa) == reverse("journeys:inbox")


def test_every_official_may_open_the_page_where_the_work_begins(cast):
    for name in NAMES:
        account = getattr(cast, name)
        if account.is_official:
            assert cast.client(name).get(home_of(account)).status_code == 200, name


def test_signing_out_needs_a_button_not_a_link(cast):
    client = cast.client("lan")
    assert client.get("/dang-xuat/").status_code == 405
    assert signed_in(client)
    assert client.post("/dang-xuat/").status_code == 302
    assert not signed_in(client)


def test_sign_in_without_the_token_of_our_page_is_refused(cast):
    assert enter(Client(enforce_csrf_checks=True)).status_code == 403


def register(kind="person", **changes):
    data = {"full_name": "Trần Văn Bê", "phone": "0912 345 678", "email": "", "password": STRONG, "again": STRONG}
    client = Client()
    return client, client.post(f"/dang-ky/?loai={kind}", data | changes)


def test_people_choose_first_for_whom_the_account_is(cast):
    page = soup(Client().get("/dang-ky/"))
    links = [link["href"] for link in page.select("main .card a")]
    assert links == ["/dang-ky/?loai=person", "/dang-ky/?loai=organisation"]
    assert "Mã số thuế (không bắt buộc)" in labels(Client().get(links[1]))
    assert "Mã số thuế (không bắt buộc)" not in labels(Client().get(links[0]))


def test_a_person_registers_and_is_signed_in(cast):
    client, response = register()
    assert response.status_code == 302
    account = Account.objects.get(phone="0912345678")
    assert (account.kind, account.is_demo) == ("person", False)
    assert signed_in(client)
    assert enter(Client(), "0912345678", STRONG).status_code == 302


def test_an_organisation_registers_with_its_tax_code(cast):
    register("organisation", full_name="Trường B", tax_code="9900000023")
    assert Applicant.objects.get(full_name="Trường B").tax_code == "9900000023"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"phone": "0199 0000 001"}, "không phải là số điện thoại"),
        ({"phone": ""}, "Hãy nhập số điện thoại"),
        ({"full_name": " "}, "Hãy nhập tên"),
        ({"password": "ngắn", "again": "ngắn"}, "ít nhất 10 ký tự"),
        ({"password": "password123", "again": "password123"}, "phổ biến"),
        ({"password": "0912345678", "again": "0912345678"}, "giống thông tin"),
        ({"again": "khác"}, "không giống nhau"),
        ({"email": "x"}, "thư điện tử"),
    ],
)
def test_a_wrong_registration_says_what_to_do_and_makes_nothing(cast, changes, words):
    before = Account.objects.count()
    _, response = register(**changes)
    assert response.status_code == 422
    assert any(words in error for error in errors(response))
    assert Account.objects.count() == before
    assert STRONG not in response.content.decode(), "a password never comes back in a page"


def test_a_telephone_that_has_an_account_is_refused_with_the_way_out(cast):
    register()
    _, response = register(full_name="Người Khác")
    assert response.status_code == 422
    assert any("đã có tài khoản" in error for error in errors(response))


@pytest.mark.parametrize("kind", ["official", "admin", "x"])
def test_nobody_registers_as_an_official_by_changing_the_address(cast, kind):
    before = Account.objects.count()
    register(kind)
    assert Account.objects.count() == before


def test_people_see_and_change_their_own_contact_data(cast):
    client = cast.client("lan")
    page = client.get("/tai-khoan/")
    assert "099180000011" in soup(page).main.get_text()
    sent = {"full_name": "Nguyễn Thị Lan", "phone": "01990000001", "email": "", "address": "Nhà mới"}
    assert client.post("/tai-khoan/", sent).status_code == 302
    assert "Đã lưu" in soup(client.get("/tai-khoan/")).main.get_text()
    assert queries.own_applicant(cast.lan).address == "Nhà mới"


def test_the_telephone_of_another_account_is_refused_and_nothing_is_saved(cast):
    Account.objects.filter(username="tu").update(phone="0912345678")
    sent = {"full_name": "Lan Khác", "phone": "0912345678", "email": "", "address": ""}
    response = cast.client("lan").post("/tai-khoan/", sent)
    assert response.status_code == 422
    assert any("đã có tài khoản" in error for error in errors(response))
    assert "Lan Khác" not in soup(response).select_one("h1").get_text()
    assert Account.objects.get(username="lan").full_name == "Nguyễn Thị Lan (minh hoạ)"


def test_officials_change_their_contact_but_not_their_name(cast):
    client = cast.client("hoa")
    page = client.get("/tai-khoan/")
    assert "Chuyên viên thụ lý, Phòng Quản lý chất lượng" in soup(page).main.get_text()
    assert client.post("/tai-khoan/", {"full_name": "Khác", "email": "hoa@minhhoa.example"}).status_code == 302
    changed = Account.objects.get(username="hoa")
    assert (changed.full_name, changed.email) == (cast.hoa.full_name, "hoa@minhhoa.example")


def test_a_changed_password_ends_other_sessions_and_keeps_this_one(cast):
    here, elsewhere = cast.client("lan"), cast.client("lan")
    wrong = here.post("/tai-khoan/mat-khau/", {"old": "sai", "password": STRONG, "again": STRONG})
    assert errors(wrong) == ["Mật khẩu hiện tại: Mật khẩu hiện tại không đúng."]
    done = here.post("/tai-khoan/mat-khau/", {"old": PASSWORD, "password": STRONG, "again": STRONG})
    assert done.status_code == 302
    assert here.get("/tai-khoan/").status_code == 200
    assert elsewhere.get("/tai-khoan/").status_code == 302
    assert enter(Client()).status_code == 422
    assert enter(Client(), password=STRONG).status_code == 302
