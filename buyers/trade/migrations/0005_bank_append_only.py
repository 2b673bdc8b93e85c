from django.db import migrations

from kpmarket.foundation.append_only import append_only, no_truncate

REFUSAL = "what a bank reported, and what was prepared for it, is never changed"
TABLES = {
    "trade_statementfile": "",
    "trade_statemententry": "",
    "trade_paymentfile": "",
    "trade_match": "entry_id, kind, order_id, instruction_id, original_id, reason, by_id, at",
    "trade_paymentinstruction": "order_id, account_id, beneficiary_id, back_to_id, amount, currency, end_to_end_id, "
    "prepared_by_id, prepared_at",
}


class Migration(migrations.Migration):
    dependencies = [("trade", "0004_bank")]

    operations = [
        append_only(TABLES, refusal=REFUSAL, function="trade_refuse_bank_change"),
        no_truncate(tuple(TABLES), refusal=REFUSAL, function="trade_refuse_bank_truncate"),
    ]
