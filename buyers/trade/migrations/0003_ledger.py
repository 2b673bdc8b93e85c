import django.db.models.deletion
from django.db import migrations, models

from kpmarket.foundation.append_only import append_only, no_truncate
from kpmarket.foundation.composite_keys import same_value

ACCOUNTS = ("trade_account",)
REFUSAL = "an account of the ledger is never changed"


class Migration(migrations.Migration):

    dependencies = [
        ('trade', '0002_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='movement',
            name='follows',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='trade.movement', verbose_name='follows the movement'),
        ),
        migrations.AlterField(
            model_name='movement',
            name='kind',
            field=models.CharField(choices=[('received', 'Received by the bank'), ('matched', 'Matched to an order'), ('unmatched', 'Taken back from an order'), ('applied', 'Held for a part'), ('unapplied', 'No longer held for a part'), ('released', 'Released to the supplier'), ('resolved', 'Divided between both sides'), ('fee', 'Fee'), ('sent', 'Handed to the bank'), ('confirmed', 'Confirmed by the bank'), ('bounced', 'Returned by the bank'), ('reversed', "Recalled by the payer's bank"), ('returned', 'To be paid back'), ('bank_charge', 'Charge of the bank'), ('exchanged', 'Exchanged by the bank'), ('covered', 'Paid in by the site'), ('correction', 'Correction')], max_length=12, verbose_name='kind'),
        ),
        append_only(dict.fromkeys(ACCOUNTS, ""), refusal=REFUSAL, function="trade_refuse_account_change"),
        no_truncate(ACCOUNTS, refusal=REFUSAL, function="trade_refuse_account_truncate"),
        same_value("trade_transfer", "debit_id", "trade_account", "currency"),
        same_value("trade_transfer", "credit_id", "trade_account", "currency"),
    ]
