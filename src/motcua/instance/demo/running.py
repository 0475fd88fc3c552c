"""One run from its order to its summary, with its own two events in the log."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection, transaction

from motcua.instance.demo import crew, ground, outside, publications
from motcua.instance.demo.acting import Played
from motcua.instance.demo.dates import Frame
from motcua.instance.demo.hours import OfficeTime
from motcua.instance.demo.life import Teller
from motcua.instance.demo.plan import plan
from motcua.instance.demo.player import Player
from motcua.instance.demo.shape import Shape, shape
from motcua.instance.demo.sheets import Sheets
from motcua.instance.demo.story import Run
from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.time import TZ, local_date
from motcua.law import queries as law
from motcua.measure.facts import queries as facts
from motcua.operate.dossiers import queries as dossier_queries
from motcua.operate.dossiers.rules import Channel, State
from motcua.people import queries as people
from motcua.people import services as people_services

PREFIX = "demo:"
PIECE = 1000
ONE_STOP_DUTY = "tiep_nhan_tra_ket_qua"
BEYOND = timedelta(days=400)  # office time is laid out past the end, for due dates that lie after it
SETTLING = timedelta(days=120)  # the longest limits of the catalogue, and some lateness
YOUNG_YEAR = 60  # days; before that the demo of setup takes the year before
Say = Callable[[str], None]


class DemoRefused(Exception):
    """The run cannot be done here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a run left behind. Counts are of dossiers, except `acts` and `rows` (of registers).

    `left`: dossiers that somebody else acted on during the run, whose stories were not told to their end.
    """

    year: int
    seed: int
    until: datetime
    dossiers: int
    new: int
    acts: int
    states: dict[str, int] = field(default_factory=dict)
    online: int = 0
    finished: int = 0
    on_time: int = 0
    own_signatures: int = 0
    shared_signatures: int = 0
    on_paper: int = 0
    left: int = 0
    rows: int = 0
    seconds: float = 0.0


def is_empty() -> bool:
    """Whether the instance holds no dossier at all."""
    return not facts.dossiers().exists()


def default_year(now: datetime) -> int:
    """The year that a new instance shows: this one, or the last one while this one is young."""
    today = local_date(now)
    return today.year if today.timetuple().tm_yday > YOUNG_YEAR else today.year - 1


def real_dossiers() -> int:
    """How many dossiers were filed neither by a demo run nor by somebody signed in with a demo account."""
    first = Event.objects.filter(stream_kind="dossier", version=1).exclude(command_id__startswith=PREFIX)
    actors = set(first.values_list("actor_id", flat=True))
    demo = {
        str(pk) for pk in get_user_model().objects.filter(is_demo=True, is_active=True).values_list("pk", flat=True)
    }
    return first.filter(actor_id__in=actors - demo).count() if actors - demo else 0


def fill(*, year: int, dossiers: int, seed: int, now: datetime, say: Say, force: bool = False) -> Made:
    """Fill `year` with `dossiers` demo dossiers up to `now` or the end of the year, whichever comes first.

    Raises DemoRefused when the year cannot be filled, or when real dossiers are here and `force` is not given.
    """
    begun = monotonic()
    _refuse(year, dossiers, now, force)
    people_services.load_cast(now)
    run = _begin(Run(year, dossiers, seed, _end(year, now)))
    done = log.by_command(f"{PREFIX}{run.key}:finished")
    if done is not None:
        say(f"demo {run.key}: made before, nothing added")
        return Made(year, seed, run.until, dossiers, 0, 0, seconds=monotonic() - begun)
    try:
        with law.pinned(), dossier_queries.remembered(), _rare_collections():
            made = _fill(run, begun, say)
    except ground.Missing as error:
        raise DemoRefused(str(error)) from error
    return made


def _end(year: int, now: datetime) -> datetime:
    """Until when work goes on: to `now`, or past the end of a year that is long over, so that nothing of it is left."""
    last = datetime.combine(date(year, 12, 31), time(23, 59), tzinfo=TZ)
    settled = last + SETTLING
    return settled if settled <= now else min(now.replace(microsecond=0), last)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Python looks for rings of unused objects rarely: a run makes very many objects and hardly any rings."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def _no_wait_for_the_disk() -> Iterator[None]:
    """PostgreSQL need not wait for the disk after each act: what a power cut takes away, the next run makes again.

    Acts still stand or fall whole and in order; the commits of `_finish`, after it, make all before them durable.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")


def _refuse(year: int, dossiers: int, now: datetime, force: bool) -> None:
    if dossiers < 1:
        raise DemoRefused("the number of dossiers must be at least 1")
    known = law.calendar().edges
    if not known[0].year <= year <= known[1].year:
        raise DemoRefused(f"the calendar knows the days off of {known[0].year} to {known[1].year}, not of {year}")
    if datetime(year, 1, 10, tzinfo=TZ) > now:
        raise DemoRefused(f"{year} has not begun, or only just: nothing of the demo lies in the future")
    real = 0 if force else real_dossiers()
    if real:
        raise DemoRefused(
            f"this instance holds {real} dossiers that are not demo dossiers; demo work would falsify its figures. "
            "Use another instance (MOTCUA_HOME), or --force if you really want both together"
        )


def _begin(run: Run) -> Run:
    """The run as it was ordered the first time: one that goes on keeps its end."""
    command = f"{PREFIX}{run.key}:started"
    earlier = log.by_command(command)
    if earlier is not None:
        return Run(run.year, run.dossiers, run.seed, datetime.fromisoformat(earlier.payload["until"]))
    order = {"year": run.year, "dossiers": run.dossiers, "seed": run.seed, "until": run.until.isoformat()}
    _tell(run, "demo.started", order, command)
    return run


def _fill(run: Run, begun: float, say: Say) -> Made:
    calendar, look = law.calendar(), shape()
    office = OfficeTime(calendar, date(run.year, 1, 1), local_date(run.until) + BEYOND)
    frame = Frame(run, office, calendar.days_off)
    grounds = ground.grounds(code for kind in look.kinds for code in kind.procedures)
    reception = next(unit.key for unit in people.units() if ONE_STOP_DUTY in unit.duties)
    officials = crew.assemble((item.unit for item in grounds.values()), reception, run.until)
    stories = plan(frame, look, grounds, crew.playing_cast(("lan", "tu", "bien")))
    known = set(Event.objects.filter(command_id__startswith=f"{PREFIX}{run.key}:").values_list("command_id", flat=True))
    player = Player(run, Teller(run, look, office), officials, Sheets(run.until), known)
    with _no_wait_for_the_disk():
        played = player.play(stories, say)
    made = _finish(run, frame, look, list(player.ids.values()), played, begun)
    say(f"demo {run.year}: {made.dossiers} dossiers, {made.acts} acts in {made.seconds:.0f} s")
    return made


def _finish(run: Run, frame: Frame, look: Shape, ids: Sequence[UUID], played: Played, begun: float) -> Made:
    """Bring in what lies outside, write the run's last event, and count."""
    rows = _facts(ids)
    finished = [row for row in rows if row["closed_by"] == "result"]
    taken = outside.bring_in(frame, look, sorted(row["code"] for row in finished))
    publications.publish(run)
    by_state = Counter(row["state"] for row in rows)
    counts: dict[str, Any] = {
        "states": {State(state).name.lower(): by_state[state] for state in sorted(by_state)},
        "finished": len(finished),
        "on_time": sum(row["on_time_legal"] is True for row in finished),
        "own_signatures": played.results["own"],
        "shared_signatures": played.results["shared"],
        "on_paper": played.results["paper"],
    }
    _tell(run, "demo.finished", counts, f"{PREFIX}{run.key}:finished")
    return Made(
        run.year,
        run.seed,
        run.until,
        len(rows),
        played.dossiers,
        played.acts,
        online=sum(row["channel"] == Channel.ONLINE for row in rows),
        left=played.left,
        rows=taken,
        seconds=monotonic() - begun,
        **counts,
    )


def _facts(ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """What was counted of the dossiers of the run, read in pieces: a database takes so many keys at a time."""
    columns = ("code", "state", "channel", "closed_by", "on_time_legal")
    pieces = (ids[start : start + PIECE] for start in range(0, len(ids), PIECE))
    return [row for piece in pieces for row in facts.dossiers().filter(pk__in=piece).values(*columns)]


@transaction.atomic
def _tell(run: Run, type: str, payload: dict[str, Any], command: str) -> None:
    stream = StreamRef("demo", run.key)
    append(
        stream=stream,
        expected_version=log.version(stream),
        type=type,
        payload=payload,
        actor=SYSTEM,
        occurred_at=run.until,
        recorded_at=run.until,
        command_id=command,
    )
