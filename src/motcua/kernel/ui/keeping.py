"""What a person typed is not lost: a form that could not be taken is offered again, filled in as it was.

Three ways lead here: the database is away, the page's token is stale, the session ended while the form was open.
Files cannot be kept by a server that did not take them: the page asks for them again, by name.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, UnreadablePostError
from django.shortcuts import resolve_url
from django.urls import reverse

from motcua.kernel.ids import new_id

SECRET: Final = re.compile(r"pass|pin$|otp|secret|mat_khau", re.IGNORECASE)
"""Fields never shown or kept: the person types them again."""

SESSION_KEY: Final = "kept_posts"
MOST: Final = 3
LARGEST: Final = 256 * 1024
"""Characters of one form kept in a session; longer ones are offered again at once, without signing in first."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A form as it was sent: where to, its fields in order, the names of fields to type again and of files."""

    path: str
    fields: tuple[tuple[str, str], ...]
    secrets: tuple[str, ...]
    files: tuple[tuple[str, str], ...]

    @property
    def shown(self) -> list[str]:
        """What the person wrote, for reading: long or worded values, not keys and codes of the machine."""
        return [value for name, value in self.fields if value.strip() and not _machine(name, value)]


def posted_of(request: HttpRequest) -> Posted | None:
    """What this request tried to send; None when it carries no readable form."""
    if request.method != "POST":
        return None
    try:
        lists, files = list(request.POST.lists()), list(request.FILES.lists())
    except (UnreadablePostError, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return None
    if not lists and not files:
        return None
    named = [(name, str(value)) for name, values in lists for value in values if name != "csrfmiddlewaretoken"]
    return Posted(
        path=request.get_full_path(),
        fields=tuple((name, value) for name, value in named if not SECRET.search(name)),
        secrets=tuple(name for name, _ in named if SECRET.search(name)),
        files=tuple((name, str(file.name)) for name, found in files for file in found if hasattr(file, "name")),
    )


def keep(request: HttpRequest, posted: Posted) -> str:
    """Keep `posted` in the session of this browser; the path where it is offered again."""
    key = new_id().hex
    others: dict[str, Any] = request.session.get(SESSION_KEY, {})
    newest = dict(list(others.items())[-(MOST - 1) :])
    request.session[SESSION_KEY] = {**newest, key: asdict(posted)}
    return reverse("ui:kept", kwargs={"key": key})


def take(request: HttpRequest, key: str) -> Posted | None:
    """What this browser kept under `key`. It stays until it is sent again or pushed out by newer ones."""
    found: Mapping[str, Any] | None = request.session.get(SESSION_KEY, {}).get(key)
    if found is None:
        return None
    pairs = {name: tuple((str(a), str(b)) for a, b in found[name]) for name in ("fields", "files")}
    return Posted(str(found["path"]), pairs["fields"], tuple(found["secrets"]), pairs["files"])


def forget(request: HttpRequest, path: str) -> None:
    """The form for `path` was taken: drop what was kept of it."""
    kept: dict[str, Any] = request.session.get(SESSION_KEY, {})
    rest = {key: one for key, one in kept.items() if one["path"] != path}
    if len(rest) < len(kept):
        request.session[SESSION_KEY] = rest


def is_small(posted: Posted) -> bool:
    return sum(len(name) + len(value) for name, value in posted.fields) <= LARGEST


def sign_in_address(then: str) -> str:
    """The sign-in page, going on to `then`."""
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': then})}"


def same_site(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent this form; only then it is offered again by one click."""
    if request.headers.get("Sec-Fetch-Site"):
        return request.headers["Sec-Fetch-Site"] == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(source) and urlsplit(source).netloc == request.get_host()


def _machine(name: str, value: str) -> bool:
    return name in {"command_id", "next", "expected_version", "verb"} or bool(
        re.fullmatch(r"[0-9a-f-]{32,36}|on", value)
    )
