"""Who may open the pages of paper."""

from datetime import timedelta

from django.utils import timezone

from motcua.operate.dossiers.queries.book import Period
from motcua.operate.paperwork import queries, services
from motcua.operate.paperwork.services import long_books
from motcua.operate.paperwork.tests.samples import docx
from motcua.operate.paperwork.tests.stage import Office
from tests.access import OFFICIALS, Access

__all__ = ["ACCESS"]

READERS = OFFICIALS - {"quan"}  # the administrator has no dossiers
SCOPE = READERS - {"quang"}  # who may see a dossier of the unit of hoa and dung, received by minh


def _accepted(cast):
    office = Office(cast, timezone.now() - timedelta(hours=3))
    return office.act(office.file(), "minh", "accept")


def _dossier(cast):
    return {"dossier_id": _accepted(cast).pk}


def _ticked(cast):
    return {"chon": [str(_accepted(cast).pk)]}


def _slip(cast):
    dossier = _accepted(cast)
    offer = queries.offer(dossier, purpose="receipt_slip")
    return {"dossier_id": dossier.pk, "purpose": offer.purpose, "occasion": offer.occasion}


def _template(cast):
    row = services.take_template(
        name="Mẫu", procedure_code="", kind="approval", data=docx("Cấp cho {{chu_ho_so}}"), file_name="m.docx",
        by=cast.actor("kiem"), now=timezone.now(),
    )  # fmt: skip
    return {"template_id": row.pk}


def _assigned(cast):
    office = Office(cast, timezone.now() - timedelta(hours=3))
    return office, office.act(office.act(office.file(), "minh", "accept"), "hoa", "assign")


def _copy(cast):
    office, dossier = _assigned(cast)
    row = services.put_docx(
        dossier=dossier, data=docx("Bản sửa"), file_name="sua.docx", by=cast.actor("hoa"), now=office.now
    )
    return {"dossier_id": dossier.pk, "copy_id": row.pk}


def _book(cast):
    day, now = timezone.localdate(), timezone.now()
    asked = long_books.ask_for_book(
        period=Period(day, day), named=True, rows=0, by=cast.actor("van"), now=now
    )  # fmt: skip
    long_books.write_book(book_id=asked.pk, now=timezone.now)
    return {"book_id": asked.pk}


KEEPERS = {"kiem", "dung", "van"}
DRAFTERS = {"hoa", "dung"}

ACCESS = [
    Access("paperwork:slips", allowed=SCOPE, kwargs=_dossier),
    Access("paperwork:slip", allowed=SCOPE, kwargs=lambda cast: _slip(cast) | {"kind": "pdf"}),
    Access("paperwork:reissue", allowed={"minh", "dung"}, kwargs=_slip),
    Access("paperwork:control", allowed=SCOPE, kwargs=_dossier),
    Access("paperwork:many", allowed=READERS, data=_ticked),
    Access("paperwork:many-pdf", allowed=READERS, data=_ticked),
    Access("paperwork:book", allowed=READERS),
    Access("paperwork:book-pdf", allowed=READERS),
    Access("paperwork:book-xlsx", allowed=READERS),
    Access("paperwork:book-order", allowed=READERS, method="post"),
    Access("paperwork:book-file", allowed={"van"}, kwargs=_book),
    Access("paperwork:book-take", allowed={"van"}, kwargs=_book),
    Access("paperwork:templates", allowed=KEEPERS | {"hoa", "quang"}),
    Access("paperwork:template-new", allowed=KEEPERS),
    Access("paperwork:template-file", allowed=KEEPERS | {"hoa", "quang"}, kwargs=_template),
    Access("paperwork:template-withdraw", allowed=KEEPERS, kwargs=_template, method="post"),
    Access("paperwork:drafting", allowed=DRAFTERS, kwargs=lambda cast: {"dossier_id": _assigned(cast)[1].pk}),
    Access("paperwork:filled", allowed=DRAFTERS, kwargs=lambda cast: _dossier(cast) | _template(cast)),
    Access("paperwork:copy", allowed=SCOPE, kwargs=_copy),
]
