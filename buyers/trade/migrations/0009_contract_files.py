import django.db.models.deletion
from django.db import migrations, models

from kpmarket.foundation.append_only import append_only, no_truncate

TABLES = ("trade_contractfile",)
REFUSAL = "the file of a contract is kept as it was made"


class Migration(migrations.Migration):
    dependencies = [("trade", "0008_quote_drafts")]

    operations = [
        migrations.CreateModel(
            name="ContractFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stored_name", models.CharField(max_length=60, verbose_name="stored as")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField(verbose_name="bytes")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "contract",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file",
                        to="trade.contract",
                        verbose_name="contract",
                    ),
                ),
            ],
            options={"verbose_name": "file of a contract", "verbose_name_plural": "files of contracts"},
        ),
        append_only(dict.fromkeys(TABLES, ""), refusal=REFUSAL, function="trade_contract_file_refuse_change"),
        no_truncate(TABLES, refusal=REFUSAL, function="trade_contract_file_refuse_truncate"),
    ]
