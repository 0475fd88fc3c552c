"""All rules with their words, and finding everything in a set of stories."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from motcua.kernel.time import Calendar, local_date
from motcua.measure.signals.rules import dossiers, groups
from motcua.measure.signals.rules.finding import Finding, Rule, View
from motcua.measure.signals.rules.groups import windows
from motcua.measure.signals.rules.story import Group, Story

ONCE = "NĐ 61/2018/NĐ-CP điều 17, 19 khoản 4"
RULES: Final[Mapping[str, Rule]] = {
    rule.id: rule
    for rule in (
        Rule(
            "supplements", 1, "Yêu cầu bổ sung nhiều lần", "Vì sao không nêu đủ trong một lần?",
            f"{ONCE}; NĐ 63/2010/NĐ-CP điều 20 khoản 4", "dossier", dossiers.supplements,
        ),
        Rule(
            "late_defect", 1, "Lỗi có từ đầu, lần sau mới nêu", "Vì sao lần đầu không nêu lỗi này?",
            ONCE, "dossier", dossiers.late_defect,
        ),
        Rule(
            "outside_list", 1, "Đòi giấy tờ ngoài danh mục", "Giấy tờ này được yêu cầu theo căn cứ nào?",
            "NĐ 63/2010/NĐ-CP điều 18 khoản 6", "dossier", dossiers.outside_list,
        ),
        Rule(
            "silent", 1, "Hồ sơ nằm yên nhiều ngày", "Những ngày đó hồ sơ chờ gì?",
            "NĐ 61/2018/NĐ-CP điều 19", "dossier", dossiers.silent,
        ),
        Rule(
            "order", 1, "Thứ tự thời gian không thể có thật", "Việc này thật sự diễn ra lúc nào?",
            "TT 01/2018/TT-VPCP (phiếu kiểm soát)", "dossier", dossiers.order,
        ),
        Rule(
            "moved_due", 1, "Dời hạn sau khi đã quá hạn", "Vì sao không xin lỗi và hẹn lại trước hạn?",
            "NĐ 61/2018/NĐ-CP điều 19 khoản 9", "dossier", dossiers.moved_due,
        ),
        Rule(
            "month_end", 1, "Dồn kết quả vào cuối tháng", "Vì sao các hồ sơ này xong cùng lúc cuối tháng?",
            "NĐ 61/2018/NĐ-CP điều 19, 20", "unit", groups.month_end, "month", True,
        ),
        Rule(
            "edge", 1, "Luôn xong đúng ngày hẹn", "Hồ sơ xong sớm có bị giữ lại không?",
            "NĐ 61/2018/NĐ-CP điều 20", "officer", groups.edge, "quarter", True,
        ),
        Rule(
            "stops", 1, "Dừng đồng hồ khi gần hết hạn", "Vì sao đến gần hạn mới yêu cầu?",
            ONCE, "officer", groups.stops, "quarter",
        ),
        Rule(
            "asks_often", 1, "Yêu cầu bổ sung nhiều hơn hẳn người khác", "Vì sao hồ sơ của người này hay phải bổ sung?",
            ONCE, "officer", groups.asks_often, "quarter", True,
        ),
        Rule(
            "odd_hours", 1, "Xử lý vào ban đêm", "Ai đã làm những việc này?",
            "Quy chế làm việc; NĐ 30/2020/NĐ-CP (chữ ký số)", "officer", groups.odd_hours, "month",
        ),
    )
}  # fmt: skip


BY_HAND: Final = Rule(
    "figures", 1, "Số liệu cần giải trình", "Vì sao số liệu của đơn vị như vậy?", "Kiểm tra số liệu (docs/adr/0021)",
    "figures", lambda _, __: None,
)  # fmt: skip
"""What a person asks after an audit check of the figures; nothing looks for it in the log."""


def find(
    stories: Sequence[Story],
    *,
    limits: Mapping[str, Mapping[str, Any]],
    calendar: Calendar,
    now: datetime,
    touched: frozenset[str] | None = None,
) -> Iterator[Finding]:
    """Every finding in `stories` by the thresholds `limits` (rule → its own; a rule without is switched off).

    Group rules speak of the windows `touched` (all when None), judging them by all the stories given.
    """
    views = {key: View(calendar, now, limits[key]) for key in RULES if key in limits}
    for rule in RULES.values():
        if rule.id not in views or rule.kind != "dossier":
            continue
        for story in stories:
            found = rule.find(story, views[rule.id])
            if found is not None:
                yield found
    for rule in RULES.values():
        if rule.id in views and rule.kind != "dossier":
            for group in _groups(rule, stories, local_date(now), touched):
                found = rule.find(group, views[rule.id])
                if found is not None:
                    yield found


def _groups(rule: Rule, stories: Sequence[Story], today: date, touched: frozenset[str] | None) -> Iterator[Group]:
    place = 0 if rule.window == "month" else 1
    running = windows(today)[place]
    members: dict[tuple[str, str], dict[str, Story]] = {}
    office: dict[str, list[Story]] = {}
    units: dict[str, str] = {}
    for story in stories:
        seen = {windows(moment.at)[place] for moment in story.moments}
        for window in seen:
            office.setdefault(window, []).append(story)
        for subject, window, unit in _subjects(rule.kind, story, place):
            members.setdefault((subject, window), {})[story.dossier] = story
            units[subject] = unit or units.get(subject, "")
    for (subject, window), own in sorted(members.items()):
        if (touched is None or window in touched) and not (rule.whole and window == running):
            kept = tuple(own[key] for key in sorted(own))
            yield Group(rule.kind, subject, units[subject], window, kept, office[window])


def _subjects(kind: str, story: Story, place: int) -> Iterable[tuple[str, str, str]]:
    """(subject, window, unit) of whom the story concerns."""
    if kind == "unit":
        issued = story.first("issued")
        return [(story.unit, windows(issued.at)[place], story.unit)] if issued and story.unit else []
    found = {(moment.actor, windows(moment.at)[place], moment.unit) for moment in story.moments if moment.actor}
    ends = {windows(moment.at)[place] for moment in story.moments}
    return found | {(story.lead, window, story.unit) for window in ends if story.lead}
