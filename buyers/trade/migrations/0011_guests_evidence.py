import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REFUSAL = "what was sent, signed, submitted or booked is never changed"


def restore_triggers(apps, schema_editor):
    """SQLite made the table again for the column that may be empty now, and forgot its triggers."""
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("update", "delete"):
            schema_editor.execute(
                f"CREATE TRIGGER trade_evidence_no_{verb} BEFORE {verb.upper()} ON trade_evidence "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


class Migration(migrations.Migration):

    dependencies = [
        ('trade', '0010_provider'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='evidence',
            name='guest_name',
            field=models.CharField(max_length=120, null=True, verbose_name='handed in by'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='guest_organisation',
            field=models.CharField(max_length=200, null=True, verbose_name='organisation of who handed it in'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='link_given_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person who gave the link'),
        ),
        migrations.AlterField(
            model_name='evidence',
            name='submitted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='submitted by'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('guest_name', None), ('link_given_by', None), ('submitted_by__isnull', False)), models.Q(('guest_name__isnull', False), ('link_given_by__isnull', False), ('submitted_by', None)), _connector='OR'), name='evidence_of_a_person_or_a_guest'),
        ),
        migrations.RunPython(restore_triggers, migrations.RunPython.noop),
    ]
