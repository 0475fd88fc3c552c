"""Procedures and units as accounts from other systems name them, looked up once for many dossiers."""

from bisect import bisect_right
from datetime import date, datetime
from typing import Any

from motcua.kernel.actors import Actor
from motcua.kernel.time import local_date
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.catalogue.services import unlisted
from motcua.operate.dossiers.services.intake import ONE_STOP_DUTY
from motcua.operate.processes import queries as processes
from motcua.people import queries as people


class Listing:
    """What the catalogue and the table of duties say, kept while one batch is taken."""

    def __init__(self, *, by: Actor, now: datetime) -> None:
        self._by, self._now = by, now
        self._versions: dict[tuple[str, int], Any] = {}
        self._turns: dict[str, list[date]] = {}
        self._listed: dict[int, bool] = {}
        self._fallbacks: dict[str, Any] = {}
        self._by_key: dict[int, Any] = {}
        self._units: dict[int, str] = {}
        self._results: dict[int, bool | None] = {}
        self.agency = str(people.agency().key)
        self.counter = next(unit.key for unit in people.units() if ONE_STOP_DUTY in unit.duties)

    def version(self, code: str, at: datetime) -> Any:
        """The text of the procedure that held on the day, else its newest one, else the place of the unlisted."""
        day = local_date(at)
        turns = self._turns.get(code)
        if turns is None:
            turns = self._turns[code] = catalogue.turns_of(code) if code else []
        part = bisect_right(turns, day)
        found = self._versions.get((code, part))
        if found is None:
            found = catalogue.known_in_force(code, day) if code else None
            found = found or self._newest(code)
            self._versions[code, part] = self._by_key[found.pk] = found
        return found

    def _newest(self, code: str) -> Any:
        """Its newest text, of whatever time; the place of the unlisted when the catalogue has none."""
        found = self._fallbacks.get(code)
        if found is None:
            found = next(iter(catalogue.versions(code) if code else ()), None)
            found = found or unlisted.version(by=self._by, now=self._now)
            self._fallbacks[code] = found
        return found

    def known(self, key: int) -> Any:
        """A version given before."""
        return self._by_key[key]

    def lists(self, version: Any) -> bool:
        """Whether it is a text of the catalogue and not the place of those that it does not list."""
        known = self._listed.get(version.pk)
        if known is None:
            known = self._listed[version.pk] = str(version.procedure.code) != unlisted.CODE
        return known

    def unit_for(self, version: Any) -> str:
        """The unit that would handle it here; the counter when nobody is named."""
        key = version.procedure_id
        if key not in self._units:
            row = version.procedure
            self._units[key] = processes.unit_for(procedure_code=row.code, field=row.field) or self.counter
        return self._units[key]

    def paper_result(self, version: Any) -> bool | None:
        """Whether its result is a document; None when the data does not say."""
        if version.pk not in self._results:
            required = [result.paper_required for result in version.parsed.results or ()]
            self._results[version.pk] = any(mark is not False for mark in required) if required else None
        return self._results[version.pk]
