"""The database itself refuses to change or delete a publication, or what an edition says."""

from django.db import migrations

from kpmarket.foundation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("audits", "0008_first_publications")]

    operations = [
        append_only(
            {"audits_publication": "", "audits_rulebookedition": "edition, files, loaded_at, loaded_by_id"},
            refusal="rulebook editions are append-only",
            function="audits_rulebook_refuse",
        )
    ]
