"""Guards of views."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from motcua.people import services
from motcua.people.rules import Role
from motcua.people.tests.pages import soup


@services.official_required(Role.CLERK, Role.SIGNATORY)
def sign(request):
    return HttpResponse("signed")


@services.official_required()
def desk(request):
    return HttpResponse("desk")


@services.official_required(Role.CASE_OFFICER, guests=True)
def shared(request):
    return HttpResponse("shared")


@services.signed_in
def mine(request):
    return HttpResponse("mine")


@pytest.fixture
def ask(rf, cast):
    def call(view, who, method="get", **extra):
        request = getattr(rf, method)("/ho-so/?trang=2", **extra)
        request.user = getattr(cast, who) if who else AnonymousUser()
        return view(request)

    return call


@pytest.mark.parametrize("who", ["van", "son"])
def test_who_holds_one_of_the_roles_comes_in(ask, who):
    assert ask(sign, who).content == b"signed"


@pytest.mark.parametrize("who", ["hoa", "quan", "lan"])
def test_others_are_told_which_roles_may(ask, who):
    response = ask(sign, who)
    assert response.status_code == 403
    assert [line.get_text() for line in soup(response).select("main li")] == ["Người ký", "Văn thư"]


@pytest.mark.parametrize("view", [sign, desk, mine])
def test_the_anonymous_are_sent_to_sign_in_and_come_back(ask, view):
    response = ask(view, None)
    assert (response.status_code, response["Location"]) == (302, "/dang-nhap/?next=%2Fho-so%2F%3Ftrang%3D2")


def test_any_official_role_opens_a_door_for_officials_but_no_citizen(ask):
    assert ask(desk, "an").content == b"desk"
    assert ask(desk, "lan").status_code == 403
    assert ask(mine, "lan").content == b"mine"


def test_an_official_of_another_agency_comes_in_only_where_guests_may(ask):
    assert ask(shared, "phuc").content == b"shared"
    assert ask(shared, "thuy").status_code == 403
    assert ask(desk, "phuc").status_code == 403
    assert ask(sign, "thuy").status_code == 403


def test_a_role_that_ended_opens_nothing(ask, cast, now):
    grant = cast.van.role_grants.get()
    services.revoke_role(grant=grant, by=cast.actor("quan"), now=now)
    assert ask(sign, "van").status_code == 403


def test_a_fragment_makes_the_whole_page_leave_for_sign_in(ask):
    response = ask(mine, None, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, "/dang-nhap/?next=%2Fho-so%2F%3Ftrang%3D2")
