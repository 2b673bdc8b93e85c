"""The database itself refuses to change what a person claimed for a field, and to delete what was submitted."""

from django.db import migrations

from kpmarket.foundation.append_only import append_only


def mark_submitted(apps, schema_editor):
    """Rows from before the mark: those of certificates that were submitted stay."""
    rows = apps.get_model("suppliers", "FieldDecision").objects
    rows.filter(certificate__submitted_at__isnull=False).update(is_submitted=True)


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0006_submitted_field_decisions")]

    operations = [
        migrations.RunPython(mark_submitted, migrations.RunPython.noop),
        append_only(
            {"suppliers_fielddecision": ""},
            refusal="decisions on fields are append-only",
            function="suppliers_field_decision_refuse",
            may_go_where="NOT OLD.is_submitted",
        ),
    ]
