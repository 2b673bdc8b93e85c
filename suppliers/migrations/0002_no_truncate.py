"""TRUNCATE goes past the triggers that 0001 gave to append-only tables."""

from django.db import migrations

from kpmarket.foundation.append_only import no_truncate


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0001_initial")]

    operations = [
        no_truncate(
            ["suppliers_fielddecision"],
            refusal="these rows are append-only",
            function="suppliers_refuse_truncate",
        )
    ]
