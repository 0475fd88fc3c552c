"""A plan as the screens show it: what the text says with what people completed laid over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.people import queries as people
from motcua.steer.plans.models import Completion, Plan, PlanItem
from motcua.steer.plans.queries.plans import edition
from motcua.steer.plans.rules.completing import FIELDS
from motcua.steer.plans.rules.deadlines import RECURRENCES
from motcua.steer.plans.rules.standing import target_words


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with the values in force. `edited` are the fields a person's value stands in.

    `outdated`: the text was reworded after a person last completed something. `seen` is the newest completion.
    """

    item: PlanItem
    owner: tuple[str, ...]
    owner_key: str
    coordinators: tuple[str, ...]
    coordinator_keys: tuple[str, ...]
    deadline: date | None
    deadline_text: str
    recurrence: str
    product: str
    edited: frozenset[str]
    outdated: bool
    seen: int

    @property
    def code(self) -> str:
        return self.item.code

    @property
    def text(self) -> str:
        return self.item.text

    @property
    def content(self) -> dict[str, Any]:
        """What the newest text says, as data."""
        content: dict[str, Any] = self.item.content
        return content

    @property
    def heading(self) -> bool:
        return bool(self.content.get("heading"))

    @property
    def recurrence_label(self) -> str:
        return RECURRENCES.get(self.recurrence, "")

    @property
    def aims(self) -> list[tuple[str, str]]:
        """The percentages a task's text sets, each with its target in words."""
        rows = self.content.get("targets", ())
        return [(row["name"], target_words(row["operator"], row["value"], row["unit"])) for row in rows]

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of owner, deadline, product nobody has told yet; nothing for headings, purposes and requirements."""
        if self.heading or self.item.kind not in FIELDS:
            return ()
        known = {"owner": self.owner}
        if self.item.kind == "task":
            known |= {"deadline": self.deadline or self.recurrence, "product": self.product}  # type: ignore[dict-item]
        return tuple(name for name, value in known.items() if not value)


@dataclass(frozen=True, slots=True)
class Group:
    """A section with its tasks, in the order of the document."""

    id: str
    title: str
    intro: str
    tasks: list[ItemView]


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of the plan is complete: single tasks, and those with owner, deadline and product."""

    tasks: int
    complete: int
    gaps: dict[str, int]


@dataclass(frozen=True, slots=True)
class PlanView:
    """The whole plan. `reading` is the newest reading of its text as data."""

    plan: Plan
    reading: dict[str, Any]
    all_items: list[ItemView]
    withdrawn: list[ItemView]

    def items(self, kind: str) -> list[ItemView]:
        """The items of one kind still in the plan, in its order."""
        return [item for item in self.all_items if item.item.kind == kind]

    @property
    def purposes(self) -> list[ItemView]:
        return self.items("purpose")

    @property
    def requirements(self) -> list[ItemView]:
        return self.items("requirement")

    @property
    def groups(self) -> list[Group]:
        """The tasks by section."""
        tasks = self.items("task")
        return [
            Group(part["id"], part["title"], part["intro"], [t for t in tasks if t.content["section"] == part["id"]])
            for part in self.reading["sections"]
            if any(task.content["section"] == part["id"] for task in tasks)
        ]

    @property
    def progress(self) -> Progress:
        single = [task for task in self.items("task") if not task.heading]
        gaps = {name: sum(name in task.missing for task in single) for name in ("owner", "deadline", "product")}
        return Progress(len(single), sum(not task.missing for task in single), gaps)

    def as_record(self) -> dict[str, Any]:
        """The plan as plain data, for the command line."""
        return {
            "title": self.plan.title,
            "year": self.plan.year,
            "tasks": [_record(item) for item in self.items("task")],
            "indicators": [_record(item) for item in self.items("target")],
            "withdrawn": [_record(item) for item in self.withdrawn],
        }


def view(plan: Plan) -> PlanView:
    """Everything a page about `plan` needs, in three queries."""
    rows = list(plan.items.prefetch_related("completions").order_by("position", "id"))
    names = {unit.key: unit.name for unit in people.units()}
    shown = [_view(row, row.completions.all(), names) for row in rows]
    newest = edition(plan)
    return PlanView(
        plan=plan,
        reading=newest.reading if newest else {"sections": [], "not_understood": [], "warnings": []},
        all_items=[item for item in shown if item.item.withdrawn_at is None],
        withdrawn=[item for item in shown if item.item.withdrawn_at is not None],
    )


def one(item: PlanItem) -> ItemView:
    """One item with the values in force."""
    return _view(item, item.completions.all(), {unit.key: unit.name for unit in people.units()})


def _view(item: PlanItem, completions: Iterable[Completion], names: dict[str, str]) -> ItemView:
    rows = sorted(completions, key=lambda row: (row.at, row.pk))
    latest = {row.field: row.value for row in rows}
    mine = {field: value for field, value in latest.items() if value is not None}
    said = item.content
    owner_key, helper_keys = mine.get("owner", ""), tuple(mine.get("coordinators", ()))
    recurring = mine.get("recurrence", "" if "deadline" in mine else said.get("recurrence") or "")
    return ItemView(
        item=item,
        owner=(names.get(owner_key, owner_key),) if owner_key else tuple(said.get("owner", ())),
        owner_key=owner_key,
        coordinators=tuple(names.get(k, k) for k in helper_keys) or tuple(said.get("coordinators", ())),
        coordinator_keys=helper_keys,
        deadline=_day(mine.get("deadline") or ("" if "recurrence" in mine else said.get("deadline"))),
        deadline_text="" if {"deadline", "recurrence"} & mine.keys() else _words(said),
        recurrence=recurring,
        product=mine.get("product") or said.get("expected_product") or "",
        edited=frozenset(mine),
        outdated=bool(mine and item.text_changed_at and rows[-1].at < item.text_changed_at),
        seen=max((row.pk for row in rows), default=0),
    )


def _words(said: dict[str, Any]) -> str:
    return said.get("deadline_text") or said.get("period") or ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _record(view: ItemView) -> dict[str, Any]:
    return {
        "id": view.code,
        "text": view.text,
        "owner": list(view.owner),
        "coordinators": list(view.coordinators),
        "deadline": view.deadline.isoformat() if view.deadline else None,
        "deadline_text": view.deadline_text or None,
        "recurrence": view.recurrence or None,
        "product": view.product or None,
        "target": view.content.get("target"),
        "missing": list(view.missing),
        "edited": sorted(view.edited),
        "text_changed": view.outdated,
    }
