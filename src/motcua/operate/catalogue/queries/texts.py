"""Procedures and their versions."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.db.models import BigAutoField, CharField, QuerySet

from motcua.kernel.fixed import Fixed
from motcua.kernel.plugins import Port
from motcua.kernel.recall import Recall
from motcua.operate.catalogue import rules
from motcua.operate.catalogue.models import Procedure, ProcedureVersion

_kept = Recall()
# Filled by the module that keeps the forms: is there a form with which `code` can be filed online?
form_exists: Port[Callable[[str], bool]] = Port("catalogue.form_exists")


def procedure(code: str) -> Procedure | None:
    """The procedure under `code`, repealed ones too; None when there is none."""
    return Procedure.objects.select_related("successor").filter(code=code).first()


def procedures() -> QuerySet[Procedure]:
    """Every procedure, by name."""
    return Procedure.objects.order_by("name", "code")


def version(version_id: int) -> ProcedureVersion | None:
    return ProcedureVersion.objects.select_related("procedure").filter(pk=version_id).first()


def known_version(version_id: int) -> ProcedureVersion:
    """The version with its procedure as they were within the last seconds: for acts, which ask only what is frozen in
    them or hardly ever changes. It is handed to everybody, so nobody may change it. Its long texts are read when
    somebody wants them.
    """
    found: ProcedureVersion = _kept(version_id, lambda: _by_key(version_id)[0])
    return found


def forget() -> None:
    """Drop what this process remembers of versions; called with every change of the catalogue."""
    _kept.forget()


def versions(code: str) -> list[ProcedureVersion]:
    """All versions of a procedure, the newest period first (numbers count the order of recording)."""
    rows = ProcedureVersion.objects.select_related("procedure__successor").filter(procedure__code__iexact=code)
    return sorted(rows, key=lambda row: (row.state == "in_force", rules.era_order(row.era), row.number), reverse=True)


def newest_versions(procedure_ids: Sequence[int]) -> dict[int, ProcedureVersion]:
    """For each procedure id the version to show: the one in force, else the newest recorded one."""
    rows = ProcedureVersion.objects.filter(procedure_id__in=procedure_ids).exclude(state="draft").order_by("number")
    kept: dict[int, ProcedureVersion] = {}
    for row in rows:
        if row.procedure_id not in kept or kept[row.procedure_id].state != ProcedureVersion.State.IN_FORCE:
            kept[row.procedure_id] = row
    return kept


def version_in_force(code: str, on: date | None = None) -> ProcedureVersion | None:
    """The version that holds on `on`: by its dates of effect where these are known, otherwise the one in force.

    None for an unknown or repealed procedure, unless dated versions say that it held on that day.
    """
    return held_on(_versions_of(code), on)


def known_in_force(code: str, on: date) -> ProcedureVersion | None:
    """The same for a filing, from what was so within the last seconds; nobody may change what is given."""
    rows: list[ProcedureVersion] = _kept(("of", code), lambda: _versions_of(code))
    return held_on(rows, on)


def turns_of(code: str) -> list[date]:
    """The days, in their order, on which another version of a procedure may begin to hold by the dates of effect.

    From one of them to the day before the next `known_in_force` gives the same.
    """
    rows: list[ProcedureVersion] = _kept(("of", code), lambda: _versions_of(code))
    begins = {row.effective_from for row in rows if row.effective_from}
    ends = {row.effective_to + timedelta(days=1) for row in rows if row.effective_to and row.effective_to < date.max}
    return sorted(begins | ends)


def held_on(rows: Sequence[ProcedureVersion], on: date | None) -> ProcedureVersion | None:
    """Of all versions of a procedure, the one that `version_in_force` means."""
    dated = [row for row in rows if on is not None and row.holds_by_date(on)]
    if dated:
        return max(dated, key=lambda row: (row.effective_from, row.number))
    in_force = (row for row in rows if row.state == ProcedureVersion.State.IN_FORCE)
    return next((row for row in in_force if row.procedure.state == Procedure.State.IN_FORCE), None)


# Every filing asks this; the long texts are read only when somebody wants them (`parsed` keeps those it has seen).
_versions_of = Fixed(
    lambda code: (
        ProcedureVersion.objects.exclude(state="draft")
        .filter(procedure__code=code)
        .select_related("procedure")
        .defer("content", "source", "missing")
        .order_by("number")
    ),
    CharField(),
)


_by_key = Fixed(
    lambda key: (
        ProcedureVersion.objects.filter(pk=key)
        .select_related("procedure")
        .defer("content", "source", "missing")
        .order_by()
    ),
    BigAutoField(),
)


def can_file_online(code: str) -> bool:
    """True when a higher module offers a form for `code`."""
    has_form = form_exists.get()
    return has_form is not None and has_form(code)
