"""Corrections of decisions, and the outcome of a case that was opened again."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audits', '0012_handed_over_reviews'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='decision',
            name='outcome',
            field=models.CharField(choices=[('approved', 'Approved'), ('revision_requested', 'Revision requested'), ('rejected', 'Rejected'), ('released', 'Put back into the queue'), ('suspended', 'Suspended'), ('reinstated', 'Reinstated'), ('revoked', 'Revoked'), ('reopened', 'Reopened')], max_length=24, verbose_name='outcome'),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('approved', 'Approved'), ('revision_requested', 'Revision requested'), ('rejected', 'Rejected'), ('released', 'Put back into the queue'), ('suspended', 'Suspended'), ('reinstated', 'Reinstated'), ('revoked', 'Revoked'), ('reopened', 'Reopened')], max_length=24, verbose_name='outcome')),
                ('reasons', models.JSONField(default=list, verbose_name='reasons')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('internal_note', models.TextField(max_length=4000, verbose_name='internal note')),
                ('effective_on', models.DateField(null=True, verbose_name='effective on')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='closed')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed or declined by')),
                ('corrects', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='audits.decision', verbose_name='corrected decision')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('result', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='audits.decision', verbose_name='new decision')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['-proposed_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('corrects',), name='correction_one_open_per_decision'), models.UniqueConstraint(condition=models.Q(('result__isnull', False)), fields=('corrects',), name='correction_one_made_per_decision'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='correction_closed_by_somebody'), models.CheckConstraint(condition=models.Q(('result', None), models.Q(('closed_at__isnull', False), models.Q(('closed_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='correction_signed_by_another_person')],
            },
        ),
    ]
