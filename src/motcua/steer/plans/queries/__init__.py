"""Reads of plans: the plan in force, its items with what people completed, the live values of its targets."""

from motcua.steer.plans.queries.figures import Standing, live_figures, standings
from motcua.steer.plans.queries.plans import edition, history, item, plan, years
from motcua.steer.plans.queries.views import Group, ItemView, PlanView, Progress, one, view

__all__ = [
    "Group",
    "ItemView",
    "PlanView",
    "Progress",
    "Standing",
    "edition",
    "history",
    "item",
    "live_figures",
    "one",
    "plan",
    "standings",
    "view",
    "years",
]
