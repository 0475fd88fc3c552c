"""The watch list: centrally regulated procedures that a ministry published and the province has not yet."""

from dataclasses import dataclass
from datetime import date

from motcua.operate.publications.models import Decision, Entry
from motcua.operate.publications.queries.decisions import SIGNED
from motcua.operate.publications.rules import Instance, Level, Scope, State


@dataclass(frozen=True, slots=True)
class Watched:
    """One procedure of a ministry's decision that calls for a decision of the province.

    `draft`: the provincial draft that holds it already, if any. `instance` counts the province's own clock.
    """

    entry: Entry
    ministry: Decision
    draft: Decision | None

    @property
    def instance(self) -> Instance:
        return Instance(
            code=self.entry.code,
            decision=str((self.draft or self.ministry).pk),
            number=(self.draft or self.ministry).number,
            shortened=self.ministry.shortened,
            effective_on=self.entry.effective_on,
            text_signed_on=self.entry.text_signed_on,
        )

    def days_waiting(self, today: date) -> int | None:
        """Days since the decision was seen on the national database: the part the Sở itself controls."""
        seen = self.ministry.seen_on
        return (today - seen).days if seen else None


def watch_list() -> list[Watched]:
    """The newest ministry's publication of each procedure that no later decision of the province answers."""
    ministry = (
        Entry.objects.filter(
            decision__level=Level.MINISTRY.value, decision__scope=Scope.PUBLIC.value, needs_province=True,
            decision__state__in=SIGNED,
        )
        .select_related("decision", "procedure")
        .order_by("decision__signed_on", "decision_id", "line")
    )  # fmt: skip
    newest = {entry.code: entry for entry in ministry}
    if not newest:
        return []
    answered, drafted = _provincial(set(newest))
    found = []
    for code, entry in newest.items():
        signed = entry.decision.signed_on
        done = answered.get(code, [])
        if any(follows == entry.decision_id or (signed and on and on >= signed) for on, follows in done):
            continue
        found.append(Watched(entry, entry.decision, drafted.get(code)))
    return sorted(found, key=lambda item: (item.entry.effective_on or date.max, item.entry.code))


def _provincial(codes: set[str]) -> tuple[dict[str, list[tuple[date | None, object]]], dict[str, Decision]]:
    """Per code: when the province decided, and the draft that holds it."""
    rows = Entry.objects.filter(decision__level=Level.PROVINCE.value, code__in=codes)
    rows = rows.exclude(decision__state=State.WITHDRAWN.value).select_related("decision")
    answered: dict[str, list[tuple[date | None, object]]] = {}
    drafted: dict[str, Decision] = {}
    for row in rows.order_by("decision__changed_at", "pk"):
        if row.decision.state in SIGNED:
            answered.setdefault(row.code, []).append((row.decision.signed_on, row.decision.follows_id))
        else:
            drafted[row.code] = row.decision
    return answered, drafted
