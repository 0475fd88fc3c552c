"""A reading as plain data, in the shape of `data/plans/plan_2024.json`: for storage, the command line and tests."""

from dataclasses import asdict
from typing import Any

from .shape import Indicator, Plan, Statement, Target, Task

Record = dict[str, Any]


def plan_record(plan: Plan) -> Record:
    """Everything read, dates as ISO text, what the text does not say as None or an empty list."""
    return {
        "title": plan.title,
        "number": plan.number,
        "number_pattern": plan.number_pattern,
        "issuer": plan.issuer,
        "parent_issuer": plan.parent_issuer,
        "place": plan.place,
        "date": plan.date.isoformat() if plan.date else None,
        "date_text": plan.date_text,
        "year": plan.year,
        "signer": asdict(plan.signer) if plan.signer else None,
        "basis": plan.basis,
        "preamble": plan.preamble,
        "closing": plan.closing,
        "annex_title": plan.annex_title,
        "purposes": [statement_record(said) for said in plan.purposes],
        "targets_note": statement_record(plan.targets_note) if plan.targets_note else None,
        "requirements": [statement_record(said) for said in plan.requirements],
        "sections": [
            {"id": part.id, "title": part.title, "role": str(part.role), "intro": part.intro, "basis": list(part.basis)}
            for part in plan.sections
        ],
        "tasks": [task_record(task) for task in plan.tasks],
        "indicator_groups": [{"id": group, "name": name} for group, name in plan.indicator_groups],
        "indicators": [indicator_record(indicator) for indicator in plan.indicators],
        "recipients": list(plan.recipients),
        "documents": [
            {**asdict(found), "date": found.date.isoformat() if found.date else None} for found in plan.documents
        ],
        "not_understood": [asdict(remark) for remark in plan.not_understood],
        "warnings": [asdict(remark) for remark in plan.warnings],
    }


def statement_record(said: Statement) -> Record:
    return {"id": said.id, "text": said.text, "legal_basis": list(said.legal_basis)}


def task_record(task: Task) -> Record:
    return {
        "id": task.id,
        "section": task.section,
        "parent": task.parent,
        "text": task.text,
        "heading": task.heading,
        "intro": task.intro,
        "owner": list(task.owner),
        "owner_from": task.owner_from,
        "coordinators": list(task.coordinators),
        "deadline_text": task.deadline_text,
        "deadline": task.deadline.isoformat() if task.deadline else None,
        "recurrence": task.recurrence,
        "milestones": [
            {
                "name": mark.name,
                "deadline_text": mark.deadline_text,
                "deadline_before": mark.deadline_before.isoformat(),
            }
            for mark in task.milestones
        ],
        "expected_product": task.expected_product,
        "targets": [asdict(target) for target in task.targets],
        "legal_basis": list(task.legal_basis),
        "missing": list(task.missing),
    }


def indicator_record(indicator: Indicator) -> Record:
    """One row of the annex; `id` and `code` are the same, `operator`, `value`, `unit` repeat the target."""
    target = indicator.target
    return {
        "id": indicator.code,
        "code": indicator.code,
        "group": indicator.group,
        "number": indicator.number,
        "name": indicator.name,
        "owner": list(indicator.owner),
        "coordinators": list(indicator.coordinators),
        "period": indicator.time_text,
        "deadline": indicator.deadline.isoformat() if indicator.deadline else None,
        "target_text": indicator.target_text,
        "operator": target.operator if target else None,
        "value": target.value if target else None,
        "unit": target.unit if target else None,
        "target": _target(target) if target else None,
        "legal_basis": list(indicator.legal_basis),
        "documents": list(indicator.documents),
    }


def _target(target: Target) -> Record:
    return {"operator": target.operator, "value": target.value, "unit": target.unit}
