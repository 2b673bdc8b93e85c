from django.db import migrations

from kpmarket.foundation.append_only import append_only, no_truncate

REFUSAL = "what was said, proposed, signed or decided in a claim is never changed"
TABLES = (
    "disputes_claimstep",
    "disputes_claimfile",
    "disputes_claimpage",
    "disputes_settlement",
    "disputes_settlementsignature",
    "disputes_handlerdeclaration",
    "disputes_decision",
    "disputes_decisionsignature",
)


class Migration(migrations.Migration):
    dependencies = [("disputes", "0003_claims")]

    operations = [
        append_only(dict.fromkeys(TABLES, ""), refusal=REFUSAL, function="disputes_refuse_change"),
        no_truncate(TABLES, refusal=REFUSAL, function="disputes_refuse_truncate"),
    ]
