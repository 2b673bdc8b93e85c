from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audits", "0029_outbox")]

    operations = [
        migrations.AlterField(
            model_name="lawreminder",
            name="about",
            field=models.CharField(max_length=200, verbose_name="what changes"),
        ),
    ]
