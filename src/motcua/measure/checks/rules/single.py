"""Checks that look at each dossier by itself. Pure: the unit's cases and a view in, evidence and figures out."""

from collections.abc import Sequence

from motcua.measure.checks.rules.case import (
    ON_TIME,
    Case,
    Evidence,
    Figure,
    View,
    done,
    evidence,
    punctual,
    received,
)

Found = tuple[list[Evidence], int, Figure, str]
ENDED = frozenset({3, 7, 8, 9, 10})


def no_due(cases: Sequence[Case], view: View) -> Found:
    """Finished without any due date, so that nothing can be late (integration 2.13, check 1)."""
    ended = done(cases, view)
    odd = [case for case in ended if case.fact.legal_due is None]
    right, judged = punctual(ended)
    figure = Figure(ON_TIME, (right, judged), (right, judged + len(odd)))
    rows = [evidence(case, "có kết quả mà không có hạn giải quyết") for case in odd]
    return rows, len(ended), figure, f"{len(odd)} trong {len(ended)} hồ sơ đã xong không có hạn giải quyết."


def same_moment(cases: Sequence[Case], view: View) -> Found:
    """Ended at the instant of intake, and not settled while the person waited (check 2)."""
    ended = done(cases, view)
    odd = [case for case in ended if _at_intake(case, float(view.limits["seconds"]))]
    kept = [case for case in ended if case not in odd]
    figure = Figure(ON_TIME, punctual(ended), punctual(kept))
    rows = [evidence(case, "kết thúc đúng lúc tiếp nhận", case.fact.finished_at) for case in odd]
    return rows, len(ended), figure, f"{len(odd)} trong {len(ended)} hồ sơ kết thúc đúng vào lúc tiếp nhận."


def _at_intake(case: Case, seconds: float) -> bool:
    accepted, end = case.story.first("accepted"), case.fact.finished_at
    if accepted is None or end is None or accepted.said("at_once") is True:
        return False
    return abs((end - accepted.at).total_seconds()) <= seconds


def result_is_paper(cases: Sequence[Case], view: View) -> Found:
    """The file given out as the result is one that was handed in (check 3)."""
    ended = done(cases, view)
    with_file = [case for case in ended if case.result or case.fact.result_electronic]
    odd = [case for case in with_file if case.result and case.result in case.submitted]
    figure = Figure("Hồ sơ có kết quả điện tử", (len(with_file), len(ended)), (len(with_file) - len(odd), len(ended)))
    rows = [evidence(case, "tệp kết quả trùng với tệp người dân đã nộp") for case in odd]
    return rows, len(with_file), figure, f"{len(odd)} hồ sơ có tệp kết quả chính là giấy tờ đã nộp."


def unsourced_reuse(cases: Sequence[Case], view: View) -> Found:
    """A paper marked as reused without a word on what it was taken from (check 5)."""
    taken = received(cases, view)
    counted = [case for case in taken if case.fact.reused > 0]
    found = {case.story.dossier: _unsourced(case) for case in counted}
    rows = [
        evidence(case, f"{found[case.story.dossier][0]} giấy tờ ghi tái sử dụng mà không ghi nguồn")
        for case in counted
        if found[case.story.dossier][0]
    ]
    empty = sum(1 for bad, good in found.values() if bad and not good)
    figure = Figure("Hồ sơ tái sử dụng dữ liệu số hoá", (len(counted), len(taken)), (len(counted) - empty, len(taken)))
    return rows, len(counted), figure, f"{len(rows)} hồ sơ ghi tái sử dụng giấy tờ nhưng không có giấy tờ nguồn."


def _unsourced(case: Case) -> tuple[int, int]:
    """Papers marked as reused (without, with) a source; a mark without any word of its origin has none."""
    bad = good = 0
    for moment in case.story.of("submitted", "supplemented", "paper_marked"):
        rows = moment.said("components") if moment.type != "dossier.paper_marked" else [moment.payload or {}]
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and row.get("reused") is True:
                bad, good = (bad, good + 1) if row.get("source") else (bad + 1, good)
    return bad, good


def sent_otherwise(cases: Sequence[Case], view: View) -> Found:
    """The portal holds the dossier as ended while it is open here (check 7)."""
    told = [case for case in received(cases, view) if case.sent_final is not None]
    claimed = [case for case in told if case.sent_final]
    odd = [case for case in claimed if case.fact.state not in ENDED]
    figure = Figure("Hồ sơ báo Cổng là đã xong", (len(claimed), len(told)), (len(claimed) - len(odd), len(told)))
    rows = [evidence(case, "báo Cổng là đã xong, ở đây chưa xong") for case in odd]
    return rows, len(told), figure, f"{len(odd)} hồ sơ báo Cổng là đã xong trong khi đang giải quyết."


def identities(cases: Sequence[Case], view: View) -> Found:
    """Identity numbers that fail their format, or stand for people of several names (check 4)."""
    named = [case for case in received(cases, view) if case.identity]
    people: dict[str, set[str]] = {}
    for case in named:
        people.setdefault(case.identity, set()).add(case.person)
    many = {key for key, names in people.items() if len(names) >= view.limits["persons"]}
    rows = []
    for case in named:
        if case.odd_identity:
            rows.append(evidence(case, "số định danh không đúng dạng"))
        elif case.identity in many:
            rows.append(evidence(case, "số định danh dùng chung cho nhiều người khác tên"))
    good = len(named) - len(rows)
    figure = Figure("Hồ sơ có số định danh dùng được", (len(named), len(named)), (good, len(named)))
    return rows, len(named), figure, f"{len(rows)} trong {len(named)} hồ sơ có số định danh sai dạng hoặc dùng chung."
