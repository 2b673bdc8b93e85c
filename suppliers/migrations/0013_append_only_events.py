"""The history of companies and documents is append-only."""

from django.db import migrations

from kpmarket.foundation.append_only import append_only, no_replace, no_truncate

TABLES = ("suppliers_supplierevent", "suppliers_certificateevent")
REFUSAL = "the history of companies and documents is append-only"


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0012_beneficiary_accounts")]

    operations = [
        append_only(dict.fromkeys(TABLES, ""), refusal=REFUSAL, function="suppliers_refuse_event_change"),
        no_truncate(TABLES, refusal=REFUSAL, function="suppliers_refuse_event_truncate"),
        no_replace(dict.fromkeys(TABLES, ["id"]), refusal=REFUSAL),
    ]
