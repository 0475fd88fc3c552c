"""Whether a decision and the procedures in it can be taken as given; every fault with its place. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from motcua.operate.publications.rules.chain import signed_problems
from motcua.operate.publications.rules.shapes import (
    CHANGES,
    LEVELS,
    SCOPES,
    Change,
    DecisionInput,
    EntryInput,
    Level,
    Problem,
    Scope,
)

NUMBER: Final = re.compile(r"\d{1,6}\s*/\s*[^\s/].*")
MOST_ENTRIES: Final = 500
EARLIEST: Final = date(2008, 1, 1)  # the first publication of procedures, Project 30
REACH: Final = timedelta(days=3 * 366)  # nobody publishes for an effect further away


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue knows of a code."""

    code: str
    name: str
    competent: str
    repealed: bool


def judge_head(head: DecisionInput, *, has_file: bool, today: date) -> list[Problem]:
    """What is wrong with the head of a decision; nothing: it can be taken."""
    problems = []
    if head.level not in LEVELS:
        problems.append(Problem("cấp công bố", f"“{head.level}” không phải bộ hay tỉnh"))
    if head.scope not in SCOPES:
        problems.append(Problem("phạm vi", f"không hiểu “{head.scope}”"))
    if not head.issuer.strip():
        problems.append(Problem("cơ quan ban hành", "hãy ghi tên cơ quan ban hành"))
    if not head.summary.strip():
        problems.append(Problem("trích yếu", "hãy ghi trích yếu của quyết định"))
    if head.number and not NUMBER.fullmatch(head.number.strip()):
        problems.append(Problem("số quyết định", f"“{head.number}” không có dạng số/ký hiệu, ví dụ 125/QĐ-UBND"))
    if head.level == Level.MINISTRY or head.number or head.signed_on:
        problems += signed_problems(head.number, head.signed_on, head.effective_on, has_file=has_file)
    elif head.effective_on:
        problems.append(Problem("ngày hiệu lực", "chỉ ghi khi quyết định đã ký"))
    named = {
        "ngày ký": head.signed_on,
        "ngày trình dự thảo": head.drafted_on,
        "ngày thấy trên cơ sở dữ liệu": head.seen_on,
    }
    problems += [Problem(place, f"{on:%d/%m/%Y} chưa tới") for place, on in named.items() if on and on > today]
    problems += [Problem(place, f"{on:%d/%m/%Y} quá sớm") for place, on in named.items() if on and on < EARLIEST]
    if head.seen_on and head.signed_on and head.seen_on < head.signed_on:
        problems.append(Problem("ngày thấy trên cơ sở dữ liệu", "trước ngày ký quyết định"))
    return problems


def judge_entries(
    entries: Sequence[EntryInput], known: Mapping[str, Known], *, scope: str, shortened: bool, today: date
) -> list[Problem]:
    """What is wrong with the procedures of a decision, line by line from 1."""
    if not entries:
        return [Problem("danh mục thủ tục", "quyết định phải có ít nhất một thủ tục")]
    if len(entries) > MOST_ENTRIES:
        return [Problem("danh mục thủ tục", f"nhiều hơn {MOST_ENTRIES} thủ tục")]
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for line, entry in enumerate(entries, start=1):
        reasons = [*_entry(entry, known, scope, today), *_texts(entry, scope, shortened, today)]
        if entry.code in seen:
            reasons.append(f"mã {entry.code} đã có ở dòng {seen[entry.code]}")
        seen.setdefault(entry.code, line)
        problems += [Problem(f"dòng {line}", reason) for reason in reasons]
    return problems


def _entry(entry: EntryInput, known: Mapping[str, Known], scope: str, today: date) -> list[str]:
    reasons = []
    internal = scope == Scope.INTERNAL
    if not entry.code.strip():
        return ["chưa có mã thủ tục"]
    if entry.change not in CHANGES:
        reasons.append(f"không hiểu nội dung công bố “{entry.change}”")
    if entry.code not in known and not internal:
        reasons.append(f"danh mục không có thủ tục mã {entry.code}; hãy nhập thủ tục vào danh mục trước")
    if internal and not entry.name.strip() and entry.code not in known:
        reasons.append(f"thủ tục nội bộ {entry.code} chưa có tên")
    if entry.change == Change.REPLACED and not entry.successor:
        reasons.append("thủ tục bị thay thế phải ghi mã thủ tục thay thế")
    if entry.successor and entry.change != Change.REPLACED:
        reasons.append("chỉ thủ tục bị thay thế mới ghi mã thủ tục thay thế")
    if entry.successor and entry.successor == entry.code:
        reasons.append("thủ tục không thể thay thế chính nó")
    elif entry.successor and entry.successor not in known:
        reasons.append(f"danh mục không có thủ tục thay thế mã {entry.successor}")
    return reasons


def _texts(entry: EntryInput, scope: str, shortened: bool, today: date) -> list[str]:
    reasons = []
    if entry.effective_on and not EARLIEST <= entry.effective_on <= today + REACH:
        reasons.append(f"ngày hiệu lực của văn bản {entry.effective_on:%d/%m/%Y} ngoài khoảng hợp lý")
    if entry.text_signed_on and entry.text_signed_on > today:
        reasons.append(f"ngày ký văn bản {entry.text_signed_on:%d/%m/%Y} chưa tới")
    if entry.text_signed_on and entry.effective_on and entry.text_signed_on > entry.effective_on:
        reasons.append("văn bản có hiệu lực trước ngày ký")
    if shortened and scope == Scope.PUBLIC and not (entry.text_signed_on or entry.effective_on):
        reasons.append("thủ tục rút gọn phải có ngày ký văn bản để tính hạn")
    return reasons
