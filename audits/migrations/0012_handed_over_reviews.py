"""Reviews are handed over, with a note. Both columns are as append-only as the rest of the row.

SQLite builds the table again for its new columns, which drops the triggers of 0010: they are created once more.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "audits_review"
REFUSAL = "decisions and reviews are append-only"
KEPT = "id, supplier_id, certificate_id, auditor_id, opened_at"
KEPT_NOW = f"{KEPT}, handed_over_by_id, note"
REFUSE = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
IS_CLOSED_AGAIN = "OLD.closed_at IS NOT NULL AND NEW.closed_at IS NOT OLD.closed_at"


def protect(columns):
    """The statements that protect these columns, besides that a row stays and is closed once."""
    sqlite = [
        *(
            f"DROP TRIGGER IF EXISTS {TABLE}_{name}"
            for name in ("no_update", "no_delete", "closed_at_once", "no_replace")
        ),
        f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE OF {columns} ON {TABLE} {REFUSE}",
        f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {REFUSE}",
        f"CREATE TRIGGER {TABLE}_closed_at_once BEFORE UPDATE OF closed_at ON {TABLE} WHEN {IS_CLOSED_AGAIN} {REFUSE}",
        f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} "
        f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) {REFUSE}",
    ]
    postgresql = [
        f"DROP TRIGGER {TABLE}_append_only ON {TABLE}",
        f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OF {columns} OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION audits_decision_refuse()",
    ]

    def execute(apps, schema_editor):
        for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return execute


def unprotect(apps, schema_editor):
    """PostgreSQL drops no column that a trigger names."""
    protect(KEPT)(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("audits", "0011_internal_notes"),
        ("suppliers", "0012_beneficiary_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, protect(KEPT)),
        migrations.AddField(
            model_name="review",
            name="handed_over_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="handed over by",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="note",
            field=models.TextField(blank=True, default="", max_length=2000, verbose_name="note"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("handed_over_by", None), models.Q(("note", ""), _negated=True), _connector="OR"),
                name="review_handed_over_with_a_note",
            ),
        ),
        migrations.RunPython(protect(KEPT_NOW), unprotect),
    ]
