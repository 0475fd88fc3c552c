"""Importing a plan: the text is kept as it came, its items are found again, nothing a person wrote is touched."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as audit
from motcua.kernel.audit import services as log
from motcua.kernel.text import search_key
from motcua.steer.plans import rules
from motcua.steer.plans.models import Plan, PlanEdition, PlanItem
from motcua.steer.plans.rules.completing import Refusal
from motcua.steer.plans.rules.matching import Fresh, Known, match, same_words
from motcua.steer.plans.rules.record import Record, plan_record

STREAM = "plan"
IMPORTERS = frozenset({"control_officer", "administrator"})


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. The four counts are items; `not_understood` and `warnings` are lines of the text."""

    plan: Plan
    edition: PlanEdition
    reading: Record
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    new_edition: bool = True
    not_understood: list[Record] = field(default_factory=list)
    warnings: list[Record] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """The report as numbers, for events and the command line."""
        names = ("created", "updated", "unchanged", "withdrawn")
        counted = {name: int(getattr(self, name)) for name in names}
        return {**counted, "not_understood": len(self.not_understood), "warnings": len(self.warnings)}

    def __str__(self) -> str:
        said = "bản mới" if self.new_edition else "không đổi"
        return (
            f"{self.plan.title or self.plan.key} ({said}): thêm {self.created}, cập nhật {self.updated}, "
            f"giữ nguyên {self.unchanged}, rút {self.withdrawn}, không hiểu {len(self.not_understood)} dòng"
        )


@transaction.atomic
def import_plan(text: str, *, by: Actor, now: datetime, name: str) -> ImportReport | Refusal:
    """Read `text` and make it the plan in force of its year; the same text twice changes nothing.

    Items keep their identity and what people completed; an item that the text no longer has is withdrawn, not
    deleted. Refuses what holds neither a task nor a target. Raises `audit.Conflict` when somebody imports the same
    plan at the same moment.
    """
    if by.kind != "system" and by.role not in IMPORTERS:
        return Refusal(
            "wrong_role", "Chỉ đầu mối kiểm soát thủ tục hành chính được nhập kế hoạch.", "", "control_officer"
        )
    reading = plan_record(rules.parse(text))
    if not _is_plan(reading):
        return Refusal("not_a_plan", "Không tìm thấy nhiệm vụ hay chỉ tiêu nào: văn bản này không giống một kế hoạch.")
    plan = _plan(reading, now)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    newest = plan.editions.order_by("-number").first()
    if newest and newest.sha256 == digest and newest.reading == reading:
        return _report(plan, newest, reading, Counter(unchanged=len(_fresh(reading))), new_edition=False)
    counts = _merge(plan, reading, now)
    edition = PlanEdition(
        plan=plan, number=newest.number + 1 if newest else 1, name=name[:200], text=_storable(text),
        sha256=digest, reading=reading, report={}, imported_by=by.id, imported_at=now,
    )  # fmt: skip
    report = _report(plan, edition, reading, counts, new_edition=True)
    edition.report = report.counts()
    edition.save(force_insert=True)
    if reading["title"] and plan.title != reading["title"]:
        plan.title = reading["title"][:400]
        plan.save(update_fields=["title"])
    _record(report, by, now)
    return report


def _record(report: ImportReport, by: Actor, now: datetime) -> None:
    stream = log.StreamRef(STREAM, str(report.plan.pk))
    log.append(
        stream=stream,
        expected_version=audit.version(stream),
        type="plan.imported",
        payload={"edition": report.edition.number, "sha256": report.edition.sha256, **report.counts()},
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=f"plan-import:{report.plan.pk}:{report.edition.number}",
    )


def _report(
    plan: Plan, edition: PlanEdition, reading: Record, counts: Counter[str], *, new_edition: bool
) -> ImportReport:
    return ImportReport(
        plan=plan,
        edition=edition,
        reading=reading,
        **{name: counts[name] for name in ("created", "updated", "unchanged", "withdrawn")},
        new_edition=new_edition,
        not_understood=reading["not_understood"],
        warnings=reading["warnings"],
    )


def _plan(reading: Record, now: datetime) -> Plan:
    """The plan of the same year and title; a copy without a title belongs to the only plan of its year."""
    year, title = reading["year"], reading["title"] or ""
    words = search_key(title).replace(str(year), "").strip()[:120]
    if not words:
        only = list(Plan.objects.filter(year=year).order_by("created_at")[:2])
        if len(only) == 1:
            return only[0]
    key = f"{year or 'khong-ro-nam'}:{words}"
    plan, _ = Plan.objects.get_or_create(key=key, defaults={"year": year, "title": title[:400], "created_at": now})
    return plan


def _is_plan(reading: Record) -> bool:
    """There is a task or a target, and a heading or a table such as plans have."""
    known = any(part["title"] and part["role"] != "other" for part in reading["sections"])
    counted = any(row["value"] is not None for row in reading["indicators"])
    return counted or bool(reading["tasks"] and (known or reading["title"]))


def _storable(text: str) -> str:
    """`text` without what no database keeps: byte 0 and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _fresh(reading: Record) -> list[tuple[Fresh, Record]]:
    """Every item of a reading, in the order of the document."""
    parts = (("purpose", "purposes"), ("requirement", "requirements"), ("task", "tasks"), ("target", "indicators"))
    return [
        (Fresh(kind, content["id"], content["name"] if kind == "target" else content["text"]), content)
        for kind, part in parts
        for content in reading[part]
    ]


def _merge(plan: Plan, reading: Record, now: datetime) -> Counter[str]:
    """Bring the items to the new reading; what people completed is in other rows and stays."""
    fresh = _fresh(reading)
    items = {item.pk: item for item in plan.items.all()}
    known = [Known(i.pk, i.kind, i.code, i.text, i.withdrawn_at is not None) for i in items.values()]
    twins = match(known, [item for item, _ in fresh])
    counts: Counter[str] = Counter()
    _withdraw([item for key, item in items.items() if key not in twins and item.withdrawn_at is None], now, counts)
    _make_way(plan, fresh, twins, items)
    for position, ((item, content), key) in enumerate(zip(fresh, twins, strict=True), start=1):
        if key is None:
            PlanItem.objects.create(
                plan=plan, kind=item.kind, code=item.code, position=position, text=item.text, content=content
            )
            counts["created"] += 1
        else:
            counts[_update(items[key], item, content, position, now)] += 1  # type: ignore[index]
    return counts


def _withdraw(items: list[PlanItem], now: datetime, counts: Counter[str]) -> None:
    for item in items:
        item.withdrawn_at = now
        item.save(update_fields=["withdrawn_at"])
        counts["withdrawn"] += 1


def _make_way(plan: Plan, fresh: list[tuple[Fresh, Record]], twins: list[Any], items: dict[Any, PlanItem]) -> None:
    """Items that change places must not meet under one code half way: those that move first take a code of nobody."""
    for (item, _), key in zip(fresh, twins, strict=True):
        if key is not None and items[key].code != item.code:
            plan.items.filter(pk=key).update(code=f"~{key}")


def _update(item: PlanItem, fresh: Fresh, content: Record, position: int, now: datetime) -> str:
    """Write the new reading into `item`; says whether anything changed."""
    reworded = not same_words(item.text, fresh.text)
    before = (item.code, item.text, item.content, item.withdrawn_at)
    if before == (fresh.code, fresh.text, content, None):
        if item.position != position:
            item.position = position
            item.save(update_fields=["position"])
        return "unchanged"
    if reworded:
        item.previous_text, item.text_changed_at = item.text, now
    item.code, item.text, item.content, item.position = fresh.code, fresh.text, content, position
    item.withdrawn_at = None
    item.save()
    return "updated"
