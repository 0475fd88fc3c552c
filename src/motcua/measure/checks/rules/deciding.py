"""The life of a finding: found, found again with new evidence, gone, and what a person decides. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Protocol

from motcua.measure.checks.rules.case import Finding

OPEN: Final = "open"
GONE: Final = "gone"
OUTCOMES: Final[Mapping[str, str]] = {"explained": "Đã làm rõ", "sent": "Đã chuyển thanh tra"}
STATES: Final[Mapping[str, str]] = {OPEN: "Cần xem", **OUTCOMES, GONE: "Không còn"}
LONGEST: Final = 4000
TOLD: Final = ("check", "unit", "period", "thresholds", "words", "flagged", "looked", "figure", "evidence")


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
    """A finding as its events tell. `seen`: keys of all evidence there ever was; `signal`: the inspector's question."""

    id: str
    version: int = 0
    check: str = ""
    unit: str = ""
    period: str = ""
    thresholds: str = ""
    words: str = ""
    flagged: int = 0
    looked: int = 0
    figure: Mapping[str, Any] | None = None
    evidence: tuple[Mapping[str, Any], ...] = ()
    seen: tuple[str, ...] = ()
    state: str = OPEN
    signal: str = ""
    changed_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An expected "no", in words for people."""

    code: str
    message: str


def fold(before: Standing | None, event: EventLike) -> Standing:
    """The standing after `event`."""
    now = replace(before or Standing(event.stream_id), version=event.version, changed_at=event.occurred_at)
    said = event.payload
    match event.type:
        case "figure_check.found":
            told: dict[str, Any] = {name: said[name] for name in TOLD}
            keys = {_key(row) for row in said["evidence"]}
            fresh = bool(keys - set(now.seen)) or now.state == GONE
            seen = tuple(sorted({*now.seen, *keys}))
            told["evidence"] = tuple(said["evidence"])
            return replace(now, **told, seen=seen, state=OPEN if fresh else now.state)
        case "figure_check.gone":
            return replace(now, state=GONE)
        case "figure_check.decided":
            signal = said.get("signal", now.signal)
            who, at = event.actor_id, event.occurred_at
            return replace(now, state=said["outcome"], signal=signal, decided_at=at, decided_by=who)
    return now


def news(standing: Standing | None, finding: Finding, thresholds: str) -> dict[str, Any] | None:
    """The payload that tells the finding; None when everything in it is known already."""
    figure = finding.figure
    told: dict[str, Any] = {
        "check": finding.check, "unit": finding.unit, "period": finding.period, "thresholds": thresholds,
        "words": finding.words, "flagged": finding.flagged, "looked": finding.looked,
        "figure": {
            "name": figure.name, "official": list(figure.official), "robust": list(figure.robust),
            "estimate": figure.estimate,
        },
        "evidence": [
            {"dossier": row.dossier, "code": row.code, "at": row.at.isoformat() if row.at else None,
             "words": row.words}
            for row in finding.evidence
        ],
    }  # fmt: skip
    if standing is None or standing.state == GONE:
        return told
    same = all(_plain(getattr(standing, name)) == told[name] for name in TOLD)
    return None if same else told


def may_decide(standing: Standing, *, outcome: str, reason: str, controllers: bool) -> Refusal | None:
    """Whether it may be decided so: by a control officer or an inspector, with a reason, once."""
    if not controllers:
        return Refusal("wrong_role", "Chỉ cán bộ kiểm soát hoặc thanh tra quyết định về phát hiện này.")
    if standing.state == GONE:
        return Refusal("gone", "Lần kiểm tra gần nhất không còn thấy điều này.")
    if standing.state == "sent":
        return Refusal("sent", "Phát hiện này đã chuyển thanh tra.")
    if outcome not in OUTCOMES:
        return Refusal("no_outcome", "Hãy chọn cách xử lý.")
    if not reason.strip():
        return Refusal("no_text", "Hãy ghi lý do.")
    return Refusal("too_long", f"Lý do dài quá {LONGEST} ký tự.") if len(reason) > LONGEST else None


def _plain(value: Any) -> Any:
    return [dict(row) for row in value] if isinstance(value, tuple) else value


def _key(row: Mapping[str, Any]) -> str:
    return f"{row['dossier']}:{row['code']}"
