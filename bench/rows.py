"""Rows for measuring lists and figures: data made for this only, poured straight into the tables."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

SHARES = {10: 70, 9: 5, 4: 10, 2: 4, 1: 4, 5: 2, 3: 3, 7: 2}  # per cent of the dossiers in each state
FINISHED = frozenset({9, 10})
FIRST_DAY = datetime(2024, 1, 1, 1, tzinfo=UTC)
DAYS = 720


def pour(count: int, *, seed: int = 1) -> None:
    """`count` dossiers over two years with owner, open task and fact; the same seed gives the same spread."""
    from django.db import connection, transaction

    with transaction.atomic():
        _Pouring(count, Random(seed)).run()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


class _Pouring:
    def __init__(self, count: int, chance: Random) -> None:
        from motcua.operate.catalogue.models import ProcedureVersion
        from motcua.operate.processes.models import ProcessVersion
        from motcua.people import queries as people

        self.count, self.chance = count, chance
        self.versions = list(ProcedureVersion.objects.filter(state="in_force").select_related("procedure"))
        self.units = sorted(unit.key for unit in people.units())
        self.process = ProcessVersion.objects.order_by("-number").first()
        self.agency = people.agency().key
        self.owners: list[Any] = []

    def run(self) -> None:
        from motcua.measure.facts import cells

        self.owners = [self._owner(n) for n in range(max(1, self.count // 5))]
        copy_in(self.owners)
        dossiers = [self._dossier(n) for n in range(self.count)]
        copy_in(dossiers)
        copy_in(task for dossier in dossiers if (task := self._task(dossier)))
        copy_in(self._fact(dossier) for dossier in dossiers)
        cells.fold()

    def _owner(self, n: int) -> Any:
        from motcua.people.models import Applicant

        name = f"Người Dân {n}"
        return Applicant(
            kind="person", full_name=name, search_key=name.lower(), created_at=FIRST_DAY, updated_at=FIRST_DAY
        )

    def _dossier(self, n: int) -> Any:
        from motcua.operate.dossiers.models import Dossier

        chance, version = self.chance, self.chance.choice(self.versions)
        owner = self.owners[n % len(self.owners)]
        state = chance.choices(list(SHARES), SHARES.values())[0]
        filed = FIRST_DAY + timedelta(days=chance.randrange(DAYS), minutes=chance.randrange(480))
        accepted = filed + timedelta(hours=2) if state not in {1, 3} else None
        due = accepted + timedelta(days=chance.choice([1, 5, 10, 20])) if accepted else None
        done = accepted + timedelta(days=chance.randrange(1, 20)) if accepted and state in FINISHED else None
        code = f"H99-{filed:%y%m%d}-{n:06d}" if accepted else None
        return Dossier(
            version=3, state=state, tracking_code=f"B{n:09d}", code=code, procedure=version.procedure,
            procedure_version=version, process_version=self.process if accepted else None, owner=owner, filer=owner,
            agency_id=self.agency, receipt_unit_id=self.units[0], unit_id=chance.choice(self.units),
            channel=chance.choice([1, 2, 2, 3]), delivery="electronic", submitted_at=filed, accepted_at=accepted,
            finished_at=done, returned_at=done if state == 10 else None, legal_due=due, portal_due=due,
            next_due=due or filed + timedelta(days=1), search_key=f"b{n:09d} {owner.search_key} {(code or '').lower()}",
        )  # fmt: skip

    def _task(self, dossier: Any) -> Any:
        from motcua.operate.dossiers.models import Task

        if dossier.state in {3, 7, 10}:
            return None
        return Task(
            dossier=dossier, step="appraise", name="Thẩm định", role="case_officer", unit_id=dossier.unit_id,
            opened_at=dossier.submitted_at, due_at=dossier.next_due,
        )  # fmt: skip

    def _fact(self, dossier: Any) -> Any:
        from motcua.measure.facts import services
        from motcua.measure.facts.rules import Fact

        done, digital = dossier.finished_at, self.chance.random() < 0.8
        papers = {str(n): {"code": f"TP{n}", "digitise": True, "file": digital, "reused": n == 1} for n in (1, 2, 3)}
        return services.row_of(
            Fact(
                dossier_id=str(dossier.pk), code=dossier.code or "", procedure=dossier.procedure.code,
                version_id=dossier.procedure_version_id, agency=self.agency, unit=dossier.unit_id,
                receipt_unit=dossier.receipt_unit_id, channel=dossier.channel, origin="portal", state=dossier.state,
                submitted_on=dossier.submitted_at.date(),
                accepted_on=dossier.accepted_at.date() if dossier.accepted_at else None, legal_due=dossier.legal_due,
                portal_due=dossier.portal_due, limit_unit="working_day", finished_at=done,
                finished_on=done.date() if done else None, closed_by="result" if done else "", paper_result=True,
                result_kind="approval" if done else "", result_electronic=bool(done) and digital,
                result_signed=bool(done) and digital, rating=self.chance.choice([None, 3, 4, 5]) if done else None,
                papers=papers, events=3,
            )
        )  # fmt: skip


def copy_in(rows: Iterable[Any]) -> None:
    """COPY unsaved rows of one model into its table."""
    from django.db import connection

    stream: Iterator[Any] = iter(rows)
    first = next(stream, None)
    if first is None:
        return
    fields = [field for field in first._meta.concrete_fields if getattr(first, field.attname) is not None or field.null]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(first._meta.db_table)

    def values(row: Any) -> list[Any]:
        return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]

    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        copy.write_row(values(first))
        for row in stream:
            copy.write_row(values(row))
