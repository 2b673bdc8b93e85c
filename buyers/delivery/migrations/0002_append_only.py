from django.db import migrations

from kpmarket.foundation.append_only import append_only, no_truncate

REFUSAL = "what was reported of a delivery is never changed"
TABLES = ("delivery_shipmentevent",)


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_initial")]

    operations = [
        append_only(dict.fromkeys(TABLES, ""), refusal=REFUSAL, function="delivery_refuse_change"),
        no_truncate(TABLES, refusal=REFUSAL, function="delivery_refuse_truncate"),
    ]
