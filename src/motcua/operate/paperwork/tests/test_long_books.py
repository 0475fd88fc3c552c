"""A book too long for one request: written by the worker, taken by who asked, erased after some days."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from motcua.operate.dossiers.queries.book import Period
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.paperwork.models import BookFile
from motcua.operate.paperwork.queries.books import place
from motcua.operate.paperwork.services import long_books


@pytest.fixture
def period(office):
    day = office.now.date()
    return Period(day.replace(month=1, day=1), day)


def ask(office, period, name="van", now=None, **more):
    by = office.cast.actor(name)
    return long_books.ask_for_book(period=period, named=True, rows=2, by=by, now=now or office.now, **more)


def write(office, book):
    long_books.write_book(book_id=book.pk, now=lambda: office.now)
    book.refresh_from_db()
    return book


def test_the_file_holds_the_same_rows_as_the_book_taken_at_once(office, period):
    codes = {office.finished(office.file()).code for _ in range(3)}
    book = write(office, ask(office, period))
    assert (book.state, book.done, book.total) == ("done", 3, 3)
    sheet = openpyxl.load_workbook(io.BytesIO(place(book).read_bytes())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert {row[1] for row in rows} >= codes
    assert rows[0][7].year == office.now.year, "a date is a date"
    assert place(book).stat().st_mode & 0o077 == 0, "nobody else on the machine reads it"


def test_asked_twice_it_is_written_once_and_a_third_book_waits(office, period):
    first = ask(office, period)
    assert ask(office, period) == first
    other = Period(period.first, period.first)
    assert isinstance(ask(office, other), BookFile)
    assert isinstance(ask(office, Period(period.last, period.last)), Refusal)


def test_a_run_that_was_cut_off_begins_anew_and_one_that_is_done_is_left_alone(office, period):
    office.finished(office.file())
    book = ask(office, period)
    BookFile.objects.filter(pk=book.pk).update(state="writing", done=1)
    write(office, book)
    before = place(book).stat().st_mtime_ns
    write(office, book)
    assert place(book).stat().st_mtime_ns == before


def test_what_fails_leaves_no_half_file_and_says_so(office, period, monkeypatch):
    book = ask(office, period)

    def fail(*args, **kwargs):
        raise OSError("đĩa đầy")

    monkeypatch.setattr(long_books, "book_xlsx", fail)
    with pytest.raises(OSError, match="đĩa đầy"):
        write(office, book)
    book.refresh_from_db()
    assert book.state == "failed"
    assert list(place(book).parent.glob(f"{book.pk}*")) == []


def test_after_its_days_the_file_is_gone_and_who_never_got_one_is_told(office, period):
    book = write(office, ask(office, period))
    stuck = ask(office, Period(period.first, period.first))
    long_books.erase_old_books(office.now + timedelta(days=6))
    assert place(book).is_file()
    long_books.erase_old_books(office.now + timedelta(days=8))
    book.refresh_from_db()
    stuck.refresh_from_db()
    assert not place(book).exists()
    assert book.erased_at is not None
    assert stuck.state == "failed"


def test_only_who_asked_sees_and_takes_it(office, period):
    book = write(office, ask(office, period))
    for name in ("book-file", "book-take"):
        address = reverse(f"paperwork:{name}", kwargs={"book_id": book.pk})
        assert office.cast.client("van").get(address).status_code == 200
        assert office.cast.client("kiem").get(address).status_code == 404


def test_a_long_book_is_offered_as_work_for_the_worker_and_shown_on_the_way(office, period, monkeypatch):
    office.finished(office.file())
    monkeypatch.setattr(long_books, "AT_ONCE", 0)
    van, query = office.cast.client("van"), {"tu": f"{period.first:%d/%m/%Y}", "den": f"{period.last:%d/%m/%Y}"}
    page = van.get(reverse("paperwork:book"), query)
    assert "Lập tệp XLSX cả sổ" in page.content.decode()
    direct = van.get(reverse("paperwork:book-xlsx"), query)
    assert direct.status_code == 302
    asked = van.post(reverse("paperwork:book-order"), query)
    book = BookFile.objects.get()
    assert asked["Location"] == reverse("paperwork:book-file", kwargs={"book_id": book.pk})
    shown = van.get(asked["Location"]).content.decode()
    assert "Đang chờ đến lượt" in shown
    long_books.write_book(book_id=book.pk, now=timezone.now)
    assert "Tải XLSX" in van.get(asked["Location"]).content.decode()
