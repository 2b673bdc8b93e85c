from django.db import migrations


def make_each_person_the_owner(apps, schema_editor):
    """Whoever was a buyer owns an organisation of one, and sent what was sent for it. An erased person owns nothing."""
    buyers = apps.get_model("buyers", "Buyer").objects.all()
    living = buyers.filter(user__erased_at=None)
    membership = apps.get_model("buyers", "BuyerMembership")
    membership.objects.bulk_create(
        (
            membership(buyer_id=key, user_id=user, role="owner", since=since)
            for key, user, since in living.values_list("pk", "user", "created_at")
        ),
        batch_size=500,
    )
    enquiries = apps.get_model("buyers", "Enquiry").objects
    for key, user in buyers.values_list("pk", "user"):
        enquiries.filter(buyer=key).update(sent_by=user)


class Migration(migrations.Migration):
    """A step of its own: PostgreSQL alters no table in the transaction that wrote its rows."""

    dependencies = [("buyers", "0002_organisations")]
    operations = [migrations.RunPython(make_each_person_the_owner)]
