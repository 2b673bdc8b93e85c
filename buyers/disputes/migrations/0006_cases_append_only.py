from django.db import migrations

from kpmarket.foundation.append_only import append_only, no_truncate

REFUSAL = "what was noted of a case, and what was bundled, is never changed"
TABLES = (
    "disputes_caseassignment",
    "disputes_casestep",
    "disputes_casenote",
    "disputes_casefile",
    "disputes_casepage",
    "disputes_bundle",
)


class Migration(migrations.Migration):
    dependencies = [("disputes", "0005_cases")]

    operations = [
        append_only(dict.fromkeys(TABLES, ""), refusal=REFUSAL, function="cases_refuse_change"),
        no_truncate(TABLES, refusal=REFUSAL, function="cases_refuse_truncate"),
    ]
