"""Running an import: the file is judged whole first, then taken in batches, each with its accounts in one transaction.

A file that is cut or broken is refused before anything of it is taken. An import that is cut off itself goes on after
the last whole batch: what was accounted for is skipped, and taking a row twice would change nothing anyway.
"""

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from motcua.exchange.imports import queries, rules
from motcua.exchange.imports.models import Finding, Import, RefusedRow
from motcua.exchange.imports.rules import Read, Refused
from motcua.exchange.imports.rules.stream import Broken
from motcua.exchange.imports.services.sheets import read, table_rows
from motcua.kernel import audit, making, many
from motcua.kernel.actors import Actor
from motcua.kernel.heap import seldom_swept
from motcua.kernel.sheets import BadFile
from motcua.kernel.time import local_date
from motcua.operate.dossiers.rules.observed import Account
from motcua.operate.dossiers.services.observing import Observed, observe

BATCH: Final = 1000
CHUNK: Final = 1024 * 1024
TRIES: Final = 3
LONGEST_RAW: Final = 64 * 1024
State = Import.State


class Unreadable(ValueError):
    """The file cannot be read as a whole; nothing of it was taken. The message is for people and names the place."""


class _Overtaken(Exception):
    """Another process runs this import."""


@dataclass(slots=True)
class _Batch:
    """What became of some rows."""

    refused: list[RefusedRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    taken: int = 0
    unchanged: int = 0
    whole: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    dossiers: set[UUID] = field(default_factory=set)


def run(*, import_id: UUID, now: Callable[[], datetime], by: Actor | None = None) -> Import:
    """Take what is left of the file. Done already, nothing happens. Raises Unreadable; the import then says why."""
    source = Import.objects.select_related("mapping").get(pk=import_id)
    if source.state not in {State.WAITING, State.RUNNING}:
        return source
    actor = by or Actor(
        "official" if source.asked_role else "system", source.asked_by, source.asked_role, source.asked_unit
    )
    try:
        total = sum(1 for _ in rows_of(source)) if not source.total else source.total
    except (Broken, BadFile, OSError) as error:
        words = str(error) if isinstance(error, Broken | BadFile) else "Không mở được tệp."
        Import.objects.filter(pk=source.pk).update(state=State.FAILED, problem=words[:500], finished_at=now())
        raise Unreadable(words) from error
    Import.objects.filter(pk=source.pk).update(state=State.RUNNING, total=total)
    rows = islice(enumerate(rows_of(source), start=1), source.read, None)
    follower = queries.follower(actor, now())
    places = queries.places(source.agency)
    # Overtaken: another process has it in hand, and brings it to its end.
    with seldom_swept(), contextlib.suppress(_Overtaken):
        while piece := list(islice(rows, BATCH)):
            _settled(source, piece, places, actor, now(), follower)
        Import.objects.filter(pk=source.pk).update(state=State.DONE, finished_at=now())
    source.refresh_from_db()
    return source


def rows_of(source: Import) -> Iterator[Any]:
    """The raw messages of the file, in their order."""
    path = Path(source.path)
    if source.kind == "json":
        yield from rules.messages(_chunks(path))
        return
    columns = source.mapping.columns if source.mapping else {}
    for cells in islice(table_rows(read(path), source.name), 1, None):
        yield Refused("formula", cells) if isinstance(cells, str) else rules.mapped(cells, columns)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _settled(
    source: Import, piece: Sequence[tuple[int, Any]], places: rules.Places, by: Actor, now: datetime, follower: Any
) -> None:
    """One batch; when another process took one of its dossiers meanwhile, it is looked at anew."""
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                filled = _batch(source, piece, places, by, now, follower)
        except audit.Conflict:
            if attempt == TRIES - 1:
                raise
        else:
            source.read, source.fields = source.read + len(piece), filled
            return


def _batch(
    source: Import, piece: Sequence[tuple[int, Any]], places: rules.Places, by: Actor, now: datetime, follower: Any
) -> dict[str, int]:
    """Returns how many rows said something so far, by field. Raises _Overtaken when another process runs the import."""
    read = [raw if isinstance(raw, Refused) else rules.read(raw, places, now) for _, raw in piece]
    accounts = [one.account for one in read if isinstance(one, Read)]
    observed = iter(observe(accounts=accounts, by=by, now=now, follower=follower))
    made = _Batch()
    for (number, raw), one in zip(piece, read, strict=True):
        outcome = one if isinstance(one, Refused) else next(observed)
        _book(made, source, number, raw, one, outcome)
    Finding.objects.filter(dossier_id__in=made.dossiers).delete()
    many.insert(_last(made.findings))
    many.insert(made.refused)
    filled = Counter(source.fields)
    filled.update(made.filled)
    mine = Import.objects.filter(pk=source.pk, read=source.read)
    done = mine.update(
        read=F("read") + len(piece),
        taken=F("taken") + made.taken,
        unchanged=F("unchanged") + made.unchanged,
        refused=F("refused") + len(made.refused),
        whole=F("whole") + made.whole,
        fields=dict(filled),
    )
    if not done:
        raise _Overtaken
    return dict(filled)


def _book(
    made: _Batch, source: Import, number: int, raw: Any, one: Read | Refused, outcome: Refused | Observed
) -> None:
    if isinstance(outcome, Refused) or outcome.kind == "refused":
        code = one.dossier if isinstance(one, Refused) else one.account.code
        made.refused.append(
            making.new(
                RefusedRow,
                source_id=source.pk,
                row=number,
                code=outcome.code,
                reason=outcome.words,
                dossier_code=code,
                raw="" if raw is one else kept(raw),
            )
        )
        return
    assert isinstance(one, Read), "what was refused by reading never comes this far"
    made.taken += outcome.kind == "taken"
    made.unchanged += outcome.kind == "unchanged"
    if one.account.whole:
        made.whole += 1
        made.filled.update(one.filled)
    if outcome.kind == "taken" and one.account.whole and outcome.dossier_id:
        made.dossiers.add(outcome.dossier_id)
        made.findings += _findings(source, one.account, outcome.dossier_id, one.findings)


def _findings(source: Import, account: Account, dossier_id: UUID, kinds: Sequence[str]) -> list[Finding]:
    month = local_date(account.said[0].at).replace(day=1)
    return [
        making.new(
            Finding,
            dossier_id=dossier_id,
            dossier_code=account.code,
            kind=kind,
            unit=account.unit,
            month=month,
            source_id=source.pk,
        )
        for kind in kinds
    ]


def _last(findings: list[Finding]) -> list[Finding]:
    """Of several accounts of one dossier in a batch, each kind once."""
    return list({(one.dossier_id, one.kind): one for one in findings}.values())


def kept(raw: Any) -> str:
    """A row as text that any database keeps; what is longer than a message can be is cut and says so."""
    text = json.dumps(raw, ensure_ascii=True, default=str)
    return text if len(text) <= LONGEST_RAW else json.dumps({"…": text[:LONGEST_RAW]}, ensure_ascii=True)
