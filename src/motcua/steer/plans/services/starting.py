"""The starter plan: the department's own document in `data/plans`."""

from datetime import datetime

from django.conf import settings

from motcua.kernel.actors import SYSTEM
from motcua.steer.plans.models import PlanEdition
from motcua.steer.plans.rules.completing import Refusal
from motcua.steer.plans.services.importing import import_plan


def load_starter(now: datetime) -> str:
    """Import every text of `data/plans` once; says what happened. A text that people replaced stays replaced."""
    told = []
    for path in sorted((settings.DATA_DIR / "plans").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if _replaced(text):
            told.append(f"{path.name}: đã có bản mới hơn")
            continue
        report = import_plan(text, by=SYSTEM, now=now, name=path.name)
        told.append(report.message if isinstance(report, Refusal) else str(report))
    return "; ".join(told)


def _replaced(text: str) -> bool:
    """A later text of the same plan has been imported since."""
    edition = PlanEdition.objects.filter(text=text).order_by("-number").first()
    return edition is not None and PlanEdition.objects.filter(plan=edition.plan_id, number__gt=edition.number).exists()
