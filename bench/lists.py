"""Lists from outside to a country of facts: what the portal confirmed, payments, feedback and documents.

As many as an office has that takes part in everything: nearly every finished dossier is on the portal's list, half of
all dossiers were paid for here, one in a thousand was complained about.
"""

from functools import lru_cache

from bench import country, ground

FILE = "repeat('0', 64)"
PAYMENTS = """
    INSERT INTO facts_paymentfact (position, dossier_id, amount, channel, paid_on)
    SELECT row_number() OVER (), dossier_id, 20000,
        CASE WHEN random() < 0.6 THEN 'portal' WHEN random() < 0.5 THEN 'province' ELSE 'counter' END, accepted_on
    FROM facts_dossierfact WHERE random() < 0.5
"""
ENTRIES = {
    "sync": """
        SELECT 'sync', upper(code), finished_on, jsonb_build_object('dossier', code, 'confirmed_on', finished_on::text,
            'final_state', true, 'progress', true, 'result_link', confirmed), {file}
        FROM facts_dossierfact WHERE finished_on IS NOT NULL AND (confirmed OR random() < 0.5)
    """,
    "feedback": """
        SELECT 'feedback', 'PA' || n, date '2024-01-01' + mod(n, 720), jsonb_build_object('code', 'PA' || n,
            'received_on', (date '2024-01-01' + mod(n, 720))::text, 'kind', 'conduct',
            'due_on', CASE WHEN mod(n, 10) > 0 THEN (date '2024-01-22' + mod(n, 720))::text END,
            'closed_on', (date '2024-01-10' + mod(n, 720))::text,
            'dossier', CASE WHEN mod(n, 4) = 0 THEN 'B-' || n * 900 END), {file}
        FROM generate_series(1, {count} / 1000) AS n
    """,
    "documents": """
        SELECT 'documents', n || '/CV', date '2024-01-01' + mod(n, 720), jsonb_build_object('symbol', n || '/CV',
            'on_date', (date '2024-01-01' + mod(n, 720))::text, 'kind', 'incoming', 'secret', mod(n, 50) = 0,
            'online', mod(n, 10) > 0), {file}
        FROM generate_series(1, {count} / 20) AS n
    """,
}


@lru_cache(maxsize=3)
def database(count: int) -> str:
    """The country of `count` facts with its lists; its name."""
    name = country.database(count)
    with ground.inside(name):
        _make(count)
    return name


def _make(count: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(PAYMENTS)
        cursor.execute(
            f"INSERT INTO files_storedfile (sha256, size, media_type, stored_at) VALUES ({FILE}, 1, 'text/csv', now())"
        )
        for kind, rows in ENTRIES.items():
            cursor.execute(
                "INSERT INTO registers_registerfile (kind, name, stored_file_id, read, taken, unchanged, refused, "
                f"imported_by, imported_at) VALUES (%s, 'b.csv', {FILE}, 0, 0, 0, '[]', 'b', now()) RETURNING id",
                [kind],
            )
            made = rows.format(file=cursor.fetchone()[0], count=count)
            cursor.execute(f'INSERT INTO registers_registerentry (kind, identity, "on", "values", file_id) {made}')
        cursor.execute("VACUUM ANALYZE")
    _check_some()


def _check_some() -> None:
    """What the facts say of the portal's list is what the product finds in it."""
    from django.db.models import OuterRef
    from django.db.models.functions import Upper

    from motcua.measure.facts.models import DossierFact
    from motcua.measure.registers import queries as registers

    done = DossierFact.objects.filter(finished_on__isnull=False).order_by("pk")
    rows = done.annotate(listed=registers.confirmed_end(Upper(OuterRef("code"))))[:500]
    assert all(row.confirmed == row.listed for row in rows)
