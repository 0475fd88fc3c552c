"""The database refuses to change a form version that somebody has used: SQL per vendor, installed by a migration."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "eforms_formversion"
FROZEN = ("form_id", "number", "definition", "sha256", "first_used_at")
MESSAGE = "a used version of a form is frozen"

CREATE = {
    "sqlite": (
        f"CREATE TRIGGER eforms_version_frozen BEFORE UPDATE ON {TABLE} WHEN OLD.first_used_at IS NOT NULL AND ("
        + " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in FROZEN)
        + f") BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION eforms_refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
        f"CREATE TRIGGER eforms_version_frozen BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN ("
        "OLD.first_used_at IS NOT NULL AND ("
        + " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in FROZEN)
        + ")) EXECUTE FUNCTION eforms_refuse_change()",
    ),
}
DROP = {
    "sqlite": ("DROP TRIGGER IF EXISTS eforms_version_frozen",),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS eforms_version_frozen ON {TABLE}",
        "DROP FUNCTION IF EXISTS eforms_refuse_change()",
    ),
}


def install(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Forwards step of the migration."""
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Backwards step of the migration."""
    for statement in DROP[editor.connection.vendor]:
        editor.execute(statement)
