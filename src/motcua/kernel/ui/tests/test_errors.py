"""When something goes wrong the page says so plainly and nothing that was typed is lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory
from django.urls import reverse

from motcua.kernel.ui import errors, keeping, ports
from motcua.kernel.ui.middleware import PlainErrorsMiddleware
from tests.html import check

TYPED = {"full_name": "Nguyễn Thị <Lan>", "reason": "Xin cấp lại\nvì mất", "password": "bi-mat", "command_id": "a" * 32}
AWAY = OperationalError("connection to server at 127.0.0.1 failed")
ABSENCES = [AWAY, InterfaceError("connection already closed"), OperationalError("database is locked")]
MISTAKES = [OperationalError("no such table: x"), OperationalError('near "x": syntax error'), ValueError("x")]


def post(data: dict[str, Any] | None = None, path: str = "/nop/?buoc=2", **headers: str) -> HttpRequest:
    request = RequestFactory(headers={"Host": "localhost", **headers}).post(path, TYPED if data is None else data)
    request.session = SessionStore()
    return request


def fields(response: HttpResponse) -> dict[str, str]:
    form = BeautifulSoup(response.content, "html.parser").find("form")
    return {box["name"]: box.get("value", "") for box in form.find_all("input")}


@pytest.fixture
def signed_in() -> Iterator[None]:
    before = ports.person.get()
    ports.person.clear()
    ports.person.fill(lambda request: ports.Person("Lan"))
    yield
    ports.person.clear()
    if before:
        ports.person.fill(before)


def test_a_database_that_is_away_is_said_so_and_the_form_comes_back():
    response = PlainErrorsMiddleware(lambda request: HttpResponse()).process_exception(post(), AWAY)
    assert response is not None
    assert response.status_code == 503
    assert "không kết nối được cơ sở dữ liệu" in response.content.decode()
    assert check(response.content) == []
    kept = fields(response)
    assert kept["full_name"] == TYPED["full_name"]
    assert kept["reason"].split() == TYPED["reason"].split()
    assert kept["csrfmiddlewaretoken"]
    assert kept["password"] == "", "a password is typed again, never written into a page"
    assert 'action="/nop/?buoc=2"' in response.content.decode()
    assert "Nguyễn Thị &lt;Lan&gt;" in response.content.decode()


def test_a_page_that_was_only_read_offers_no_form():
    response = errors.away(RequestFactory().get("/thu-tuc/"))
    assert response.status_code == 503
    assert b"<form" not in response.content
    assert check(response.content) == []


def test_files_are_asked_for_again_by_name():
    data = {"note": "kèm bằng", "scan": SimpleUploadedFile("bang.pdf", b"%PDF-1.7")}
    response = errors.away(post(data))
    page = response.content.decode()
    assert "Chọn lại tệp “bang.pdf”" in page
    assert 'enctype="multipart/form-data"' in page
    assert check(page) == []


@pytest.mark.parametrize("error", MISTAKES, ids=str)
def test_our_own_mistakes_are_not_blamed_on_the_database(error: Exception):
    assert not errors.is_away(error)
    assert PlainErrorsMiddleware(lambda request: HttpResponse()).process_exception(post(), error) is None


@pytest.mark.parametrize("error", ABSENCES, ids=str)
def test_an_absent_or_busy_database_is_known_even_outside_views(error: Exception):
    try:
        raise error
    except type(error):
        response = errors.broken(RequestFactory().get("/"))
    assert response.status_code == 503


def test_the_interface_for_programs_gets_problem_documents():
    for response, status in (
        (errors.away(post(path="/api/procedures")), 503),
        (errors.not_found(RequestFactory().get("/api/x")), 404),
        (errors.broken(RequestFactory().get("/api/x")), 500),
        (errors.stale_form(post(path="/api/x")), 403),
    ):
        assert response["Content-Type"] == "application/problem+json"
        assert response.status_code == status
        assert f'"status": {status}' in response.content.decode()


@pytest.mark.parametrize(
    ("handler", "status"),
    [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404), (errors.broken, 500)],
)
def test_every_error_page_is_sound_and_shows_no_traceback(handler: Any, status: int):
    response = handler(RequestFactory().get("/x"))
    assert response.status_code == status
    assert check(response.content) == []
    assert "Traceback" not in response.content.decode()


def test_a_refusal_says_its_reason():
    response = errors.forbidden(RequestFactory().get("/x"), PermissionError("Chỉ lãnh đạo đơn vị được ký."))
    assert "Chỉ lãnh đạo đơn vị được ký." in response.content.decode()


def test_a_stale_form_of_our_own_page_is_offered_again_with_a_fresh_token():
    response = errors.stale_form(post(**{"Sec-Fetch-Site": "same-origin"}), "CSRF token incorrect")
    assert response.status_code == 403
    assert fields(response)["full_name"] == TYPED["full_name"]
    assert check(response.content) == []


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Referer": "https://evil.example/"}, {}],
)
def test_a_form_from_elsewhere_is_never_offered_for_one_click(headers: dict[str, str]):
    response = errors.stale_form(post(**headers))
    assert response.status_code == 403
    assert b"<form" not in response.content


def test_a_stale_token_does_not_lose_the_form_through_the_whole_stack(db: None):
    client = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    response = client.post(reverse("ui:stay"), {"note": "đã gõ rất lâu"})
    assert response.status_code == 403
    kept = fields(response)
    assert kept["note"] == "đã gõ rất lâu"
    assert client.post(reverse("ui:stay"), kept).status_code == 401, "the offered token is good"


def test_an_ended_session_keeps_the_form_through_signing_in(db: None, signed_in: None):
    sign_in = keeping.sign_in_address("/nop/")
    request = post()
    response = PlainErrorsMiddleware(lambda request: HttpResponseRedirect(sign_in))(request)
    assert response.status_code == 302
    assert "tiep-tuc" in response["Location"]
    (key,) = request.session[keeping.SESSION_KEY]
    assert keeping.take(request, key) == keeping.posted_of(post())

    client = Client()
    session = client.session
    session[keeping.SESSION_KEY] = request.session[keeping.SESSION_KEY]
    session.save()
    page = client.get(reverse("ui:kept", args=[key]))
    assert page.status_code == 200
    assert fields(page)["full_name"] == TYPED["full_name"]
    assert check(page.content) == []
    assert Client().get(reverse("ui:kept", args=[key])).status_code == 404, "another browser finds nothing"


def test_a_form_too_long_for_a_session_is_offered_at_once():
    request = post({"essay": "dài " * keeping.LARGEST})
    response = PlainErrorsMiddleware(lambda r: HttpResponseRedirect(keeping.sign_in_address("/nop/")))(request)
    assert response.status_code == 403
    assert "đăng nhập ở thẻ mới" in response.content.decode()
    assert keeping.SESSION_KEY not in request.session


def test_a_form_that_was_taken_is_forgotten_and_old_ones_give_way():
    request = post()
    posted = keeping.posted_of(request)
    assert posted is not None
    keys = [keeping.keep(request, posted) for _ in range(keeping.MOST + 2)]
    assert len(set(keys)) == len(keys)
    assert len(request.session[keeping.SESSION_KEY]) == keeping.MOST
    PlainErrorsMiddleware(lambda r: HttpResponse())(request)
    assert request.session[keeping.SESSION_KEY] == {}


def test_signing_in_itself_is_not_kept():
    sign_in = keeping.sign_in_address("/")
    request = post(path=sign_in)
    PlainErrorsMiddleware(lambda r: HttpResponseRedirect(sign_in))(request)
    assert keeping.SESSION_KEY not in request.session


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/indicators?unit=%00x&procedure=%0%000", 200),
        ("/api/procedures?q=%00", 200),
        ("/thu-tuc/?q=%00bang", 200),
        ("/thu-tuc/%00/", 404),
        ("/api/procedures/%00", 404),
        ("/khong-co/%00/", 404),
    ],
)
def test_nul_in_an_address_is_nobodys_text_and_breaks_nothing(client, address, status):
    """PostgreSQL cannot compare with it; wherever it stands in an address, no view meets it."""
    assert client.get(address).status_code == status
