"""Errors of the API as problem details (RFC 9457): one shape for every "no"."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

MEDIA_TYPE = "application/problem+json"


class Problem(Schema):
    """What went wrong. `code` is stable, `detail` is for people, `errors` names places in the request."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    rule: str = ""
    who: str = ""
    errors: list[dict[str, Any]] = []


TITLES = {
    400: "Yêu cầu không đọc được",
    401: "Cần đăng nhập",
    403: "Không được phép",
    404: "Không tìm thấy",
    409: "Dữ liệu đã thay đổi",
    422: "Chưa thực hiện được",
    429: "Quá nhiều lần thử",
}


def problem(status: int, detail: str, *, code: str, **more: Any) -> HttpResponse:
    """A problem as an answer."""
    body = Problem(title=TITLES.get(status, "Lỗi"), status=status, detail=detail, code=code, **more)
    return JsonResponse(body.model_dump(), status=status, content_type=MEDIA_TYPE)


def register(api: NinjaAPI) -> None:
    """Let `api` answer its own errors as problems."""

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        places = [{"place": ".".join(map(str, item["loc"])), "message": item["msg"]} for item in error.errors]
        return problem(422, "Dữ liệu gửi lên chưa đúng.", code="invalid", errors=places)

    @api.exception_handler(AuthenticationError)
    def anonymous(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(401, "Bạn cần đăng nhập.", code="not_signed_in")

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error), code=f"http_{error.status_code}")
