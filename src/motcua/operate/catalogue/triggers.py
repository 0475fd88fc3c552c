"""The database refuses to change the frozen columns of a version, and the text of a draft that was sent to review.

SQL per vendor, installed by a migration.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "catalogue_procedureversion"
FROZEN = ("procedure_id", "number", "era", "content", "content_hash", "origin", "recorded_at")
MESSAGE = "a version of a procedure is frozen"
DRAFTS = "catalogue_textdraft"
WRITTEN = ("code", "content", "content_hash")
SENT = "OLD.state <> 'draft' AND ("

CREATE = {
    "sqlite": (
        f"CREATE TRIGGER catalogue_version_frozen BEFORE UPDATE ON {TABLE} WHEN "
        + " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in FROZEN)
        + f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        f"CREATE TRIGGER catalogue_draft_sent BEFORE UPDATE ON {DRAFTS} WHEN "
        + SENT
        + " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in WRITTEN)
        + f") BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION catalogue_refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
        f"CREATE TRIGGER catalogue_version_frozen BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN ("
        + " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in FROZEN)
        + ") EXECUTE FUNCTION catalogue_refuse_change()",
        f"CREATE TRIGGER catalogue_draft_sent BEFORE UPDATE ON {DRAFTS} FOR EACH ROW WHEN ("
        + SENT
        + " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in WRITTEN)
        + ")) EXECUTE FUNCTION catalogue_refuse_change()",
    ),
}
DROP = {
    "sqlite": ("DROP TRIGGER IF EXISTS catalogue_draft_sent", "DROP TRIGGER IF EXISTS catalogue_version_frozen"),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS catalogue_draft_sent ON {DRAFTS}",
        f"DROP TRIGGER IF EXISTS catalogue_version_frozen ON {TABLE}",
        "DROP FUNCTION IF EXISTS catalogue_refuse_change()",
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
