"""Who may open the pages of the checks."""

from datetime import UTC, datetime
from uuid import UUID

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef, append
from tests.access import Access

KEY = UUID("0190a000-0000-7000-8000-000000000008")
AT = datetime(2024, 3, 5, 9, tzinfo=UTC)
SEEN = {"kiem", "thanh", "an"}


def a_finding(cast):
    """A finding about a unit's year."""
    stream = StreamRef("figure_check", str(KEY))
    if not log.version(stream):
        payload = {
            "check": "no_due", "unit": "sgddt-qlcl", "period": "2024", "thresholds": "t", "words": "3 trong 9 hồ sơ.",
            "flagged": 3, "looked": 9,
            "figure": {"name": "Đúng hạn", "official": [6, 6], "robust": [6, 9], "estimate": False},
            "evidence": [{"dossier": str(KEY), "code": "H-1", "at": AT.isoformat(), "words": "không có hạn"}],
        }  # fmt: skip
        append(
            stream=stream, expected_version=0, type="figure_check.found", payload=payload, actor=SYSTEM,
            occurred_at=AT, recorded_at=AT, command_id=f"figures:{KEY}",
        )  # fmt: skip
    return {"pk": KEY}


ACCESS = [
    Access("checks:list", allowed=SEEN),
    Access("checks:one", allowed=SEEN, kwargs=a_finding),
    Access("checks:decide", allowed={"kiem", "thanh"}, kwargs=a_finding, method="post", data={}),
]
