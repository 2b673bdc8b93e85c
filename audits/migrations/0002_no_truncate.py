"""TRUNCATE goes past the triggers that 0001 gave to append-only tables."""

from django.db import migrations

from kpmarket.foundation.append_only import no_truncate


class Migration(migrations.Migration):
    dependencies = [("audits", "0001_initial")]

    operations = [
        no_truncate(
            ["audits_logentry", "audits_publication", "audits_rulebookedition", "audits_registercheck", "audits_registerscreenshot", "audits_findinganswer"],
            refusal="these rows are append-only",
            function="audits_refuse_truncate",
        )
    ]
