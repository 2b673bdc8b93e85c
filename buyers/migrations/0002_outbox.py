"""Reminders become causes of letters: what was written and not handed over goes, and the next sweep writes it again."""

import django.utils.timezone
from django.db import migrations, models


def forget_unsent(apps, schema_editor):
    rows = apps.get_model("buyers", "LossNotice").objects
    rows.filter(sent_at=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('buyers', '0001_first'),
    ]

    operations = [
        migrations.RunPython(forget_unsent, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name='lossnotice', name='loss_told_once'),
        migrations.RemoveField(model_name='lossnotice', name='sent_at'),
        migrations.RenameField(model_name='lossnotice', old_name='claimed_at', new_name='created_at'),
        migrations.AlterField(
            model_name='lossnotice',
            name='created_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='written'),
        ),
        migrations.AddConstraint(
            model_name='lossnotice',
            constraint=models.UniqueConstraint(
                fields=('buyer', 'product', 'market', 'lost_on'), name='loss_notified_once'
            ),
        ),
    ]
