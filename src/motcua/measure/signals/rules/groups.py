"""Rules about what one official or unit does again and again in a month or quarter. Pure.

Where a share is judged, the rest of the office says what is usual, and chance must be an unlikely explanation: an
honest office is not to be bothered with what happens by itself.
"""

from collections.abc import Callable, Sequence
from datetime import date, time

from motcua.kernel.time import TZ, local_date, working_days_between
from motcua.measure.signals.rules.dossiers import evidence
from motcua.measure.signals.rules.finding import MOST_EVIDENCE, Evidence, Finding, View, chance
from motcua.measure.signals.rules.story import Group, Moment, Story, limit_days

NIGHT_ACTS = ("accepted", "signed", "issued", "returned")


def month_end(group: Group, view: View) -> Finding | None:
    """Many dossiers closed in the last working days of the month, far beyond their share of the month's days."""
    ends = [(story, moment) for story in group.stories if (moment := _issued_in(story, group.window))]
    if not ends:
        return None
    month = local_date(ends[0][1].at)
    working = _working_days(month, view)
    last = set(working[-view.limits["last_days"] :])
    heap = [(story, moment) for story, moment in ends if local_date(moment.at) in last]
    usual = len(last) / max(1, len(working))
    if not _stands_out(len(heap), len(ends), usual, view):
        return None
    words = (
        f"{len(heap)} trong {len(ends)} hồ sơ của tháng có kết quả trong {len(last)} ngày làm việc cuối tháng"
        f" (bình thường khoảng {round(usual * len(ends))})."
    )
    return _about(group, "month_end", words, [evidence(s, m, "có kết quả cuối tháng") for s, m in heap])


def edge(group: Group, view: View) -> Finding | None:
    """Finished on the very day due, again and again, although the limit was days long."""
    mine = _timed(group.stories, group.window, view)
    hits = [(story, moment) for story, moment, on_the_day in mine if on_the_day]
    others = _timed([story for story in group.office if story.lead != group.subject], group.window, view)
    usual = max(view.limits["usual"], _share(others))
    if not _stands_out(len(hits), len(mine), usual, view):
        return None
    words = f"{len(hits)} trong {len(mine)} hồ sơ có kết quả đúng ngày hẹn, dù thời hạn dài nhiều ngày."
    return _about(group, "edge", words, [evidence(s, m, "có kết quả đúng ngày hẹn") for s, m in hits])


def stops(group: Group, view: View) -> Finding | None:
    """The clock stopped when it had nearly run out, again and again."""
    mine, hits = [], []
    for story in group.stories:
        for moment in story.of("supplement_requested", "hold_placed"):
            if moment.actor != group.subject or not inside(moment.at, group.window):
                continue
            given, due = limit_days(story, moment, view.calendar), story.due_before(moment)
            if given is None or due is None or given < view.limits["limit_days"]:
                continue
            mine.append(moment)
            left = working_days_between(local_date(moment.at), local_date(due), view.calendar)
            if left <= view.limits["left_share"] * given:
                hits.append(evidence(story, moment, "dừng đồng hồ khi gần hết hạn"))
    if len(hits) < view.limits["least"] or len(hits) < view.limits["share"] * len(mine):
        return None
    words = f"{len(hits)} trong {len(mine)} lần yêu cầu bổ sung hoặc đặt chờ là lúc gần hết hạn."
    return _about(group, "stops", words, hits)


def asks_often(group: Group, view: View) -> Finding | None:
    """Asks for supplements in far more dossiers than the others do."""
    mine = [(story, _asked(story, group)) for story in group.stories if story.lead == group.subject]
    hits = [(story, moment) for story, moment in mine if moment]
    others = [story for story in group.office if story.lead not in ("", group.subject)]
    rest = sum(bool(_asked_by_lead(story)) for story in others) / len(others) if others else 0.0
    if not _stands_out(len(hits), len(mine), max(view.limits["usual"], rest), view):
        return None
    words = f"Yêu cầu bổ sung ở {len(hits)} trong {len(mine)} hồ sơ; những người khác: {round(rest * 100)} %."
    return _about(group, "asks_often", words, [evidence(s, m, "yêu cầu bổ sung") for s, m in hits if m])


def odd_hours(group: Group, view: View) -> Finding | None:
    """Acts of the office at night, several times: was it the person himself?"""
    begin, end = time.fromisoformat(view.limits["from"]), time.fromisoformat(view.limits["to"])
    mine = [
        (story, moment)
        for story in group.stories
        for moment in story.of(*NIGHT_ACTS)
        if moment.actor == group.subject and inside(moment.at, group.window)
    ]
    rows = []
    for story, moment in mine:
        clock = moment.at.astimezone(TZ).time()
        if clock >= begin or clock < end:
            rows.append(evidence(story, moment, f"làm lúc {clock:%H:%M}"))
    if len(rows) < view.limits["least"] or len(rows) < view.limits["share"] * len(mine):
        return None
    words = f"{len(rows)} trong {len(mine)} việc của tháng được làm vào ban đêm."
    return _about(group, "odd_hours", words, rows)


def inside(at: object, window: str) -> bool:
    """Whether an instant or a day lies in "2024-03" or "2024-Q1"."""
    return window in windows(at)


def windows(at: object) -> tuple[str, str]:
    """The month and the quarter of an instant or a local day."""
    day: date = at if type(at) is date else local_date(at)  # type: ignore[arg-type]
    return f"{day:%Y-%m}", f"{day.year:04d}-Q{(day.month + 2) // 3}"


def _stands_out(hits: int, tries: int, usual: float, view: View) -> bool:
    limits = view.limits
    if hits < limits["least"] or hits < limits["share"] * tries:
        return False
    return chance(hits, tries, usual) <= float(limits["chance"])


def _issued_in(story: Story, window: str) -> Moment | None:
    issued = story.first("issued")
    return issued if issued and inside(issued.at, window) else None


def _timed(stories: Sequence[Story], window: str, view: View) -> list[tuple[Story, Moment, bool]]:
    """Dossiers finished in the window whose limit was days long, and whether it was on the day due."""
    found = []
    for story in stories:
        issued = _issued_in(story, window)
        if issued is None:
            continue
        given, due = limit_days(story, issued, view.calendar), story.due_before(issued)
        if given is not None and due is not None and given >= view.limits["limit_days"]:
            found.append((story, issued, local_date(issued.at) == local_date(due)))
    return found


def _share(rows: Sequence[tuple[Story, Moment, bool]]) -> float:
    return sum(on_the_day for _, _, on_the_day in rows) / len(rows) if rows else 0.0


def _asked(story: Story, group: Group) -> Moment | None:
    asked = [one for one in story.of("supplement_requested") if one.actor == group.subject]
    return next((one for one in asked if inside(one.at, group.window)), None)


def _asked_by_lead(story: Story) -> bool:
    return any(one.actor == story.lead for one in story.of("supplement_requested"))


def _working_days(month: date, view: View) -> list[date]:
    days = [date.fromordinal(n) for n in range(month.replace(day=1).toordinal(), month.toordinal() + 31)]
    return [day for day in days if day.month == month.month and view.calendar.is_working(day)]


def _about(group: Group, rule: str, words: str, rows: list[Evidence]) -> Finding:
    officer = group.subject if group.kind == "officer" else ""
    kept = tuple(sorted(rows, key=lambda row: (row.at, row.key))[:MOST_EVIDENCE])
    return Finding(rule, 1, group.kind, group.subject, group.window, group.unit, officer, words, kept)


GroupRule = Callable[[Group, View], Finding | None]
