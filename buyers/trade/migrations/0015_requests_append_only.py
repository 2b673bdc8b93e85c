from django.db import migrations

from kpmarket.foundation.append_only import append_only, no_truncate

REFUSAL = "what was asked of finance is never changed"
TABLES = {"trade_moneyrequest": "kind, movement_id, entry_id, amount, currency, reason, asked_by_id, asked_at"}


class Migration(migrations.Migration):
    dependencies = [("trade", "0014_requests_to_book")]

    operations = [
        append_only(TABLES, refusal=REFUSAL, function="trade_refuse_request_change"),
        no_truncate(tuple(TABLES), refusal=REFUSAL, function="trade_refuse_request_truncate"),
    ]
