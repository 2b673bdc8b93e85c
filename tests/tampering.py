"""What somebody with the keys of the database can do: lift the triggers, change rows, leave no trace in the tables."""

from django.db import connection


def lift_triggers():
    """Drop every trigger that refuses changes; the transaction of the test brings them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with pending events cannot be altered
            cursor.execute(
                "SELECT tgname, tgrelid::regclass::text FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
                "WHERE NOT tgisinternal AND prosrc LIKE '%RAISE EXCEPTION%'"
            )
            for name, table in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name} ON {table}")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")


def tamper(statement, *values):
    """Execute it past the triggers."""
    lift_triggers()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
