"""Writes of plans: import a text, load the starter plan, complete an item by hand."""

from motcua.steer.plans.rules.completing import Refusal
from motcua.steer.plans.services.completing import complete, complete_item
from motcua.steer.plans.services.importing import ImportReport, import_plan
from motcua.steer.plans.services.starting import load_starter

__all__ = ["ImportReport", "Refusal", "complete", "complete_item", "import_plan", "load_starter"]
