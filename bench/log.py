"""The log and what follows from it: a demo year, checking the chain, folding the facts again."""

import hashlib
import time
from functools import lru_cache

from bench import ground
from bench.line import Line, Side, interleaved

DOSSIERS = 5000  # the size the aim names: in a small year the fixed cost (persons, signatures, registers) would rule
AIM_SECONDS = 120
NAME = "bench_log"
ROUNDS = 3


@lru_cache(maxsize=1)
def _year() -> float:
    """A demo year in a database of its own; the seconds it took."""
    from django.utils import timezone

    from motcua.instance import demo

    ground.copy_of_source(NAME)
    with ground.inside(NAME):
        before = time.perf_counter()
        made = demo.fill(year=2024, dossiers=DOSSIERS, seed=1, now=timezone.now(), say=lambda text: None)
        assert made.dossiers == DOSSIERS
        return time.perf_counter() - before


def demo() -> Line:
    """Whole lives of dossiers through the services, results drafted, signed and issued, fixed cost included."""
    return Line(
        "demo year",
        Side((_year(),), "s", f"{DOSSIERS:,} whole dossiers with their share of signed results, once, on PostgreSQL"),
        Side((float(AIM_SECONDS),), "s", "the goal: two minutes"),
        "≤ 1",
    )


def verify() -> Line:
    """Every hash, head and count of the log."""
    from motcua.kernel.audit.verify import verify as check

    _year()

    def ours() -> float:
        before = time.perf_counter()
        report = check()
        assert report.ok, report
        return report.events / (time.perf_counter() - before)

    with ground.inside(NAME):
        mine, plain = interleaved([ours, _hash_only], ROUNDS)
    return Line(
        "audit verify",
        Side(mine, "events/s", "the whole log"),
        Side(plain, "events/s", "reading the same rows and hashing each once"),
    )


def _hash_only() -> float:
    from django.db import connection

    before, count = time.perf_counter(), 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_event ORDER BY stream_kind, stream_id, version")
        for row in cursor:
            hashlib.sha256(repr(row).encode()).hexdigest()
            count += 1
    return count / (time.perf_counter() - before)


def facts() -> Line:
    """Throwing the facts away and folding them again from the events."""
    from motcua.measure.facts import services
    from motcua.measure.facts.models import DossierFact

    _year()

    def ours() -> float:
        before = time.perf_counter()
        return services.rebuild() / (time.perf_counter() - before)

    def plain() -> float:
        rows = list(DossierFact.objects.all())
        DossierFact.objects.all().delete()
        before = time.perf_counter()
        DossierFact.objects.bulk_create(rows, batch_size=200)
        return len(rows) / (time.perf_counter() - before)

    with ground.inside(NAME):
        mine, other = interleaved([ours, plain], ROUNDS)
    return Line(
        "facts rebuild",
        Side(mine, "dossiers/s", "read, folded and written"),
        Side(other, "dossiers/s", "only writing the same rows"),
    )
