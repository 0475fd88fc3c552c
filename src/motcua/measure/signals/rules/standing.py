"""The life of a signal: raised, answered, judged, and open again only for evidence nobody has judged. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Protocol

from motcua.measure.signals.rules.finding import Finding

OPEN: Final = "open"
ANSWERED: Final = "answered"
OUTCOMES: Final[Mapping[str, str]] = {
    "founded": "Có căn cứ",
    "unfounded": "Không có căn cứ",
    "needs_more": "Cần làm rõ thêm",
}
STATES: Final[Mapping[str, str]] = {OPEN: "Mới", ANSWERED: "Đã giải trình", **OUTCOMES}
JUDGED: Final = frozenset({"founded", "unfounded"})
LONGEST: Final = 4000


class EventLike(Protocol):
    """What folding reads of an event."""

    stream_id: str
    type: str
    version: int
    payload: Mapping[str, Any]
    actor_id: str
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A signal as its events tell. `evidence`: rows as in the payload, oldest first."""

    id: str
    version: int = 0
    rule: str = ""
    rule_version: int = 0
    thresholds: str = ""
    kind: str = ""
    subject: str = ""
    window: str = ""
    unit: str = ""
    officer: str = ""
    words: str = ""
    state: str = OPEN
    evidence: tuple[Mapping[str, Any], ...] = ()
    raised_at: datetime | None = None
    changed_at: datetime | None = None
    judged_at: datetime | None = None
    judged_by: str = ""
    times_raised: int = 0

    @property
    def keys(self) -> frozenset[str]:
        """What is known already."""
        return frozenset(f"{row['dossier']}:{row['version']}" for row in self.evidence)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An expected "no", in words for people; `who` could do it."""

    code: str
    message: str
    who: str = ""


def fold(before: Standing | None, event: EventLike) -> Standing:
    """The standing after `event`."""
    now = before or Standing(event.stream_id)
    said, at = event.payload, event.occurred_at
    now = replace(now, version=event.version, changed_at=at)
    match event.type:
        case "signal.raised" | "signal.raised_again" | "signal.evidence_added":
            names = ("rule", "rule_version", "thresholds", "kind", "subject", "window", "unit", "officer", "words")
            told = {name: said[name] for name in names}
            fresh = event.type != "signal.evidence_added"
            return replace(
                now,
                **told,
                evidence=(*now.evidence, *said["evidence"]),
                state=OPEN if fresh else now.state,
                raised_at=at if fresh else now.raised_at,
                times_raised=now.times_raised + fresh,
            )
        case "signal.answered":
            return replace(now, state=ANSWERED)
        case "signal.judged":
            return replace(now, state=said["outcome"], judged_at=at, judged_by=event.actor_id)
    return now


def news(standing: Standing | None, finding: Finding) -> tuple[str, tuple[dict[str, Any], ...]] | None:
    """What a finding adds: the type of event and the new rows of evidence; None when everything is known already.

    What was judged is opened again only by evidence that was not there; open questions just get it added.
    """
    known = standing.keys if standing else frozenset()
    rows = tuple(
        {"dossier": row.dossier, "code": row.code, "version": row.version, "at": row.at.isoformat(), "words": row.words}
        for row in finding.evidence
        if row.key not in known
    )
    if not rows:
        return None
    if standing is None:
        return "signal.raised", rows
    return ("signal.raised_again" if standing.state in JUDGED else "signal.evidence_added"), rows


def may_answer(standing: Standing, *, account: str, heads: Iterable[str]) -> Refusal | None:
    """Whether this official may answer: the one who is asked, or the head of his unit; not once it is judged."""
    if standing.state in JUDGED:
        return Refusal("judged", "Dấu hiệu này đã được kết luận.", "Thanh tra")
    if account != standing.officer and standing.unit not in set(heads):
        return Refusal("not_asked", "Câu hỏi này không gửi cho bạn.", "Người được hỏi hoặc trưởng đơn vị")
    return None


def may_judge(standing: Standing, *, account: str, inspector: bool, outcome: str, reason: str) -> Refusal | None:
    """Whether this official may close it so: an inspector, with a reason, and never about himself."""
    if not inspector:
        return Refusal("wrong_role", "Chỉ thanh tra kết luận về dấu hiệu.", "Thanh tra")
    if account in {standing.officer, standing.subject}:
        return Refusal("own", "Bạn không kết luận về việc của chính mình.", "Thanh tra khác")
    if standing.state in JUDGED:
        return Refusal("judged", "Dấu hiệu này đã được kết luận; chứng cứ mới sẽ tự mở lại.")
    if outcome not in OUTCOMES:
        return Refusal("no_outcome", "Hãy chọn kết luận.")
    return text_refusal(reason, "Hãy ghi lý do của kết luận.")


def text_refusal(text: str, empty: str) -> Refusal | None:
    """Why a text cannot be kept; None when it can."""
    if not text.strip():
        return Refusal("no_text", empty)
    if len(text) > LONGEST:
        return Refusal("too_long", f"Nội dung dài quá {LONGEST} ký tự.")
    return None
