"""Tables whose rows the database itself protects from changes. Migrations use this: its SQL must never change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

Statements = Mapping[str, list[str]]


class RunStatements(Operation):
    """Statements for each kind of database, one after the other. No model is rendered for them."""

    reversible = True

    def __init__(self, forward: Statements, back: Statements) -> None:
        self.forward, self.back = forward, back

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """No model changes."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        _execute(self.forward, schema_editor)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        _execute(self.back, schema_editor)

    def describe(self) -> str:
        return "Protect rows"


def append_only(tables: Mapping[str, str], *, refusal: str, function: str, may_go_where: str = "") -> RunStatements:
    """A migration that makes the database refuse to change or delete rows of these tables, with ``refusal`` as its error.

    ``tables`` maps each table to its protected columns, between commas; empty means all. ``function`` names the trigger
    function in PostgreSQL. ``may_go_where`` is a condition on OLD: such rows may be deleted, but not changed. It must not
    name another table, as SQLite could not rebuild that table then.
    """
    kept = {table: f"UPDATE OF {columns}" if columns else "UPDATE" for table, columns in tables.items()}
    sqlite = [
        f"CREATE TRIGGER {table}_no_{verb.split()[0].lower()} BEFORE {verb} ON {table} "
        f"{f'WHEN NOT ({may_go_where}) ' if may_go_where and verb == 'DELETE' else ''}"
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        for table, change in kept.items()
        for verb in (change, "DELETE")
    ]
    exception = f"IF TG_OP = 'DELETE' AND ({may_go_where}) THEN RETURN OLD; END IF; " if may_go_where else ""
    postgresql = [
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {exception}RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        *(
            f"CREATE TRIGGER {table}_append_only BEFORE {change} OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
            for table, change in kept.items()
        ),
    ]
    sqlite_back = [f"DROP TRIGGER {table}_no_{verb}" for table in tables for verb in ("update", "delete")]
    postgresql_back = [
        *(f"DROP TRIGGER {table}_append_only ON {table}" for table in tables),
        f"DROP FUNCTION {function}()",
    ]
    return RunStatements(
        {"sqlite": sqlite, "postgresql": postgresql}, {"sqlite": sqlite_back, "postgresql": postgresql_back}
    )


def no_truncate(tables: Sequence[str], *, refusal: str, function: str) -> RunStatements:
    """A migration that makes PostgreSQL refuse TRUNCATE, which asks no trigger of rows. SQLite has no such statement."""
    forward = [
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        *(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
            for table in tables
        ),
    ]
    back = [*(f"DROP TRIGGER {table}_no_truncate ON {table}" for table in tables), f"DROP FUNCTION {function}()"]
    return RunStatements({"sqlite": [], "postgresql": forward}, {"sqlite": [], "postgresql": back})


def no_replace(tables: Mapping[str, Sequence[str]], *, refusal: str) -> RunStatements:
    """A migration that makes SQLite refuse INSERT OR REPLACE, which deletes a row without asking the triggers of DELETE
    unless a connection has them recursive. ``tables`` maps each table to its unique columns. PostgreSQL has no such statement.
    """
    forward = []
    for table, columns in tables.items():
        same = " OR ".join(f"{column} = NEW.{column}" for column in columns)
        when = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608
        refuse = f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        forward.append(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {when} {refuse}")
    back = [f"DROP TRIGGER {table}_no_replace" for table in tables]
    return RunStatements({"sqlite": forward, "postgresql": []}, {"sqlite": back, "postgresql": []})


def set_once(table: str, column: str, *, refusal: str, function: str) -> RunStatements:
    """A migration that makes the database refuse to change a value of this column once there is one."""
    condition = f"OLD.{column} IS NOT NULL AND NEW.{column} IS {{}} OLD.{column}"
    sqlite = [
        f"CREATE TRIGGER {table}_{column}_once BEFORE UPDATE OF {column} ON {table} WHEN {condition.format('NOT')} "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    ]
    postgresql = [
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_{column}_once BEFORE UPDATE OF {column} ON {table} "
        f"FOR EACH ROW WHEN ({condition.format('DISTINCT FROM')}) EXECUTE FUNCTION {function}()",
    ]
    sqlite_back = [f"DROP TRIGGER {table}_{column}_once"]
    postgresql_back = [f"DROP TRIGGER {table}_{column}_once ON {table}", f"DROP FUNCTION {function}()"]
    return RunStatements(
        {"sqlite": sqlite, "postgresql": postgresql}, {"sqlite": sqlite_back, "postgresql": postgresql_back}
    )


def _execute(statements: Statements, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
