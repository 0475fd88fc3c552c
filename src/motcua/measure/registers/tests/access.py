"""Who may open the pages of the registers: control officer and inspector, and the auditor who only reads."""

from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.kernel.time import TZ
from motcua.measure.registers import services
from motcua.measure.registers.tests.building import csv_of, declared
from tests.access import Access
from tests.cast import Cast

READERS = frozenset({"kiem", "thanh", "an"})
WRITERS = frozenset({"kiem", "thanh"})
NOW = datetime(2024, 3, 5, 9, tzinfo=TZ)
ROW = {"code": "PAKN1", "received_on": "08/01/2024"}


def _file(cast: Cast) -> dict[str, object]:
    data = csv_of("feedback", ROW)
    done = services.import_file(kind="feedback", data=data, name="p.csv", by=cast.actor("thanh"), now=NOW)
    return {"pk": done.file_id}


def _declaration(cast: Cast) -> dict[str, object]:
    return {"pk": declared(cast, NOW, "III.1", date(2024, 1, 1), date(2024, 1, 31), 1, 2).pk}


def _upload(cast: Cast) -> dict[str, object]:
    return {"file": SimpleUploadedFile("p.csv", csv_of("feedback", ROW))}


ACCESS = [
    Access("registers:desk", allowed=READERS),
    Access("registers:kind", allowed=READERS, kwargs={"kind": "payments"}),
    Access("registers:kind", allowed={"kiem"}, kwargs={"kind": "payments"}, method="post", data={}),
    Access("registers:kind", allowed=WRITERS, kwargs={"kind": "feedback"}, method="post", data=_upload),
    Access("registers:template", allowed=READERS, kwargs={"kind": "payments"}),
    Access("registers:report", allowed=READERS, kwargs=_file),
    Access("registers:original", allowed=READERS, kwargs=_file),
    Access("registers:refused", allowed=READERS, kwargs=_file),
    Access("registers:declare", allowed=WRITERS),
    Access("registers:declare", allowed=WRITERS, method="post", data={}),
    Access("registers:evidence", allowed=READERS, kwargs=_declaration),
]
