"""The database itself refuses to change or delete an entry of the decision log."""

from django.db import migrations

REFUSAL = "the decision log is append-only"

SQLITE = [
    f"CREATE TRIGGER audits_logentry_no_{verb.lower()} BEFORE {verb} ON audits_logentry BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    "CREATE FUNCTION audits_logentry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER audits_logentry_append_only BEFORE UPDATE OR DELETE ON audits_logentry "
    "FOR EACH ROW EXECUTE FUNCTION audits_logentry_refuse()",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER audits_logentry_append_only ON audits_logentry",
    "DROP FUNCTION audits_logentry_refuse()",
]
SQLITE_BACK = [f"DROP TRIGGER audits_logentry_no_{verb}" for verb in ("update", "delete")]


def run(statements_by_vendor):
    def forwards(apps, schema_editor):
        for statement in statements_by_vendor[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return forwards


class Migration(migrations.Migration):
    dependencies = [("audits", "0001_first")]

    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        )
    ]
