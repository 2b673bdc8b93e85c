"""The database itself refuses to change or delete a publication, or what an edition says."""

from django.db import migrations

REFUSAL = "rulebook editions are append-only"
SAID = "edition, files, loaded_at, loaded_by_id"

SQLITE = [
    f"CREATE TRIGGER {table}_no_{verb.split()[0].lower()} BEFORE {verb} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table, verb in [
        ("audits_publication", "UPDATE"),
        ("audits_publication", "DELETE"),
        ("audits_rulebookedition", f"UPDATE OF {SAID}"),
        ("audits_rulebookedition", "DELETE"),
    ]
]
SQLITE_BACK = [
    f"DROP TRIGGER {table}_no_{verb}"
    for table in ("audits_publication", "audits_rulebookedition")
    for verb in ("update", "delete")
]
POSTGRESQL = [
    "CREATE FUNCTION audits_rulebook_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER audits_publication_append_only BEFORE UPDATE OR DELETE ON audits_publication "
    "FOR EACH ROW EXECUTE FUNCTION audits_rulebook_refuse()",
    f"CREATE TRIGGER audits_rulebookedition_append_only BEFORE UPDATE OF {SAID} OR DELETE ON audits_rulebookedition "
    "FOR EACH ROW EXECUTE FUNCTION audits_rulebook_refuse()",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER audits_publication_append_only ON audits_publication",
    "DROP TRIGGER audits_rulebookedition_append_only ON audits_rulebookedition",
    "DROP FUNCTION audits_rulebook_refuse()",
]


def run(statements_by_vendor):
    def forwards(apps, schema_editor):
        for statement in statements_by_vendor[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return forwards


class Migration(migrations.Migration):
    dependencies = [("audits", "0008_first_publications")]

    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        )
    ]
