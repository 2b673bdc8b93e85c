"""Reminders become causes of letters: what was written and not handed over goes, and the next sweep writes it again."""

import django.db.models.deletion
from django.db import migrations, models


def forget_unsent(apps, schema_editor):
    rows = apps.get_model("audits", "LawReminder").objects
    rows.filter(sent_at=None).delete()
    same = rows.filter(
        channel="mail",
            supplier=models.OuterRef("supplier"),
            market=models.OuterRef("market"),
            day=models.OuterRef("day"),
            code=models.OuterRef("code"),
            about=models.OuterRef("about"),
            recipient=models.OuterRef("recipient"),
            rung=models.OuterRef("rung"),
    )
    rows.filter(models.Exists(same), channel="site").delete()



class Migration(migrations.Migration):

    dependencies = [
        ('audits', '0028_rechecks_and_manual_checks'),
        ('kpmarket', '0002_letters'),
    ]

    operations = [
        migrations.RunPython(forget_unsent, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name='lawreminder', name='law_reminder_once_per_rung_and_channel'),
        migrations.RemoveField(model_name='lawreminder', name='channel'),
        migrations.RemoveField(model_name='lawreminder', name='sent_at'),
        migrations.RenameField(model_name='lawreminder', old_name='claimed_at', new_name='created_at'),
        migrations.AlterField(
            model_name='lawreminder', name='created_at', field=models.DateTimeField(verbose_name='written')
        ),
        migrations.AddField(
            model_name='lawreminder',
            name='letter',
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name='law_reminders',
                to='kpmarket.letter',
                verbose_name='letter',
            ),
        ),
        migrations.AddConstraint(
            model_name='lawreminder',
            constraint=models.UniqueConstraint(
                fields=('supplier', 'market', 'day', 'code', 'about', 'recipient', 'rung'), name='law_reminder_once_per_rung'
            ),
        ),
    ]
