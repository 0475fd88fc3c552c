"""Dossiers of another system brought in from JSON: judged whole, read, chained, projected and accounted for."""

import tempfile
import time
from pathlib import Path
from typing import Any

from bench import ground
from bench.line import Line, Side

MESSAGES = 20_000
NAME = "bench_imports"
IDENTIFIER = "000.00.14.H99"  # the demo identifier of the cast


def taking() -> Line:
    """20,000 messages, none known before; then the same file again, which must take none."""
    from django.utils import timezone

    from motcua.exchange.imports import services
    from motcua.exchange.imports.tests.generating import write
    from motcua.kernel.actors import Actor

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "messages.json"
        write(path, MESSAGES, identifier=IDENTIFIER)

        def take() -> tuple[float, Any]:
            by, before = Actor("system", "import"), time.perf_counter()
            made = services.begin_file(path=path, name=path.name, by=by, now=timezone.now())
            done = services.run(import_id=made.pk, now=timezone.now, by=by)
            return done.read / (time.perf_counter() - before), done

        ground.copy_of_source(NAME)
        with ground.inside(NAME):
            rate, first = take()
            again, second = take()
            assert second.taken == 0, "a second run takes nothing"
            assert second.unchanged == first.taken + first.unchanged
    note = f"again, all known: {again:,.0f} messages/s"
    return Line(
        "import", Side((rate,), "messages/s", f"{MESSAGES:,} new messages, PostgreSQL"), aim="≥ 1,000", note=note
    )
