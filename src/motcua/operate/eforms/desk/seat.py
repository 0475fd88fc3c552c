"""What every page of the builder needs: who makes forms, the draft on the bench, and what to say when it moved on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from motcua.kernel.actors import Actor
from motcua.operate.eforms.queries import workshop
from motcua.operate.eforms.queries.workshop import Bench
from motcua.operate.eforms.rules import Refused, uses
from motcua.operate.eforms.services.workshop import MAKERS
from motcua.people.queries import actor_of, has_role
from motcua.people.services import official_required

maker = official_required(*MAKERS)
KEPT = "Những gì bạn nhập vẫn còn nguyên dưới đây. Bấm lưu lần nữa để ghi vào bản mới nhất."


def by(request: HttpRequest) -> Actor:
    """Who acts, in the role that lets them make forms."""
    roles = [role for role in MAKERS if has_role(request.user, role)]
    return actor_of(request, roles[0])


def bench_of(key: str) -> Bench:
    """The draft being worked on; 404 when there is none."""
    found = workshop.bench(key)
    if found is None:
        raise Http404("Biểu mẫu này không có bản nháp nào đang mở.")
    return found


def section_of(bench: Bench, key: str) -> dict[str, Any]:
    found = uses.find_section(bench.definition, key)
    if found is None:
        raise Http404("Mục này không còn trong bản nháp.")
    return found


def base_version(request: HttpRequest) -> int:
    """The version of the draft that the page showed."""
    text = str(request.POST.get("_version", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def tell(request: HttpRequest, refused: Refused) -> None:
    """Say why nothing was done, with the places to look at first."""
    places = "; ".join(error.message for error in refused.errors[:8])
    more = f" và {len(refused.errors) - 8} chỗ nữa" if len(refused.errors) > 8 else ""
    messages.warning(request, f"{refused.message} {places}{more}".strip() + ("." if places else ""))


def to_bench(key: str, at: str = "", *, outcome: str = "") -> HttpResponse:
    """Back to the bench, at one part of it. `outcome`: "xoa" (that part is deleted), "chua" (nothing was done)."""
    response = redirect("eforms:builder-edit", key=key)
    response["Location"] += f"?vua={outcome}" if outcome else f"#{at}" if at else ""
    return response
