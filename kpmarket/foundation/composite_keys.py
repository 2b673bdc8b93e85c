"""Foreign keys over two columns, which Django does not declare. Migrations use this: its SQL must never change."""

from __future__ import annotations

from typing import Any

from django.db import migrations

REFUSAL = "the two rows do not have the same"


def same_value(table: str, key: str, target: str, column: str) -> migrations.RunPython:
    """A migration after which a row's ``column`` must be that of the row of ``target`` that its ``key`` names.

    PostgreSQL gets a foreign key, for which ``target`` needs a unique constraint over its primary key and ``column``. SQLite
    adds none to a table that is there: a trigger refuses rows that do not fit, with ``REFUSAL`` and the column as its error.
    Rows of neither table may change afterwards; the trigger looks at new ones alone.
    """
    name = f"{table}_{key.removesuffix('_id')}_same_{column}"
    forward = {
        "postgresql": f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({key}, {column}) "
        f"REFERENCES {target} (id, {column}) DEFERRABLE INITIALLY IMMEDIATE",
        "sqlite": f"CREATE TRIGGER {name} BEFORE INSERT ON {table} "  # noqa: S608 - names of a migration
        f"WHEN NOT EXISTS (SELECT 1 FROM {target} WHERE id = NEW.{key} AND {column} = NEW.{column}) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL} {column}'); END",
    }
    back = {"postgresql": f"ALTER TABLE {table} DROP CONSTRAINT {name}", "sqlite": f"DROP TRIGGER {name}"}

    def execute(statements: dict[str, str]) -> Any:
        def run(apps: Any, schema_editor: Any) -> None:
            schema_editor.execute(statements[schema_editor.connection.vendor])

        return run

    return migrations.RunPython(execute(forward), execute(back))
