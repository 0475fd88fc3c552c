"""Numbers for a counter that is cut off: take a block, print or save it, bring the list back, close it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.actors import Actor
from motcua.kernel.time import local_date
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.intake.queries import blocks as reading
from motcua.operate.intake.queries import offline as pages
from motcua.operate.intake.queries.blocks import NumberBlock
from motcua.operate.intake.rules.blocks import COLUMNS
from motcua.operate.intake.services import blocks
from motcua.operate.journeys.desk.seat import seat_of
from motcua.operate.journeys.forms.desk_blocks import CloseForm, ReserveForm, TakeInForm
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(Role.RECEPTION)
def listing(request: HttpRequest) -> HttpResponse:
    """The blocks of my counter, and taking another one."""
    by, now = people.actor_of(request, Role.RECEPTION), seat_of(request).now
    form = ReserveForm(request.POST or None, initial={"on": local_date(now), "count": 10})
    if form.is_valid():
        data = form.cleaned_data
        outcome = blocks.reserve(unit=by.unit, on=data["on"], count=data["count"], by=by, now=now)
        if not isinstance(outcome, Refusal):
            messages.success(
                request, f"Đã lấy {outcome.last - outcome.first + 1} mã. Hãy in hoặc lưu trang ngoại tuyến."
            )
            return redirect("journeys:block", block_id=outcome.pk)
        form.add_error(None, outcome.message)
    context = {"form": form, "accounts": reading.of_unit(by.unit)}
    return render(request, "journeys/desk/blocks.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(Role.RECEPTION)
def page(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """One block: every number with what became of it; bringing the counter's list back."""
    block, by = _block(request, block_id)
    form, taken = TakeInForm(request.POST or None, request.FILES or None), None
    if form.is_valid():
        outcome = blocks.take_in(block_id=block.pk, text=form.cleaned_data["text"], by=by, now=seat_of(request).now)
        if isinstance(outcome, Refusal):
            form.add_error(None, outcome.message)
        else:
            taken = outcome
    return _show(request, block, form, taken)


def _show(request: HttpRequest, block: NumberBlock, form: TakeInForm, taken: blocks.Taken | None) -> HttpResponse:
    context = {
        "run": block,
        "numbers": reading.numbers(block),
        "form": form,
        "close_form": CloseForm(),
        "taken": taken,
        "columns": ", ".join(words for _, words in COLUMNS),
    }
    wrong = bool(form.errors or (taken is not None and taken.wrong))
    return render(request, "journeys/desk/block.html", context, status=422 if wrong else 200)


@require_POST
@official_required(Role.RECEPTION)
def close(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """Void what was not used."""
    block, by = _block(request, block_id)
    reason = request.POST.get("reason", "")
    outcome = blocks.close(block_id=block.pk, reason=reason, by=by, now=seat_of(request).now)
    if isinstance(outcome, Refusal):
        messages.warning(request, outcome.message)
    else:
        messages.success(request, "Đã đóng dải số. Các mã chưa dùng đã huỷ và được ghi lại.")
    return redirect("journeys:block", block_id=block.pk)


@require_safe
@official_required(Role.RECEPTION)
def sheet(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """The sheet to print: one line for each number, to be filled in by hand."""
    block, _ = _block(request, block_id)
    context = {"run": block, "numbers": reading.numbers(block), "columns": COLUMNS[1:]}
    return render(request, "journeys/desk/block_sheet.html", context)


@require_safe
@official_required(Role.RECEPTION)
def offline(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """A page to save: it asks nothing of any server, keeps what is typed, and saves it as a table."""
    block, _ = _block(request, block_id)
    codes = [one.code for one in reading.numbers(block) if one.state == "free"]
    body = pages.page(
        key=str(block.pk), title=f"Tiếp nhận ngoại tuyến {block}", agency=people.agency().name, codes=codes
    )
    response = HttpResponse(body, content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tiep-nhan-{block.day}-{block.first:04d}.html"'
    response["Cache-Control"] = "private, no-store"
    return response


def _block(request: HttpRequest, block_id: UUID) -> tuple[NumberBlock, Actor]:
    by = people.actor_of(request, Role.RECEPTION)
    block = reading.one(block_id, by.unit)
    if block is None:
        raise Http404
    return block, by
