"""A correction keeps who proposed what; that it is closed, by whom and with which result is written once."""

from django.db import migrations

from kpmarket.foundation.append_only import append_only, no_replace, no_truncate, set_once

TABLE = "audits_correction"
REFUSAL = "corrections are append-only"
PROPOSED = "id, corrects_id, outcome, reasons, note, internal_note, effective_on, proposed_by_id, proposed_at"


class Migration(migrations.Migration):
    dependencies = [("audits", "0014_signed_heads")]

    operations = [
        append_only({TABLE: PROPOSED}, refusal=REFUSAL, function="audits_correction_refuse"),
        *(
            set_once(TABLE, column, refusal=REFUSAL, function=f"audits_correction_refuse_other_{column}")
            for column in ("closed_at", "closed_by_id", "result_id")
        ),
        no_truncate([TABLE], refusal=REFUSAL, function="audits_correction_refuse_truncate"),
        no_replace({TABLE: ["id"]}, refusal=REFUSAL),
    ]
