import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kpmarket.foundation.append_only import append_only, no_truncate

REPORTED = "what a bank reported, and what was prepared for it, is never changed"
REFUSAL = "what passed between this site and a payment institution is never changed"
TABLES = ("trade_providermessage", "trade_providerpayout")


def restore_triggers(apps, schema_editor):
    """SQLite made the table again for the column that may be empty now, and forgot its triggers."""
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("update", "delete"):
            schema_editor.execute(
                f"CREATE TRIGGER trade_statementfile_no_{verb} BEFORE {verb.upper()} ON trade_statementfile "
                f"BEGIN SELECT RAISE(ABORT, '{REPORTED}'); END"
            )


class Migration(migrations.Migration):

    dependencies = [
        ('trade', '0009_contract_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='statementfile',
            name='imported_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='imported by'),
        ),
        migrations.RunPython(restore_triggers, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='statementfile',
            name='kind',
            field=models.CharField(choices=[('camt.053', 'camt.053'), ('mt940', 'MT940'), ('csv', 'CSV'), ('provider', 'Payment institution')], max_length=10, verbose_name='format'),
        ),
        migrations.CreateModel(
            name='ProviderContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tried_at', models.DateTimeField(verbose_name='last asked')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='last answered')),
                ('problem', models.CharField(blank=True, max_length=300, verbose_name='problem')),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='provider_contact', to='trade.bankaccount', verbose_name='bank account')),
            ],
            options={
                'verbose_name': 'contact with a payment institution',
                'verbose_name_plural': 'contacts with payment institutions',
                'ordering': ['account'],
            },
        ),
        migrations.CreateModel(
            name='ProviderMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(max_length=100, unique=True, verbose_name='number of the message')),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trade.bankaccount', verbose_name='bank account')),
            ],
            options={
                'verbose_name': 'message of a payment institution',
                'verbose_name_plural': 'messages of payment institutions',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ProviderPayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider_id', models.CharField(max_length=100, unique=True, verbose_name='number at the institution')),
                ('submitted_at', models.DateTimeField(verbose_name='submitted')),
                ('instruction', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='provider_payout', to='trade.paymentinstruction', verbose_name='payment instruction')),
            ],
            options={
                'verbose_name': 'payment at a payment institution',
                'verbose_name_plural': 'payments at payment institutions',
                'ordering': ['-pk'],
            },
        ),
        append_only(dict.fromkeys(TABLES, ""), refusal=REFUSAL, function="trade_refuse_provider_change"),
        no_truncate(TABLES, refusal=REFUSAL, function="trade_refuse_provider_truncate"),
    ]
