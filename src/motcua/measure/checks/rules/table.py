"""All checks with their words, and what they find in a period, unit by unit. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from motcua.measure.checks.rules import sets, shared, single
from motcua.measure.checks.rules.case import MOST_EVIDENCE, Case, Finding, View
from motcua.measure.checks.rules.single import Found


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `number`: its place in the list of ten, 11 for the clock; `shared`: the signal rule it rests on;
    `whole`: it looks at the agency, not at each unit."""

    id: str
    number: int
    title: str
    question: str
    basis: str
    find: Callable[[Sequence[Case], View], Found]
    shared: str = ""
    whole: bool = False


LAW: Final = "NĐ 61/2018/NĐ-CP"
CHECKS: Final[Mapping[str, Check]] = {
    check.id: check
    for check in (
        Check("no_due", 1, "Hồ sơ không có hạn", "Vì sao các hồ sơ này không có hạn giải quyết?",
              f"{LAW} điều 17, 19", single.no_due),
        Check("same_moment", 2, "Kết thúc đúng lúc tiếp nhận", "Kết quả thật sự có lúc nào?",
              "TT 01/2018/TT-VPCP (phiếu kiểm soát)", single.same_moment),
        Check("result_is_paper", 3, "Kết quả là giấy tờ đã nộp", "Tệp kết quả thật ở đâu?",
              "NĐ 107/2021/NĐ-CP", single.result_is_paper),
        Check("identities", 4, "Số định danh không dùng được", "Số định danh này từ đâu ra?",
              "QĐ 766/QĐ-TTg, chỉ số 4.5", single.identities),
        Check("unsourced_reuse", 5, "Tái sử dụng không có nguồn", "Giấy tờ được lấy lại từ hồ sơ nào?",
              "QĐ 766/QĐ-TTg, chỉ số 4.3", single.unsourced_reuse),
        Check("sudden_full", 6, "Bỗng nhiên đạt 100 %", "Tháng này đã làm gì khác?",
              "QĐ 766/QĐ-TTg", sets.sudden_full),
        Check("sent_otherwise", 7, "Trạng thái gửi đi khác trạng thái giữ", "Vì sao Cổng nhận trạng thái khác?",
              "QĐ 766/QĐ-TTg, chỉ số 1.4", single.sent_otherwise),
        Check("supplements", 8, "Bổ sung nhiều lần", "Vì sao không nêu đủ trong một lần?",
              f"{LAW} điều 17, 19; NĐ 63/2010/NĐ-CP điều 20", shared.supplements, "supplements"),
        Check("moved_due", 9, "Dời hạn sau khi đã quá hạn", "Vì sao không xin lỗi trước hạn?",
              f"{LAW} điều 19 khoản 9", shared.moved_due, "moved_due"),
        Check("number_gaps", 10, "Mã hồ sơ bị khuyết số", "Các hồ sơ mang số bị thiếu ở đâu?",
              "QĐ 985/QĐ-TTg; TT 01/2018/TT-VPCP", sets.number_gaps, whole=True),
        Check("clock_stops", 11, "Dừng đồng hồ để giữ đúng hạn", "Vì sao gần hết hạn mới dừng?",
              f"{LAW} điều 19 khoản 4", shared.clock_stops, "stops"),
    )
}  # fmt: skip


def run(cases: Sequence[Case], view: View, limits: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Every finding by the thresholds `limits` (check → its own; a check without is switched off)."""
    units: dict[str, list[Case]] = {}
    for case in cases:
        units.setdefault(case.fact.unit, []).append(case)
    for check in CHECKS.values():
        if check.id not in limits or (check.shared and check.shared not in view.shared):
            continue
        for unit, own in [("", cases)] if check.whole else sorted(units.items()):
            history = view.history if check.whole else [fact for fact in view.history if fact.unit == unit]
            seen = replace(view, limits=limits[check.id], history=history)
            if found := _judged(check, unit, own, seen):
                yield found


def _judged(check: Check, unit: str, cases: Sequence[Case], view: View) -> Finding | None:
    rows, looked, figure, words = check.find(cases, view)
    limits = view.limits
    count = figure.robust[1] - figure.official[1] if check.whole else len(rows)
    if not rows or count < limits.get("least_found", 1) or count < limits.get("share", 0) * looked:
        return None
    return Finding(
        check.id, unit, view.key, words, count, looked, figure,
        tuple(sorted(rows, key=lambda row: (row.code, row.key))[:MOST_EVIDENCE]),
    )  # fmt: skip
