"""Pages for what goes wrong, in plain Vietnamese, with the right status and without a traceback.

None of them asks the database, because that may be what is broken. What a person typed is offered again.
"""

import logging
import sys
from http import HTTPStatus
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone

from motcua.kernel.ui import keeping
from motcua.kernel.ui.context import THEMES, theme_of

log = logging.getLogger(__name__)
API: Final = "/api/"

TITLES: Final = {
    400: "Yêu cầu không đọc được",
    403: "Bạn không có quyền làm việc này",
    404: "Không tìm thấy trang",
    500: "Hệ thống gặp lỗi",
    503: "Hệ thống đang không kết nối được cơ sở dữ liệu",
}
TEXTS: Final = {
    400: "Hệ thống không hiểu yêu cầu vừa nhận. Chưa có gì thay đổi. Hãy quay lại trang trước và thử lại.",
    403: "Chưa có gì thay đổi. Nếu bạn cần làm việc này, hãy hỏi người quản trị đơn vị hoặc dùng tài khoản khác.",
    404: "Địa chỉ có thể đã gõ sai, hoặc trang đã được chuyển đi. Hãy tìm lại từ trang chủ.",
    500: "Việc bạn vừa làm chưa được ghi lại. Lỗi đã được báo cho người quản trị. Hãy thử lại sau ít phút.",
    503: "Những gì bạn vừa nhập chưa bị mất: chúng ở ngay dưới đây. Hãy chờ ít phút rồi bấm “Gửi lại”.",
}
QUIET_503: Final = "Chưa có gì thay đổi. Hãy chờ ít phút rồi tải lại trang này."


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A refusal may carry its reason: `PermissionDenied("Chỉ lãnh đạo đơn vị được ký.")`."""
    return page(request, 403, reason=str(exception) if exception and str(exception) else "")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Anything unforeseen; a database that is away is told apart even when it failed outside a view."""
    error = sys.exc_info()[1]
    return away(request) if error is not None and is_away(error) else page(request, 500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old (signed in again, cookies cleared): offer the same form with a fresh one.

    Only when the browser says that the form came from our own page; otherwise nothing can be sent by one click.
    """
    log.info("form token refused: %s", reason)
    if request.path.startswith(API):
        return problem(request, 403, "Thiếu hoặc sai mã chống giả mạo (CSRF).")
    posted = keeping.posted_of(request) if keeping.same_site(request) else None
    return plain(request, "ui/kept.html", 403, {"posted": posted, "reason": "stale"})


def away(request: HttpRequest) -> HttpResponse:
    """The database does not answer: 503, and what was typed in the page itself."""
    if request.path.startswith(API):
        return problem(request, 503, "Cơ sở dữ liệu đang không trả lời. Chưa có gì được ghi. Hãy gửi lại sau ít phút.")
    posted = keeping.posted_of(request)
    context: dict[str, object] = {
        "title": TITLES[503],
        "text": TEXTS[503] if posted else QUIET_503,
        "posted": posted,
        "reason": "away",
    }
    response = plain(request, "ui/kept.html" if posted else "ui/error.html", 503, context)
    response["Retry-After"] = "30"
    return response


def is_away(error: BaseException) -> bool:
    """Whether `error` means that the database cannot be reached or is too busy, rather than a mistake of ours."""
    if isinstance(error, InterfaceError):
        return True
    words = ("no such table", "no such column", "syntax error", "has no column")
    return isinstance(error, OperationalError) and not any(word in str(error) for word in words)


def page(request: HttpRequest, status: int, *, reason: str = "") -> HttpResponse:
    """The page, or for the API the problem document, of `status`."""
    if request.path.startswith(API):
        return problem(request, status, reason or TEXTS[status])
    return plain(request, "ui/error.html", status, {"title": TITLES[status], "text": TEXTS[status], "detail": reason})


def plain(request: HttpRequest, template: str, status: int, context: dict[str, object]) -> HttpResponse:
    """A page drawn without session, messages or database."""
    frame = {"theme": theme_of(request), "themes": THEMES.items(), "status": status, "now": timezone.now()}
    token = {"csrf_token": get_token(request)} if context.get("posted") else {}
    return HttpResponse(render_to_string(template, {**frame, **token, **context}), status=status)


def problem(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """A problem document (RFC 9457)."""
    body = {
        "type": "about:blank", "title": TITLES.get(status, HTTPStatus(status).phrase), "status": status,
        "detail": detail, "instance": request.path,
    }  # fmt: skip
    return JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )
