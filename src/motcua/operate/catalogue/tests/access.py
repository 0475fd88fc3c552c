"""Who may open the pages of the catalogue."""

import json

from motcua.operate.catalogue import rules, services
from motcua.operate.catalogue.models import CatalogueFile
from motcua.operate.catalogue.tests.building import NOW, begun, keep, source_record
from tests.access import EVERYONE, OFFICIALS, Access
from tests.cast import Cast

CONTROL = frozenset({"kiem", "quan"})
WRITERS = frozenset({"kiem"})
DECIDERS = frozenset({"dung", "son"})


def _one(cast: Cast) -> dict[str, object]:
    keep("9.000001", "2026", name="Thủ tục để thử quyền")
    return {"code": "9.000001"}


def _version(cast: Cast) -> dict[str, object]:
    return {**_one(cast), "number": 1}


def _file(cast: Cast) -> dict[str, object]:
    data = json.dumps([source_record()]).encode()
    by = cast.actor("kiem", "control_officer")
    kept = services.begin_import(data=data, name="danh-muc.json", by=by, now=NOW)
    assert isinstance(kept, CatalogueFile)
    return {"pk": kept.pk}


def _two(cast: Cast) -> dict[str, object]:
    keep("9.000001", "2026", name="Thủ tục để thử quyền", sets=2)
    return {**_one(cast), "old": 1, "new": 2}


def _draft(cast: Cast) -> dict[str, object]:
    _one(cast)
    return {"draft_id": begun("9.000001").pk}


def _part(cast: Cast) -> dict[str, object]:
    return {**_draft(cast), "key": "giay-to"}


def _paper(cast: Cast) -> dict[str, object]:
    keep("9.000001", "2026", name="Thủ tục để thử quyền", components=(rules.Component("TP1", "Đơn"),))
    return {"code": "9.000001", "component": "TP1"}


ACCESS = [
    Access("catalogue:import", allowed=CONTROL),
    Access("catalogue:export", allowed=CONTROL, kwargs={"shape": "json"}),
    Access("catalogue:import-report", allowed=CONTROL, kwargs=_file),
    Access("catalogue:import-refused", allowed=CONTROL, kwargs=_file),
    Access("catalogue:list", allowed=EVERYONE),
    Access("catalogue:procedure", allowed=EVERYONE, kwargs=_one),
    Access("catalogue:version", allowed=EVERYONE, kwargs=_version),
    Access("catalogue:linked-data", allowed=EVERYONE, kwargs=_one),
    Access("catalogue:which", allowed=EVERYONE),
    Access("catalogue:which-answers", allowed=EVERYONE, kwargs={"answers": "hoc-sinh/chuyen-truong"}),
    Access("catalogue:event", allowed=EVERYONE, kwargs={"key": "thi-tot-nghiep"}),
    Access("api:procedures", allowed=EVERYONE),
    Access("api:procedure-version", allowed=EVERYONE, kwargs=_version),
    Access("api:life-events", allowed=EVERYONE),
    Access("api:procedure", allowed=EVERYONE, kwargs=_one),
    Access("catalogue:desk", allowed=OFFICIALS),
    Access("catalogue:desk-level", allowed=CONTROL, kwargs=_one),
    Access("catalogue:difference", allowed=EVERYONE, kwargs=_two),
    Access("catalogue:drafts", allowed=WRITERS | DECIDERS),
    Access("catalogue:draft-new", allowed=WRITERS),
    Access("catalogue:texts", allowed=WRITERS | DECIDERS, kwargs=_one),
    Access("catalogue:draft-begin", allowed=WRITERS, kwargs=_one, method="post"),
    Access("catalogue:draft", allowed=WRITERS | DECIDERS, kwargs=_draft),
    Access("catalogue:draft-part", allowed=WRITERS, kwargs=_part),
    Access("catalogue:draft-compare", allowed=WRITERS | DECIDERS, kwargs=_draft),
    Access("catalogue:draft-preview", allowed=WRITERS | DECIDERS, kwargs=_draft),
    Access("catalogue:draft-send", allowed=WRITERS, kwargs=_draft, method="post"),
    Access("catalogue:draft-decide", allowed=DECIDERS, kwargs=_draft),
    Access("catalogue:draft-back", allowed=DECIDERS, kwargs=_draft),
    Access("catalogue:draft-drop", allowed=WRITERS, kwargs=_draft),
    Access("catalogue:repeal", allowed=DECIDERS, kwargs=_one),
    Access("catalogue:orphans", allowed=OFFICIALS),
    Access("catalogue:touched", allowed=OFFICIALS),
    Access("catalogue:papers", allowed=OFFICIALS),
    Access("catalogue:papers-export", allowed=OFFICIALS),
    Access("catalogue:paper-mark", allowed=WRITERS, kwargs=_paper),
    Access("catalogue:decentralisations", allowed=OFFICIALS),
    Access("catalogue:decentralisation", allowed=WRITERS, kwargs=_one),
]
