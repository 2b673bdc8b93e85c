from django.db import migrations


def write_lines(apps, schema_editor):
    """Each conversation was about one product, and the quantity was the enquiry's: that is its line.

    No enquiry was ever without a conversation: both were written in one transaction.
    """
    threads = apps.get_model("buyers", "Thread").objects.order_by("pk")
    line = apps.get_model("buyers", "EnquiryLine")
    line.objects.bulk_create(
        (
            line(thread_id=key, enquiry_id=enquiry, product_id=product, quantity=quantity)
            for key, enquiry, product, quantity in threads.values_list(
                "pk", "enquiry", "product", "enquiry__quantity"
            ).iterator()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    """A step of its own: PostgreSQL alters no table in the transaction that wrote its rows."""

    dependencies = [("buyers", "0005_enquiry_lines")]
    operations = [migrations.RunPython(write_lines)]
