"""The database itself refuses to change readings, and to delete those younger than `SHORTEST_MONTHS`.

As with the events (`kernel.audit.triggers`): in the database on PostgreSQL, with every connection of the program on
SQLite. It stops mistakes and injected statements of our own program, not an owner of the tables.
"""

from motcua.kernel.guarding import Guard
from motcua.kernel.readings.rules import SHORTEST_MONTHS

MESSAGE = "readings_reading is append-only"
CREATE = {
    "sqlite": (
        "CREATE TEMP TRIGGER IF NOT EXISTS readings_no_update BEFORE UPDATE ON main.readings_reading"
        f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        "CREATE TEMP TRIGGER IF NOT EXISTS readings_no_delete BEFORE DELETE ON main.readings_reading"
        f" WHEN OLD.read_at > datetime('now', '-{SHORTEST_MONTHS} months')"
        f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION readings_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
        "CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings_reading"
        " FOR EACH ROW EXECUTE FUNCTION readings_refuse()",
        "CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings_reading FOR EACH ROW"
        f" WHEN (OLD.read_at > now() - interval '{SHORTEST_MONTHS} months') EXECUTE FUNCTION readings_refuse()",
        "CREATE TRIGGER readings_no_truncate BEFORE TRUNCATE ON readings_reading"
        " FOR EACH STATEMENT EXECUTE FUNCTION readings_refuse()",
    ),
}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS temp.readings_no_update",
        "DROP TRIGGER IF EXISTS temp.readings_no_delete",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS readings_no_update ON readings_reading",
        "DROP TRIGGER IF EXISTS readings_no_delete ON readings_reading",
        "DROP TRIGGER IF EXISTS readings_no_truncate ON readings_reading",
        "DROP FUNCTION IF EXISTS readings_refuse()",
    ),
}
_guard = Guard(CREATE, DROP)
guard, install, remove, lifted = _guard.stand, _guard.install, _guard.remove, _guard.lifted
