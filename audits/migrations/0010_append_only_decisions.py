"""Decisions and reviews are append-only, but that a review is closed once; INSERT OR REPLACE replaces no row of the record."""

from django.db import migrations

from kpmarket.foundation.append_only import append_only, no_replace, no_truncate, set_once

REFUSAL = "decisions and reviews are append-only"
KEPT_OF_A_REVIEW = "id, supplier_id, certificate_id, auditor_id, opened_at"


class Migration(migrations.Migration):
    dependencies = [("audits", "0009_revocation_days")]

    operations = [
        append_only(
            {"audits_decision": "", "audits_review": KEPT_OF_A_REVIEW},
            refusal=REFUSAL,
            function="audits_decision_refuse",
        ),
        set_once("audits_review", "closed_at", refusal=REFUSAL, function="audits_review_refuse_reopening"),
        no_truncate(
            ["audits_decision", "audits_review"], refusal=REFUSAL, function="audits_decision_refuse_truncate"
        ),
        no_replace({"audits_decision": ["id"], "audits_review": ["id"]}, refusal=REFUSAL),
        no_replace(
            {
                "audits_logentry": ["id", "sequence", "digest"],
                "audits_publication": ["id"],
                "audits_rulebookedition": ["id", "edition"],
                "audits_registercheck": ["id"],
                "audits_registerscreenshot": ["id", "check_made_id"],
                "audits_findinganswer": ["id"],
            },
            refusal="these rows are append-only",
        ),
    ]
