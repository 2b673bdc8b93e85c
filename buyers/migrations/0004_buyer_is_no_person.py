from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("buyers", "0003_first_members")]
    operations = [migrations.RemoveField(model_name="buyer", name="user")]
