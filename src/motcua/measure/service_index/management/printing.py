"""Scores as JSON and as lines of text."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from motcua.measure.indicators.rules import Period
from motcua.measure.service_index.queries import FileUnit, OwnScore, ReadFile, SideBySide
from motcua.measure.service_index.rules import Chance, Compared, IndexScore, MetricScore, Scale


def number(value: Decimal | None) -> int | float | None:
    """A decimal as JSON shows it; a whole one without its dot."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def score_json(score: IndexScore) -> dict[str, Any]:
    """Metrics, groups, total, and what the total does not hold."""
    return {
        "metrics": [_metric(one) for one in score.metrics],
        "groups": {group.group.code: number(group.score) for group in score.groups},
        "group_details": {
            group.group.code: {
                "name": group.group.name,
                "max_score": number(group.group.points),
                "scored_max": number(group.most),
                "basis": "given" if group.given else "computed",
                "missing": list(group.missing),
            }
            for group in score.groups
        },
        "total": number(score.total),
        "scored_max": number(score.most),
        "partial": score.partial,
        "missing": list(score.missing),
        "band": score.band or None,
        "band_verified": score.scale.bands_verified,
    }


def _metric(one: MetricScore) -> dict[str, Any]:
    return {
        "metric": one.metric.code,
        "number": one.metric.number,
        "group": one.metric.group,
        "name": one.metric.name,
        "numerator": number(one.given.numerator),
        "denominator": number(one.given.denominator),
        "ratio_percent": number(one.ratio),
        "score": number(one.score),
        "max_score": number(one.metric.points),
        "threshold": number(one.metric.threshold),
        "status": one.status,
        "why": one.why,
        "verified": one.metric.verified,
        "gaps": list(one.given.gaps),
    }


def file_json(scale: Scale, found: ReadFile, units: Sequence[FileUnit]) -> dict[str, Any]:
    """The answer of `index score --input`."""
    return {
        "scale": scale_json(scale),
        "read": found.read,
        "refused": [{"row": row.number, "reason": row.reason} for row in found.refused],
        "units": [_unit(unit) for unit in units],
    }


def _unit(unit: FileUnit) -> dict[str, Any]:
    answer = {"unit_code": unit.code, "unit_name": unit.name, "period": unit.period, **score_json(unit.score)}
    for row in answer["metrics"]:
        row["published_score"] = number(unit.published.get(row["metric"]))
    answer["published_groups"] = {code: number(points) for code, points in unit.published_groups.items()}
    answer["published_total"] = number(unit.published_total)
    return answer


def scale_json(scale: Scale) -> dict[str, Any]:
    """What a scale is and where it is from."""
    return {
        "id": scale.id,
        "name": scale.name,
        "effective_from": scale.effective_from.isoformat(),
        "effective_to": scale.effective_to.isoformat() if scale.effective_to else None,
        "recorded_on": scale.recorded_on.isoformat(),
        "status": scale.status,
        "source": scale.source,
        "max_score": number(scale.most),
        "points_known": scale.readable,
    }


def file_lines(found: ReadFile, units: Sequence[FileUnit]) -> Iterator[str]:
    """The same for eyes."""
    for unit in units:
        yield f"{unit.code} {unit.name} {unit.period}".rstrip()
        yield from score_lines(unit.score)
    yield f"đọc {found.read} dòng, từ chối {len(found.refused)}"


def score_lines(score: IndexScore) -> Iterator[str]:
    for group in score.groups:
        head = "chưa tính được" if group.score is None else f"{group.score} trên {group.most}"
        given = ", theo điểm đã cho" if group.given else ""
        yield f"  {group.group.code:7} {head}{given}"
        for one in group.metrics:
            if one.metric.scored:
                words = one.why if one.score is None else f"{one.score} trên {one.metric.points}"
                yield f"    {one.metric.number or '-':5} {one.metric.code:36} {words}"
    missing = f", chưa tính được {len(score.missing)} chỉ số" if score.partial else ""
    yield f"  Tổng    {score.total if score.total is not None else 'chưa có'} trên {score.most}{missing}"


def own_json(
    scale: Scale, period: Period, now: datetime, found: Sequence[OwnScore], names: Mapping[str, str], agency: str
) -> dict[str, Any]:
    """The answer of `index score --period`: the agency, and units when asked for."""
    return {
        "scale": scale_json(scale),
        "in_force": scale.holds_on(period.last),
        "period": {"first": period.first.isoformat(), "last": period.last.isoformat(), "words": period.words},
        "cut_off": now.isoformat(),
        "units": [
            {
                "unit_code": one.unit or agency,
                "unit_name": names.get(one.unit, one.unit),
                "received": one.received,
                "on_time": {
                    "portal": _count(one, "ON_TIME"),
                    "portal_strict": one.on_time_all,
                    "legal": one.on_time_legal,
                    "without_due_date": one.without_due,
                },
                **score_json(one.score),
            }
            for one in found
        ],
    }


def _count(one: OwnScore, code: str) -> int | float | None:
    return next((number(row.given.numerator) for row in one.score.metrics if row.metric.code == code), None)


def own_lines(period: Period, found: Sequence[OwnScore], names: Mapping[str, str]) -> Iterator[str]:
    for one in found:
        yield f"{names.get(one.unit, one.unit)}, {period.words}: {one.received} hồ sơ tiếp nhận"
        yield from score_lines(one.score)


def chance_json(one: Chance) -> dict[str, Any]:
    """One way to win points: `cases` more for `points` more."""
    return {
        "metric": one.metric.code,
        "number": one.metric.number,
        "name": one.metric.name,
        "cases": one.cases,
        "noun": one.metric.noun,
        "new_cases_only": not one.mends,
        "do": one.metric.do,
        "points": number(one.points),
        "lost": number(one.lost),
        "cases_to_full": one.to_full,
    }


def chance_line(one: Chance) -> str:
    new = "" if one.mends else " mới"
    return f"{one.metric.number:5} cần thêm {one.cases} {one.metric.noun}{new} {one.metric.do}: +{one.points} điểm"


def compared_json(found: SideBySide) -> dict[str, Any]:
    """Both sides of every metric, with the reasons of each difference."""
    return {
        "unit_code": found.unit.code,
        "unit_name": found.unit.name,
        "period": {"first": found.unit.period.first.isoformat(), "last": found.unit.period.last.isoformat()},
        "scope": found.scope,
        "recorded_at": found.unit.recorded_at.isoformat(),
        "editions": found.unit.editions,
        "metrics": [_compared(one) for one in found.metrics],
        "own_total": number(found.own.score.total),
        "own_partial": found.own.score.partial,
        "published_total": number(found.published.published_total),
        "recomputed_total": number(found.published.score.total),
    }


def _compared(one: Compared) -> dict[str, Any]:
    theirs = one.theirs
    return {
        "metric": one.metric.code,
        "own": {
            "numerator": number(one.ours.given.numerator),
            "denominator": number(one.ours.given.denominator),
            "score": number(one.ours.score),
        },
        "published": None
        if theirs is None
        else {
            "numerator": number(theirs.numerator),
            "denominator": number(theirs.denominator),
            "score": number(theirs.points),
        },
        "difference": number(one.difference),
        "reasons": list(one.reasons),
    }


def compared_lines(found: SideBySide) -> Iterator[str]:
    yield f"{found.unit.code} {found.unit.name}, {found.unit.period.words}. {found.scope}"
    for one in found.metrics:
        theirs = one.theirs.points if one.theirs else None
        yield f"  {one.metric.number or '-':5} {one.ours.score or '-'} / {theirs or '-'}  {'; '.join(one.reasons)}"
