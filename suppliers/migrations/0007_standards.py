"""Standards as reference data, and reports on the performance of a diagnostic as documents of their own.

Until now a rule asked for a test report that stated a phrase of the rulebook. Reports that were approved with it become
performance evaluation reports, so that they prove what they proved; what they state is kept as it was.
"""

from django.db import migrations, models

PHRASE = "clinical performance + analytical performance evaluation"
REPORT, EVALUATION = "test_report", "performance_evaluation_report"
"""Ids of the type that had the phrase and of the type that the rules ask for now."""


def _with_phrase(apps, type_id):
    certificates = apps.get_model("suppliers", "Certificate").objects.filter(certificate_type=type_id)
    named = certificates.exclude(stated={}).values_list("pk", "stated")
    keys = [pk for pk, stated in named if str(stated.get("standard", "")).strip().casefold() == PHRASE]
    return certificates.filter(pk__in=keys)


def name_performance_evaluations(apps, schema_editor):
    certificates = _with_phrase(apps, REPORT)
    if certificates.exists():
        apps.get_model("suppliers", "CertificateType").objects.get_or_create(
            pk=EVALUATION,
            defaults={
                "name_en": "Performance evaluation report of an in vitro diagnostic",
                "name_zh": "体外诊断试剂性能评估报告",
                "kind": "declaration",
                "market": "*",
                "held_by": "manufacturer",
            },
        )
        certificates.update(certificate_type=EVALUATION)


def name_test_reports(apps, schema_editor):
    _with_phrase(apps, EVALUATION).update(certificate_type=REPORT)


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0006_picture_hashes")]

    operations = [
        migrations.CreateModel(
            name="Standard",
            fields=[
                ("id", models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name="number")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
            ],
            options={"verbose_name": "standard", "verbose_name_plural": "standards", "ordering": ["id"]},
        ),
        migrations.RunPython(name_performance_evaluations, name_test_reports),
    ]
