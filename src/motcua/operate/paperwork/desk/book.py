"""The register book: choose a period, see how long the book is and its first rows, print it or take it as XLSX."""

import tempfile
from collections.abc import Sequence
from typing import NamedTuple

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.kernel.documents.services import as_response
from motcua.operate.dossiers.queries.book import Period
from motcua.operate.paperwork import queries, services
from motcua.operate.paperwork.desk.seat import NAMED, READERS, grants_of, origin_of
from motcua.operate.paperwork.forms import BookForm
from motcua.operate.paperwork.queries import books
from motcua.operate.paperwork.services import long_books
from motcua.people import queries as people
from motcua.people.rules import Grant
from motcua.people.services import official_required
from motcua.people.services.readings import note_export

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 20


@require_safe
@official_required(*READERS)
def page(request: HttpRequest) -> HttpResponse:
    """The period and filters, how many rows that is, the first of them, and the parts of the PDF."""
    asked = _asked(request)
    if isinstance(asked, HttpResponse):
        return asked
    form, period, grants, named, total = asked
    parts = _parts(total)
    context = {
        "form": form,
        "period": period,
        "total": total,
        "named": named,
        "rows": list(queries.lines(grants=grants, period=period, named=named, limit=SHOWN)),
        "parts": range(1, parts + 1),
        "long": services.too_long_words(total, parts) if parts > 1 else "",
        "query": form.address(),
        "in_background": total > long_books.AT_ONCE,
        "own_books": books.own(request.user),
        "spec": services.spec_of(period)[0],
        "books": services.books(period),
    }
    return render(request, "paperwork/desk/book.html", context)


@require_safe
@official_required(*READERS)
def pdf(request: HttpRequest) -> HttpResponse:
    """One part of the book as PDF; a part that does not exist is told in words."""
    asked, now = _asked(request), timezone.now()
    if isinstance(asked, HttpResponse):
        return asked
    form, period, grants, named, total = asked
    parts, text = _parts(total), request.GET.get("phan", "1")
    part = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not 1 <= part <= parts:
        context = {"form": form, "no_part": f"Sổ của kỳ này có {parts} phần, không có phần “{text[:20]}”."}
        return render(request, "paperwork/desk/book.html", context, status=422)
    note_export(request, name="book", grants=grants, now=now, rows=min(total, services.MOST_PRINTED))
    data = services.book_pdf(
        grants=grants, period=period, named=named, part=part, parts=parts, now=now, origin=origin_of(request)
    )
    return as_response(data, f"so-theo-doi-{_name(period)}-{part}.pdf")


@require_safe
@official_required(*READERS)
def xlsx(request: HttpRequest) -> HttpResponseBase:
    """The whole book, written row by row to a file on disk."""
    asked, now = _asked(request), timezone.now()
    if isinstance(asked, HttpResponse):
        return asked
    form, period, grants, named, total = asked
    if total > long_books.AT_ONCE:
        messages.info(request, "Sổ dài nên được lập ở chế độ nền: hãy bấm “Lập tệp XLSX cả sổ”.")
        return redirect(f"{reverse('paperwork:book')}?{form.address()}")
    note_export(request, name="book", grants=grants, now=now, rows=total)
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it when it was sent
    services.book_xlsx(file, grants=grants, period=period, named=named, now=now)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=file_name(period), content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    return response


class _Asked(NamedTuple):
    """What was asked for, by whom, and how many rows the book has for him."""

    form: BookForm
    period: Period
    grants: Sequence[Grant]
    named: bool
    total: int


def _asked(request: HttpRequest) -> _Asked | HttpResponse:
    """The book in the address; a page that says what is wrong with it."""
    form = asked_book(request.GET)
    period = form.period()
    if period is None:
        return render(request, "paperwork/desk/book.html", {"form": form}, status=422)
    grants, named = grants_of(request), people.has_role(request.user, *NAMED)
    return _Asked(form, period, grants, named, queries.total(grants=grants, period=period))


def asked_book(data: QueryDict) -> BookForm:
    """The form with what was asked for; this month where nothing was."""
    today = timezone.localdate()
    return BookForm(data, first=today.replace(day=1), last=today)


def rows_of(request: HttpRequest, period: Period) -> int:
    """How many rows the book of the period has for this person."""
    return queries.total(grants=grants_of(request), period=period)


def file_name(period: Period) -> str:
    """What the file of a whole book is called."""
    return f"so-theo-doi-{_name(period)}.xlsx"


def _parts(total: int) -> int:
    return max(1, -(-total // services.MOST_PRINTED))


def _name(period: Period) -> str:
    return f"{period.first:%Y%m%d}-{period.last:%Y%m%d}"
