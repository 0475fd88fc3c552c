"""Who may open the pages of signals: watchers all, heads their unit's, officials what they are asked."""

from datetime import UTC, datetime
from uuid import UUID

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef, append
from tests.access import Access

KEY = UUID("0190a000-0000-7000-8000-000000000007")
AT = datetime(2024, 3, 5, 9, tzinfo=UTC)
SEEN = {"thanh", "an", "dung", "hoa"}


def a_signal(cast):
    """A signal that asks hoa, of dung's unit."""
    stream = StreamRef("signal", str(KEY))
    if not log.version(stream):
        payload = {
            "rule": "supplements", "rule_version": 1, "thresholds": "t", "kind": "dossier", "subject": str(KEY),
            "window": "", "unit": "sgddt-qlcl", "officer": str(cast.hoa.pk), "words": "Bổ sung 3 lần.",
            "evidence": [{"dossier": str(KEY), "code": "H-1", "version": 3, "at": AT.isoformat(), "words": "lần 1"}],
        }  # fmt: skip
        append(
            stream=stream, expected_version=0, type="signal.raised", payload=payload, actor=SYSTEM, occurred_at=AT,
            recorded_at=AT, command_id=f"signal:{KEY}",
        )  # fmt: skip
    return {"pk": KEY}


ACCESS = [
    Access("signals:list", allowed={"thanh", "an", "dung"}),
    Access("signals:mine", allowed={"minh", "hoa", "dung", "son", "van", "quang"}),
    Access("signals:one", allowed=SEEN, kwargs=a_signal),
    Access("signals:answer", allowed=SEEN, kwargs=a_signal, method="post", data={}),
    Access("signals:judge", allowed={"thanh"}, kwargs=a_signal, method="post", data={}),
    Access("signals:orphans", allowed={"kiem", "thanh", "an", "quan"}),
]
