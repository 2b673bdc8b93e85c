"""The index that the reminder sweep walks holds all that the walk reads, and is chosen without statistics too."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("suppliers", "0003_former_memberships"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="certificate", name="certificate_due"),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(
                fields=["status", "valid_until", "supplier", "certificate_type"], name="certificate_due"
            ),
        ),
    ]
