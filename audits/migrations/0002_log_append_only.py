"""The database itself refuses to change or delete an entry of the decision log."""

from django.db import migrations

from kpmarket.foundation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("audits", "0001_first")]

    operations = [
        append_only(
            {"audits_logentry": ""}, refusal="the decision log is append-only", function="audits_logentry_refuse"
        )
    ]
