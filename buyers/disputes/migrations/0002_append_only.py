from django.db import migrations

from kpmarket.foundation.append_only import append_only, no_truncate

PROTECTED = {
    "screening": ("what was compared with a list, and what was answered, is never changed", ("disputes_screening", "disputes_screeninghit", "disputes_hitanswer",)),
    "claims": ("what was said, proposed, signed or decided in a claim is never changed", ("disputes_claimstep", "disputes_claimfile", "disputes_claimpage", "disputes_settlement", "disputes_settlementsignature", "disputes_handlerdeclaration", "disputes_decision", "disputes_decisionsignature",)),
    "cases": ("what was noted of a case, and what was bundled, is never changed", ("disputes_caseassignment", "disputes_casestep", "disputes_casenote", "disputes_casefile", "disputes_casepage", "disputes_bundle",)),
}
"""By subject: what the database says when it refuses, and the tables that it protects."""


class Migration(migrations.Migration):
    dependencies = [("disputes", "0001_initial")]

    operations = [
        operation
        for subject, (refusal, tables) in PROTECTED.items()
        for operation in (
            append_only(dict.fromkeys(tables, ""), refusal=refusal, function=f"disputes_{subject}_refuse_change"),
            no_truncate(tables, refusal=refusal, function=f"disputes_{subject}_refuse_truncate"),
        )
    ]
