from django.db import migrations

from kpmarket.foundation.append_only import append_only, no_truncate

REFUSAL = "what was said of goods or published of a recall is never changed"
TABLES = (
    "delivery_deliverycheck",
    "delivery_checkedquantity",
    "delivery_checkfile",
    "delivery_checkpage",
    "delivery_recallnotice",
    "delivery_recallquestion",
    "delivery_recalldecision",
)


class Migration(migrations.Migration):
    dependencies = [("delivery", "0006_checks_and_recalls")]

    operations = [
        append_only(dict.fromkeys(TABLES, ""), refusal=REFUSAL, function="delivery_checks_refuse_change"),
        no_truncate(TABLES, refusal=REFUSAL, function="delivery_checks_refuse_truncate"),
    ]
