"""Facts of a country's size, made inside the database: 150 units with 12 procedures each over two years.

Of the dossiers old enough 98 in 100 are finished and 2 in 100 were late. Their marks are made by the database, and some
of them are compared with the product's own rule.
"""

import sys
import time
from functools import lru_cache

from bench import ground

MILLION = 1_000_000
UNITS, PROCEDURES = 150, 12
HALF = "date_trunc('month', {0})::date + CASE WHEN extract(day FROM {0}) < 15 THEN 0 ELSE 14 END"
RECEIVED_IN, DONE_IN = HALF.format("accepted"), f"CASE WHEN ended THEN {HALF.format('finished')} END"
HOLDS = {
    "received": "true", "online": "channel = 2", "assisted": "false", "online_result": "channel = 2 AND good",
    "reused": "reused", "digital": "digital", "digital_reused": "digital AND reused", "done": "ended",
    "full_digital": "ended AND digital AND electronic", "intake_digital": "ended AND digital",
    "result_digital": "ended AND electronic", "result_unknown": "false", "document": "ended",
    "document_electronic": "ended AND electronic", "document_signed": "ended AND electronic",
    "digital_result": "ended AND digital AND electronic", "legal_judged": "ended",
    "legal_on_time": "ended AND NOT late", "portal_judged": "ended", "portal_on_time": "ended AND NOT late",
    "rated": "ended AND rating IS NOT NULL", "satisfied": "ended AND rating >= 4",
    "pleased": "ended AND NOT late AND (rating IS NULL OR rating > 2)",
}  # fmt: skip
"""For each mark when it holds, in the words of `DOSSIERS`."""
COLUMNS = {
    "dossier_id": "md5(n::text)::uuid", "code": "'B-' || n", "procedure": "procedure", "version_id": "NULL::bigint",
    "agency": "'a'", "unit": "unit", "receipt_unit": "unit", "parent": "''", "channel": "channel",
    "origin": "'portal'", "assisted": "false", "observed": "false", "state": "CASE WHEN ended THEN 10 ELSE 4 END",
    "submitted_on": "accepted", "accepted_on": "accepted", "legal_due": "due", "original_due": "due",
    "promised_due": "NULL::timestamptz", "apology_late": "NULL::boolean", "extended": "false", "portal_due": "due",
    "limit_unit": "'working_day'",
    "finished_at": "CASE WHEN ended THEN (finished + time '03:00') AT TIME ZONE 'UTC' END",
    "finished_on": "CASE WHEN ended THEN finished END", "returned_on": "CASE WHEN ended THEN finished END",
    "closed_by": "CASE WHEN ended THEN 'result' ELSE '' END", "paper_result": "true",
    "result_kind": "CASE WHEN ended THEN 'approval' ELSE '' END", "result_electronic": "good",
    "result_signed": "good", "supplement_requests": "0", "rating": "CASE WHEN ended THEN rating END",
    "papers": """jsonb_build_object('p', jsonb_build_object(
        'code', 'TP1', 'digitise', true, 'file', digital, 'reused', reused))""",
    "papers_total": "1", "papers_reused": "reused::int", "papers_digital": "digital::int",
    "fully_digitised": "digital AND good", "intake_digitised": "digital",
    "on_time_legal": "CASE WHEN ended THEN NOT late END", "on_time_portal": "CASE WHEN ended THEN NOT late END",
    "events": "6", "in_received": RECEIVED_IN, "in_done": DONE_IN, "marks": "marks", "dirty": "false",
    "was_agency": "'a'", "was_unit": "unit", "was_procedure": "procedure", "was_received": RECEIVED_IN,
    "was_done": DONE_IN, "was_marks": "marks", "confirmed": "CASE WHEN ended THEN told < 0.95 END",
}  # fmt: skip
DOSSIERS = f"""
    SELECT *, ended AND electronic AS good, finished > due::date AS late FROM (
        SELECT *, accepted + 3 + CASE WHEN slow < 0.04 THEN 15 ELSE (slow * 6)::int END AS finished,
            ((accepted + 10) + time '10:00') AT TIME ZONE 'UTC' AS due,
            slow > 0.02 AND accepted < date '2025-11-20' AS ended
        FROM (
            SELECT n, 'u' || mod(n, {UNITS}) AS unit,
                'p' || mod(n, {UNITS}) || '.' || mod(n / {UNITS}, {PROCEDURES}) AS procedure,
                date '2024-01-01' + (random() * 719)::int AS accepted, random() AS slow,
                CASE WHEN random() < 0.6 THEN 2 ELSE 1 END AS channel, random() < 0.8 AS digital,
                random() < 0.3 AS reused, random() < 0.85 AS electronic,
                CASE WHEN random() < 0.3 THEN 2 + (random() * 3)::int END AS rating, random() AS told
            FROM generate_series(1, %s) AS n OFFSET 0
        ) AS filed OFFSET 0
    ) AS handled OFFSET 0
"""


@lru_cache(maxsize=3)
def database(count: int) -> str:
    """A database with `count` facts, already folded, and their cells; its name."""
    name = f"bench_cells_{count}"
    ground.copy_of_source(name)
    with ground.inside(name):
        before = time.perf_counter()
        _make(count)
        print(f"# {count:,} facts made in {time.perf_counter() - before:.0f} s", file=sys.stderr, flush=True)
    return name


def _make(count: int) -> None:
    """The rows by INSERT … SELECT, their indexes after, the cells by the product."""
    from django.db import connection

    from motcua.measure.facts import cells
    from motcua.measure.facts.models import DossierFact
    from motcua.measure.facts.rules import MARKS

    table = DossierFact._meta.db_table
    bits = " | ".join(f"CASE WHEN {HOLDS[name]} THEN {1 << bit} ELSE 0 END" for bit, name in enumerate(MARKS))
    marked = f"SELECT *, {bits} AS marks FROM ({DOSSIERS}) AS judged OFFSET 0"
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s", [table])
        indexes = [(name, text) for name, text in cursor.fetchall() if not name.endswith("_pkey")]
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        rows = f"SELECT {', '.join(COLUMNS.values())} FROM ({marked}) AS dossiers"
        cursor.execute(f"INSERT INTO {table} ({', '.join(COLUMNS)}) {rows}", [count])
        for _, text in indexes:
            cursor.execute(text)
        cursor.execute(f"VACUUM ANALYZE {table}")
        _check_some()
        cells.rebuild()
        cursor.execute("VACUUM ANALYZE facts_factcell")


def _check_some() -> None:
    from motcua.measure.facts import rules, services
    from motcua.measure.facts.models import DossierFact

    for row in DossierFact.objects.order_by("pk")[:500]:
        assert (row.in_received, row.in_done, row.marks) == rules.counted(services._fact(row)), row.pk
