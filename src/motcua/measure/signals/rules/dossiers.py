"""Rules about one dossier. Each is pure: a story and thresholds in, a finding or None out."""

from datetime import datetime, timedelta
from typing import Final

from motcua.kernel.time import local_date, working_days_between
from motcua.measure.signals.rules.finding import MOST_EVIDENCE, Evidence, Finding, View
from motcua.measure.signals.rules.story import RUNNING, Moment, Story, limit_days

MAY_MOVE: Final = frozenset({"dossier.accepted", "dossier.supplemented", "dossier.hold_released", "dossier.due_moved"})
"""Events after which the legal due date is counted anew by law, or moved with the calendar by approval."""


def supplements(story: Story, view: View) -> Finding | None:
    """Asked for supplements again and again (NĐ 61/2018/NĐ-CP điều 17: once and completely; NĐ 63/2010 điều 20)."""
    requests = story.of("supplement_requested")
    if len(requests) < view.limits["least"]:
        return None
    words = f"Hồ sơ bị yêu cầu bổ sung {len(requests)} lần."
    rows = [evidence(story, one, f"yêu cầu lần {n}") for n, one in enumerate(requests, start=1)]
    return about(story, "supplements", words, rows, requests[-1], officer=_asker(story, requests[-1]))


def late_defect(story: Story, view: View) -> Finding | None:
    """A later request names a part that was there, unnamed and unchanged, when the first request was made.

    What the event itself says was repeated counts as well: there a superior had to agree.
    """
    rows: list[Evidence] = []
    named: set[str] = set()
    changed: set[str] = set()
    last = None
    for moment in story.of("supplement_requested", "supplemented"):
        codes = {code for code in moment.codes() if code}
        if moment.type == "dossier.supplemented":
            changed |= codes
            continue
        old = sorted(codes - named - changed) if named else []
        repeated = moment.said("repeated") is True
        if old or repeated:
            parts = (
                f"phần {', '.join(old)} đã có như vậy từ lần yêu cầu đầu" if old else "điều lẽ ra nêu được lần trước"
            )
            rows.append(evidence(story, moment, f"{parts}{', trưởng phòng đã duyệt' if repeated else ''}"))
            last = moment
        named |= codes or {""}
    if last is None:
        return None
    words = "Yêu cầu bổ sung lần sau nêu lỗi đã có từ đầu, lẽ ra phải nêu một lần."
    return about(story, "late_defect", words, rows, last, officer=_asker(story, last))


def _asker(story: Story, request: Moment) -> str:
    """Whose request it was: who proposed it, else the officer of the dossier, else who sent it."""
    return str(request.said("proposed_by") or story.lead or request.actor)


def outside_list(story: Story, view: View) -> Finding | None:
    """A paper was asked for that the published list does not have (NĐ 63/2010/NĐ-CP điều 18 khoản 6)."""
    if not story.published:
        return None
    rows, last = [], None
    for moment in story.of("supplement_requested"):
        strange = [code for code in moment.codes() if code not in story.published]
        if strange:
            named = ", ".join(sorted({code for code in strange if code}))
            rows.append(evidence(story, moment, f"yêu cầu {named or 'mục không gắn với thành phần nào'}"))
            last = moment
    if last is None:
        return None
    words = "Yêu cầu bổ sung có mục không nằm trong thành phần hồ sơ đã công khai."
    return about(story, "outside_list", words, rows, last)


def silent(story: Story, view: View) -> Finding | None:
    """Nothing happened for days while the office was to act; holds are waits for others and do not count."""
    rows: list[Evidence] = []
    holds, longest, last = 0, 0, None
    ends = [*(moment.at for moment in story.moments[1:]), view.now]
    for moment, end in zip(story.moments, ends, strict=False):
        holds += (moment.type == "dossier.hold_placed") - (moment.type == "dossier.hold_released")
        if moment.state not in RUNNING or holds > 0 or end - moment.at < timedelta(days=view.limits["days"]):
            continue
        days = working_days_between(local_date(moment.at), local_date(end), view.calendar)
        given = _given(story, moment, view)
        if days >= max(view.limits["days"], view.limits["share_of_limit"] * given):
            longest, last = max(longest, days), moment
            rows.append(evidence(story, moment, "sau việc này không có việc nào trong nhiều ngày làm việc"))
    if last is None:
        return None
    words = f"Hồ sơ nằm yên, nhiều nhất {longest} ngày làm việc liền không có việc nào, dù đang chờ cơ quan."
    return about(story, "silent", words, rows, last, officer=story.lead)


def _given(story: Story, moment: Moment, view: View) -> int:
    """Working days of the clock running after `moment`; 0 before acceptance."""
    following = Moment(version=moment.version + 1, type="", at=moment.at)
    return limit_days(story, following, view.calendar) or 0


def order(story: Story, view: View) -> Finding | None:
    """Things happened in an order that cannot be: a result before receipt, an event before the one it follows."""
    rows = []
    for before, after in zip(story.moments, story.moments[1:], strict=False):
        if after.at < before.at:
            rows.append(evidence(story, after, "ghi thời điểm trước việc đứng trước nó"))
    accepted = story.first("accepted")
    for moment in story.of("issued", "returned"):
        if accepted is not None and accepted.said("at_once") is True:
            continue  # settled while the person waited: one act, one instant
        if accepted is None or moment.version < accepted.version:
            rows.append(evidence(story, moment, "có kết quả khi chưa tiếp nhận"))
        elif moment.at <= accepted.at:
            rows.append(evidence(story, moment, "có kết quả không muộn hơn lúc tiếp nhận"))
    if not rows:
        return None
    found = {row.key: row for row in rows}
    last = max((m for m in story.moments if f"{story.dossier}:{m.version}" in found), key=lambda m: m.version)
    words = "Thứ tự thời gian của hồ sơ không thể có thật."
    return about(story, "order", words, list(found.values()), last)


def moved_due(story: Story, view: View) -> Finding | None:
    """The due date was put off, or the apology written, after it had passed (NĐ 61/2018/NĐ-CP điều 19 khoản 9)."""
    due: datetime | None = None
    rows, last = [], None
    for moment in story.moments:
        new = story.due_before(Moment(moment.version + 1, "", moment.at))
        if due and new and new > due and moment.type not in MAY_MOVE and moment.at > due:
            rows.append(evidence(story, moment, "dời hạn khi hạn cũ đã qua"))
            last = moment
        elif due and moment.type == "dossier.apologised" and moment.at > due:
            rows.append(evidence(story, moment, "xin lỗi và hẹn lại khi đã quá hạn"))
            last = moment
        due = new
    if last is None:
        return None
    return about(story, "moved_due", "Hạn trả kết quả được dời, hoặc được hẹn lại, khi đã quá hạn.", rows, last)


def evidence(story: Story, moment: Moment, words: str) -> Evidence:
    return Evidence(story.dossier, story.code, moment.version, moment.at, words)


def about(
    story: Story, rule: str, words: str, rows: list[Evidence], last: Moment, *, officer: str | None = None
) -> Finding:
    """A finding about a dossier: whoever acted last is asked, or `officer`."""
    asked = last.actor if officer is None else officer
    return Finding(rule, 1, "dossier", story.dossier, "", story.unit, asked, words, tuple(rows[:MOST_EVIDENCE]))
