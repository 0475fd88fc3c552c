"""The database itself refuses to change or delete events: SQL per vendor.

A guard against mistakes and injected statements of our own program. On PostgreSQL the triggers stand in the database,
installed by a migration. On SQLite every connection of the program makes its own, because there whoever holds the
file can write what they like: a trigger inside it would only feign protection. What finds such changes is the chain,
see LIMITS.md.
"""

from motcua.kernel.guarding import Guard

MESSAGE = "audit_event is append-only"

CREATE = {
    "sqlite": (
        "CREATE TEMP TRIGGER IF NOT EXISTS audit_event_no_update BEFORE UPDATE ON main.audit_event"
        f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        "CREATE TEMP TRIGGER IF NOT EXISTS audit_event_no_delete BEFORE DELETE ON main.audit_event"
        f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
        "CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event"
        " FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()",
        "CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()",
    ),
}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS temp.audit_event_no_update",
        "DROP TRIGGER IF EXISTS temp.audit_event_no_delete",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS audit_event_no_change ON audit_event",
        "DROP TRIGGER IF EXISTS audit_event_no_truncate ON audit_event",
        "DROP FUNCTION IF EXISTS audit_event_refuse()",
    ),
}
_guard = Guard(CREATE, DROP)
guard, install, remove, lifted = _guard.stand, _guard.install, _guard.remove, _guard.lifted
