"""Internal notes of decisions: a table that the database keeps append-only."""
import django.db.models.deletion
from django.db import migrations, models

from kpmarket.foundation.append_only import append_only, no_replace, no_truncate

REFUSAL = "internal notes are append-only"


class Migration(migrations.Migration):

    dependencies = [
        ('audits', '0010_append_only_decisions'),
    ]

    operations = [
        migrations.CreateModel(
            name='InternalNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000, verbose_name='internal note')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='internal_note', to='audits.decision', verbose_name='decision')),
            ],
            options={
                'verbose_name': 'internal note',
                'verbose_name_plural': 'internal notes',
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='internal_note_has_words')],
            },
        ),
        append_only({"audits_internalnote": ""}, refusal=REFUSAL, function="audits_internalnote_refuse"),
        no_truncate(["audits_internalnote"], refusal=REFUSAL, function="audits_internalnote_refuse_truncate"),
        no_replace({"audits_internalnote": ["id", "decision_id"]}, refusal=REFUSAL),
    ]
