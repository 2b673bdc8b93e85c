"""The database itself refuses to change or delete what a register said, or what a person saw there."""

from django.db import migrations

from kpmarket.foundation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("audits", "0019_register_checks")]

    operations = [
        append_only(
            {"audits_registercheck": "", "audits_registerscreenshot": ""},
            refusal="register checks are append-only",
            function="audits_register_refuse",
        )
    ]
