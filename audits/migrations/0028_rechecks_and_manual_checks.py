"""Plain names for the schedule of register checks, and for checks that a person made."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from kpmarket.foundation.append_only import append_only

REFUSE_CHANGES = append_only(
    {"audits_registercheck": "", "audits_registerscreenshot": ""},
    refusal="register checks are append-only",
    function="audits_register_refuse",
)


class Migration(migrations.Migration):
    dependencies = [("audits", "0027_figures_beside_pictures"), ("suppliers", "0001_first")]

    operations = [
        migrations.RenameModel("RegisterTurn", "RegisterRecheck"),
        migrations.AlterModelOptions(
            name="registerrecheck",
            options={
                "ordering": ["next_at", "pk"],
                "verbose_name": "scheduled register check",
                "verbose_name_plural": "scheduled register checks",
            },
        ),
        migrations.AlterField(
            model_name="registerrecheck",
            name="certificate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="register_rechecks",
                to="suppliers.certificate",
                verbose_name="certificate",
            ),
        ),
        migrations.RemoveConstraint("registerrecheck", "register_turn_once_per_certificate"),
        migrations.AddConstraint(
            "registerrecheck",
            models.UniqueConstraint(
                fields=["certificate", "register"], name="register_recheck_once_per_certificate"
            ),
        ),
        # SQLite builds the table again for a constraint, and loses its triggers.
        migrations.RunPython(REFUSE_CHANGES.reverse_code, REFUSE_CHANGES.code),
        migrations.RemoveIndex("registercheck", "register_check_contradictions"),
        migrations.RemoveConstraint("registercheck", "register_check_seen_by_somebody"),
        migrations.RenameField("registercheck", "is_seen", "is_manual"),
        migrations.AlterField(
            model_name="registercheck",
            name="is_manual",
            field=models.BooleanField(default=False, verbose_name="looked up by a person"),
        ),
        migrations.AddIndex(
            "registercheck",
            models.Index(
                condition=Q(outcome="contradicted", is_manual=False),
                fields=["certificate"],
                name="register_check_contradictions",
            ),
        ),
        migrations.AddConstraint(
            "registercheck",
            models.CheckConstraint(
                condition=Q(is_manual=False) | Q(by__isnull=False), name="register_check_manual_names_person"
            ),
        ),
        REFUSE_CHANGES,
    ]
