"""Signed-in people for the load: accounts with an open session and the headers of their browser."""

from datetime import datetime

from bench.ground import COPY
from bench.servers import CONNECTIONS

NAME = "Người Dân Đo Thử"  # everybody files for oneself
BACKEND = "motcua.people.backends.AccountBackend"


def citizens(now: datetime) -> list[dict[str, str]]:
    """One citizen for each connection, as on a real counter: nobody files four dossiers at the same instant."""
    from motcua.kernel.actors import SYSTEM
    from motcua.people import services as people

    return [
        headers_of(
            people.register(
                kind="person", full_name=NAME, phone=f"0199000{n:04d}", password="đo-thử-mười-ký-tự",
                address="Số 1, đường Minh Hoạ", by=SYSTEM, now=now,
            )
        )
        for n in range(1000, 1000 + CONNECTIONS)
    ]  # fmt: skip


def official(username: str) -> dict[str, str]:
    from motcua.people.models import Account

    return headers_of(Account.objects.get(username=username))


def headers_of(account: object) -> dict[str, str]:
    """Cookies of a session opened by Django's own sign-in, and the CSRF token with its header."""
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string
    from django.test import Client

    browser = Client()
    browser.force_login(account, backend=BACKEND)  # type: ignore[arg-type]
    token = _get_new_csrf_string()
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"
    return {"Cookie": cookie, "X-CSRFToken": token}


def submission() -> dict[str, object]:
    """What a citizen sends: one dossier with one paper."""
    from bench.client import FRESH

    return {
        "command_id": f"bench-{FRESH.decode()}",
        "procedure": COPY,
        "owner": {"full_name": NAME, "address": "Số 1, đường Minh Hoạ"},
        "papers": [{"component_code": "TP1", "name": "Phiếu đề nghị cấp bản sao", "originals": 1}],
        "go_on_reason": "Đo thử",  # the same citizen files all the time
    }
