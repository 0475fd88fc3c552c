"""What the officials' pages show of a plan: facts, filters, groups, history."""

from typing import Any, Final

from django.urls import reverse

from motcua.people import queries as people
from motcua.steer.plans.models import Completion, Plan
from motcua.steer.plans.queries import ItemView, PlanView
from motcua.steer.plans.rules.completing import FIELDS, LABELS, SHORT_LABELS
from motcua.steer.plans.rules.deadlines import RECURRENCES

GAPS: Final = {"all": "Tất cả nhiệm vụ", "any": "Cần bổ sung", **{k: f"Thiếu {v}" for k, v in SHORT_LABELS.items()}}
"""The filters of the list of tasks."""


def header(view: PlanView) -> list[dict[str, Any]]:
    """The head of the document as facts; what it does not say stays unknown."""
    said = view.reading
    signer = said.get("signer") or {}
    signed = " ".join(part for part in (signer.get("title"), signer.get("name")) if part)
    return [
        {"key": "Số, ký hiệu", "value": said.get("number") or said.get("number_pattern")},
        {"key": "Ngày ban hành", "value": _vi_day(said["date"]) if said.get("date") else said.get("date_text")},
        {"key": "Cơ quan ban hành", "value": said.get("issuer")},
        {"key": "Người ký", "value": signed or None},
        {"key": "Căn cứ", "value": said.get("basis")},
    ]


def _vi_day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def wanted(task: ItemView, gap: str) -> bool:
    """Whether `task` answers the filter `gap`."""
    return gap == "all" or (bool(task.missing) if gap == "any" else gap in task.missing)


def groups(view: PlanView, gap: str) -> list[dict[str, Any]]:
    """The sections with the tasks that answer the filter; headings only without one."""
    found = []
    for group in view.groups:
        tasks = [task for task in group.tasks if wanted(task, gap) and (gap == "all" or not task.heading)]
        if tasks:
            found.append({"group": group, "tasks": tasks})
    return found


def tabs(view: PlanView, gap: str, found: Plan) -> list[dict[str, Any]]:
    """The filters with their counts and addresses."""
    single = [task for task in view.items("task") if not task.heading]
    address = reverse("plans:plan")
    return [
        {
            "label": label,
            "count": sum(wanted(task, key) for task in single),
            "url": f"{address}?nam={found.year or ''}&thieu={key}#nhiem-vu",
            "current": key == gap,
        }
        for key, label in GAPS.items()
    ]


def facts_of(view: ItemView) -> list[dict[str, Any]]:
    """The item with the values in force, as facts."""
    facts: list[dict[str, Any]] = [{"key": "Căn cứ", "value": ", ".join(view.content.get("legal_basis", ())) or None}]
    if view.item.kind in FIELDS and not view.heading:
        due = view.deadline.strftime("%d/%m/%Y") if view.deadline else None
        words = view.recurrence_label or view.deadline_text
        facts = [
            {"key": LABELS["owner"], "value": ", ".join(view.owner) or None},
            {"key": LABELS["coordinators"], "value": ", ".join(view.coordinators) or None},
            {"key": LABELS["deadline"], "value": " · ".join(part for part in (due, words) if part) or None},
            *([{"key": LABELS["product"], "value": view.product or None}] if view.item.kind == "task" else []),
            *facts,
        ]
    if view.item.kind == "target":
        facts.insert(0, {"key": "Chỉ tiêu", "value": view.content.get("target_text") or None})
    return facts


def entry(row: Completion) -> dict[str, Any]:
    """One completion as an entry of the timeline."""
    title = (
        f"{LABELS[row.field]}: trở lại theo văn bản" if row.value is None else f"Bổ sung {LABELS[row.field].lower()}"
    )
    return {"at": row.at, "title": title, "text": _shown(row), "actor": people.account_name(row.by), "kind": "done"}


def _shown(row: Completion) -> str:
    """The value a person entered, in words."""
    if row.value is None:
        return ""
    if row.field == "recurrence":
        return RECURRENCES[row.value]
    if row.field == "deadline":
        return _vi_day(row.value)
    names = {unit.key: unit.name for unit in people.units()} if row.field in {"owner", "coordinators"} else {}
    values = row.value if isinstance(row.value, list) else [row.value]
    return ", ".join(names.get(str(value), str(value)) for value in values)
