"""Who may open the pages of the catalogue."""

from motcua.operate.catalogue.tests.building import keep
from tests.access import EVERYONE, OFFICIALS, Access
from tests.cast import Cast

CONTROL = frozenset({"kiem", "quan"})


def _one(cast: Cast) -> dict[str, object]:
    keep("9.000001", "2026", name="Thủ tục để thử quyền")
    return {"code": "9.000001"}


def _version(cast: Cast) -> dict[str, object]:
    return {**_one(cast), "number": 1}


ACCESS = [
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
]
