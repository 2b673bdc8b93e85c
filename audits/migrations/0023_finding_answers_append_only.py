"""The database itself refuses to change or delete what an auditor answered to a finding."""

from django.db import migrations

from kpmarket.foundation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("audits", "0022_findings")]

    operations = [
        append_only(
            {"audits_findinganswer": ""},
            refusal="answers to findings are append-only",
            function="audits_finding_refuse",
        )
    ]
