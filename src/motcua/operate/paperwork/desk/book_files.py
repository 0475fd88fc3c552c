"""Long books as files: ask for one, see how far it is, take it."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from motcua.operate.dossiers.rules import Refusal
from motcua.operate.paperwork.desk.book import XLSX, asked_book, file_name, rows_of
from motcua.operate.paperwork.desk.seat import NAMED, READERS, grants_of
from motcua.operate.paperwork.models import BookFile
from motcua.operate.paperwork.queries import books
from motcua.operate.paperwork.services import long_books
from motcua.operate.paperwork.tasks import write
from motcua.people import queries as people
from motcua.people.services import official_required
from motcua.people.services.readings import note_export


@require_POST
@official_required(*READERS)
def order(request: HttpRequest) -> HttpResponse:
    """Ask for the whole book of the period as a file."""
    form = asked_book(request.POST)
    period = form.period()
    if period is None:
        return render(request, "paperwork/desk/book.html", {"form": form}, status=422)
    asked = long_books.ask_for_book(
        period=period,
        named=people.has_role(request.user, *NAMED),
        rows=rows_of(request, period),
        by=people.actor_of(request),
        now=timezone.now(),
    )
    if isinstance(asked, Refusal):
        messages.warning(request, asked.message)
        return redirect(f"{request.path.rsplit('/', 2)[0]}/?{form.address()}")
    if asked.state == BookFile.State.WAITING:
        write.enqueue(str(asked.pk))
    return redirect("paperwork:book-file", book_id=asked.pk)


@require_safe
@official_required(*READERS)
def page(request: HttpRequest, book_id: UUID) -> HttpResponse:
    """How far a book is, or the file."""
    book = _own(request, book_id)
    return render(request, "paperwork/desk/book_file.html", {"book": book, "kept_days": long_books.KEPT.days})


@require_safe
@official_required(*READERS)
def take(request: HttpRequest, book_id: UUID) -> HttpResponseBase:
    """The file, as often as wanted while it is kept."""
    book = _own(request, book_id)
    path = books.place(book)
    if not book.is_there or not path.is_file():
        raise Http404("Tệp này chưa xong hoặc đã xoá.")
    note_export(request, name="book", grants=grants_of(request), now=timezone.now(), rows=book.total)
    name = file_name(books.period_of(book))
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    return response


def _own(request: HttpRequest, book_id: UUID) -> BookFile:
    book = books.own_one(book_id, request.user)
    if book is None:
        raise Http404("Không có sổ này.")
    return book
