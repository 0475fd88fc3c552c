"""Trying a change of the law out: what it would do to due dates, without leaving a trace."""

from datetime import datetime

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.law import services as law
from motcua.law.rules import Refusal, RuleSet
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.queries.deadlines import Moved


def would_move(*, rule: RuleSet, by: Actor, now: datetime) -> list[Moved] | Refusal:
    """The dossiers in work whose due dates the rule would put off, the most urgent first. Nothing is kept."""
    with transaction.atomic():
        done = law.set_rule(rule=rule, by=by, now=now)
        moved = [] if isinstance(done, Refusal) else list(queries.moved_dossiers())
        transaction.set_rollback(True)
    return done if isinstance(done, Refusal) else moved
