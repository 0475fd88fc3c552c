"""Numbers of slips: from 01 each year for each purpose, never given twice; one that was not used leaves a gap."""

from motcua.kernel.statements import ask
from motcua.operate.paperwork.models import SlipCounter


def next_number(*, agency_key: str, year: int, purpose: str) -> str:
    """The next number of the year, at least two digits. One statement: the second writer waits for the first."""
    table = SlipCounter._meta.db_table
    found = ask(
        f"INSERT INTO {table} (agency_key, year, purpose, last) VALUES (%s, %s, %s, 1)"
        f" ON CONFLICT (agency_key, year, purpose) DO UPDATE SET last = {table}.last + 1 RETURNING last",
        [agency_key, year, purpose],
    )
    assert found is not None, "the statement returns the number"
    return f"{int(found[0]):02d}"
