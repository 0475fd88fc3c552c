"""`python -m bench [NAME…] [--json]`: runs the measures, a line for each. `make bench` gives it a database."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable

from bench import cells, checks, forms, ground, http, imports, log, processes, tables, works
from bench.line import Line

Measure = Callable[[], Line | Iterable[Line]]
MEASURES: dict[str, Measure] = {
    "create": http.create,
    "status": http.status,
    "list": tables.listing,
    "page": tables.page,
    "search": works.search,
    "forms": forms.evaluation,
    "processes": processes.interpreter,
    "due": works.due,
    "verify": log.verify,
    "facts": log.facts,
    "receipt": works.receipt,
    "signature": works.signature,
    "demo": log.demo,
    "indicators": tables.indicators,
    "import": imports.taking,
    "checks": checks.detection,
    "price": cells.price,
    "scale": cells.scale,
    "dashboard": cells.dashboard,
}


def main() -> None:
    words = _words()
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        raise SystemExit("bench: needs a PostgreSQL server in DATABASE_URL; `make bench` starts a private one")
    started = time.monotonic()
    lines: list[Line] = []
    with ground.laid():
        header = ground.versions()
        if not words.json:
            print(f"# {header}", flush=True)
        for name in words.names or MEASURES:
            for line in _lines(MEASURES[name]):
                lines.append(line)
                if not words.json:
                    print(line, flush=True)
    if words.json:
        json.dump({"machine": header, "lines": [line.as_dict() for line in lines]}, sys.stdout, ensure_ascii=False)
        print()
    else:
        print(f"# {len(lines)} lines in {(time.monotonic() - started) / 60:.1f} minutes; ratios count, not rates")


def _lines(measure: Measure) -> list[Line]:
    made = measure()
    return [made] if isinstance(made, Line) else list(made)


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure ours against references.")
    parser.add_argument("names", nargs="*", choices=[[], *MEASURES], metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--json", action="store_true", help="print the lines as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
