from django.db import migrations
from django.utils import timezone

from kpmarket.foundation.append_only import append_only, no_truncate

REFUSAL = "price lists are append-only"


def keep_what_is_listed_now(apps, schema_editor):
    """The history begins with the prices that stand on the day of the upgrade: earlier ones were not kept."""
    now = timezone.now()
    price_list = apps.get_model("suppliers", "PriceList")
    products = apps.get_model("suppliers", "Product").objects.filter(price_tiers__isnull=False).distinct()
    price_list.objects.bulk_create(
        (
            price_list(
                product=product,
                listed_at=now,
                currency=product.currency,
                unit=product.unit,
                pieces={"piece": 1, "device": 1, "test": 1, "pair": 2}.get(product.unit),
                rows=[
                    [tier.from_quantity, f"{tier.unit_price:f}"]
                    for tier in sorted(product.price_tiers.all(), key=lambda tier: tier.from_quantity)
                ],
            )
            for product in products.prefetch_related("price_tiers").iterator(chunk_size=500)
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [("suppliers", "0010_supply_facts_and_price_lists")]
    operations = [
        append_only({"suppliers_pricelist": ""}, refusal=REFUSAL, function="suppliers_refuse_price_list"),
        no_truncate(["suppliers_pricelist"], refusal=REFUSAL, function="suppliers_refuse_price_list_truncate"),
        migrations.RunPython(keep_what_is_listed_now, migrations.RunPython.noop),
    ]
