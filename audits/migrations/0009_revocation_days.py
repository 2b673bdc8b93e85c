"""The day on which a decision takes effect is never ahead of the decision, wherever the row comes from.

The latest day on earth at that moment: fourteen hours ahead of UTC.
"""

from django.db import migrations

REFUSAL = "a decision takes effect on its day at the latest"
IS_AHEAD = "NEW.effective_on > date(NEW.at, '+14 hours') OR NEW.effective_on < '1950-01-01'"
SQLITE = [
    f"CREATE TRIGGER audits_decision_day_{verb.split()[0].lower()} BEFORE {verb} ON audits_decision "
    f"WHEN {IS_AHEAD} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("INSERT", "UPDATE OF effective_on, at")
]
POSTGRESQL = [
    "ALTER TABLE audits_decision ADD CONSTRAINT decision_day_is_not_ahead CHECK "
    "(effective_on BETWEEN DATE '1950-01-01' AND (at AT TIME ZONE INTERVAL '14 hours')::date) NOT VALID"
]
SQLITE_BACK = [f"DROP TRIGGER audits_decision_day_{verb}" for verb in ("insert", "update")]
POSTGRESQL_BACK = ["ALTER TABLE audits_decision DROP CONSTRAINT decision_day_is_not_ahead"]


def run(sqlite, postgresql):
    def execute(apps, schema_editor):
        for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("audits", "0008_catalogue_traits")]

    operations = [migrations.RunPython(run(SQLITE, POSTGRESQL), run(SQLITE_BACK, POSTGRESQL_BACK))]
