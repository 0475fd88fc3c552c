"""Who may open the pages of processes."""

from motcua.kernel.actors import SYSTEM
from motcua.operate.processes import services
from motcua.operate.processes.tests.scenes import NOW, office_draft
from tests.access import OFFICIALS, Access
from tests.cast import Cast

CONTROL = frozenset({"kiem", "quan"})


def _draft(cast: Cast) -> dict[str, object]:
    office_draft()
    return {"key": "thu"}


def _start(cast: Cast) -> dict[str, object]:
    return {**_draft(cast), "node": "start"}


def _version(cast: Cast) -> dict[str, object]:
    services.load(now=NOW)
    return {"key": "standard", "number": 1}


def _standard(cast: Cast) -> dict[str, object]:
    _version(cast)
    services.start(key="khac", name="Khác", by=SYSTEM, now=NOW)
    return {"key": "standard"}


ACCESS = [
    Access("processes:desk", allowed=OFFICIALS),
    Access("processes:new", allowed=CONTROL),
    Access("processes:version", allowed=OFFICIALS, kwargs=_version),
    Access("processes:revise", allowed=CONTROL, kwargs=_standard, method="post"),
    Access("processes:follow", allowed=CONTROL, kwargs=_standard, method="post"),
    Access("processes:draft", allowed=CONTROL, kwargs=_draft),
    Access("processes:drawing", allowed=CONTROL, kwargs=_draft),
    Access("processes:examples", allowed=CONTROL, kwargs=_draft),
    Access("processes:publish", allowed=CONTROL, kwargs=_draft),
    Access("processes:step", allowed=CONTROL, kwargs=_start),
    Access("processes:branch", allowed=CONTROL, kwargs=_start),
]
