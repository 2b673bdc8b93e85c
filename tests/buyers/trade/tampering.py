"""What somebody with the keys of the database can do to rows that nothing else may change."""

from django.db import connection


def tamper(table: str, statement: str, *values: object) -> None:
    """Lift the table's triggers and constraints between rows, as its owner can, and run the statement."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for name in ("debit_same_currency", "credit_same_currency"):
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {table}_{name}")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, values)
