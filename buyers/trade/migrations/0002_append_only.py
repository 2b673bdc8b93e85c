from django.db import migrations

from kpmarket.foundation.append_only import append_only, no_truncate

REFUSAL = "what was sent, signed, submitted or booked is never changed"
TABLES = (
    "trade_quoterevision",
    "trade_quoteline",
    "trade_orderline",
    "trade_contract",
    "trade_signature",
    "trade_evidence",
    "trade_evidenceanswer",
    "trade_movement",
    "trade_transfer",
)


class Migration(migrations.Migration):
    dependencies = [("trade", "0001_initial")]

    operations = [
        append_only(dict.fromkeys(TABLES, ""), refusal=REFUSAL, function="trade_refuse_change"),
        no_truncate(TABLES, refusal=REFUSAL, function="trade_refuse_truncate"),
    ]
