"""Reminders become causes of letters: what was written and not handed over goes, and the next sweep writes it again."""

import django.db.models.deletion
from django.db import migrations, models


def forget_unsent(apps, schema_editor):
    rows = apps.get_model("suppliers", "Reminder").objects
    rows.filter(sent_at=None).delete()
    same = rows.filter(
        channel="mail",
            certificate=models.OuterRef("certificate"),
            recipient=models.OuterRef("recipient"),
            rung=models.OuterRef("rung"),
    )
    rows.filter(models.Exists(same), channel="site").delete()



class Migration(migrations.Migration):

    dependencies = [
        ('suppliers', '0007_field_decisions_append_only'),
        ('kpmarket', '0002_letters'),
    ]

    operations = [
        migrations.RunPython(forget_unsent, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name='reminder', name='reminder_once_per_rung_and_channel'),
        migrations.RemoveField(model_name='reminder', name='channel'),
        migrations.RemoveField(model_name='reminder', name='sent_at'),
        migrations.RenameField(model_name='reminder', old_name='claimed_at', new_name='created_at'),
        migrations.AlterField(
            model_name='reminder', name='created_at', field=models.DateTimeField(verbose_name='written')
        ),
        migrations.AddField(
            model_name='reminder',
            name='letter',
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name='reminders',
                to='kpmarket.letter',
                verbose_name='letter',
            ),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(
                fields=('certificate', 'recipient', 'rung'), name='reminder_once_per_rung'
            ),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='stated',
            field=models.JSONField(blank=True, default=dict, verbose_name='what the document states'),
        ),
    ]
