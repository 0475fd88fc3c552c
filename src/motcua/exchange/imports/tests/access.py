"""Who may open the pages of imports: the control officer and the administrator."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.exchange.imports import queries, services
from motcua.exchange.imports.models import RefusedRow
from tests.access import Access
from tests.cast import Cast

READERS = frozenset({"kiem", "quan"})


def _import(cast: Cast, data: bytes = b"[{}]", name: str = "h.json") -> dict[str, object]:
    from motcua.exchange.imports.tests.stage import NOW

    made = services.begin(chunks=[data], name=name, by=cast.actor("kiem"), now=NOW)
    if made.state == "waiting":
        services.run(import_id=made.pk, now=lambda: NOW)
    return {"pk": made.pk}


def _table(cast: Cast) -> dict[str, object]:
    return _import(cast, "Mã hồ sơ,Cột lạ\nA,B\n".encode(), "h.csv")


def _row(cast: Cast) -> dict[str, object]:
    source = queries.one(_import(cast)["pk"])
    return {"pk": RefusedRow.objects.get(source=source).pk}


def _upload(cast: Cast) -> dict[str, object]:
    return {"file": SimpleUploadedFile("h.json", json.dumps([{}]).encode())}


ACCESS = [
    Access("imports:list", allowed=READERS),
    Access("imports:list", allowed=READERS, method="post", data=_upload),
    Access("imports:quality", allowed=READERS),
    Access("imports:one", allowed=READERS, kwargs=_import),
    Access("imports:columns", allowed=READERS, kwargs=_table),
    Access("imports:columns", allowed=READERS, kwargs=_table, method="post", data={"cot0": "MaHoSo"}),
    Access("imports:row", allowed=READERS, kwargs=_row),
    Access("imports:row", allowed=READERS, kwargs=_row, method="post", data={"drop": "1"}),
]
