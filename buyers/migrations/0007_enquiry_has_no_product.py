from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("buyers", "0006_lines_of_enquiries")]
    operations = [
        migrations.RemoveConstraint(
            model_name='enquiry',
            name='enquiry_quantity_at_least_one',
        ),
        migrations.RemoveConstraint(
            model_name='thread',
            name='thread_once_per_product',
        ),
        migrations.RemoveField(
            model_name='enquiry',
            name='product_type',
        ),
        migrations.RemoveField(
            model_name='enquiry',
            name='quantity',
        ),
        migrations.RemoveField(
            model_name='thread',
            name='product',
        ),
    ]
