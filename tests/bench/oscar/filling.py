"""Fill the shop with the products of tests/bench/filling.py: the same types, names, makers, prices and markets.

python -m tests.bench.oscar.filling PRODUCTS < FACTS

Reads the facts (types with their names, markets in order) as JSON, writes set by set, prints an address of each page.
"""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from oscar.apps.catalogue.categories import create_from_breadcrumbs  # noqa: E402
from oscar.apps.catalogue.models import Category, Product, ProductAttribute, ProductClass  # noqa: E402
from oscar.apps.partner.models import Partner  # noqa: E402

PRODUCTS = """
INSERT INTO catalogue_product (structure, is_public, upc, title, slug, description, meta_title, meta_description,
    is_discountable, product_class_id, date_created, date_updated, priority, code)
SELECT 'standalone', true, 'KP-' || n,
    (%(brands)s::text[])[1 + ((n::bigint * 7919 %% %(suppliers)s) %% 10)] || ' ' || (%(lines)s::text[])[1 + n %% 11] || ' ' || t.name,
    'kp-' || n, '', '', '', true, %(kind)s, now() - n * interval '1 minute', now(), 0, 'KP-' || n
FROM generate_series(1, %(products)s) n JOIN bench_type t ON t.number = 1 + n %% %(types)s
ORDER BY n
"""
CATEGORIES = """
INSERT INTO catalogue_productcategory (product_id, category_id)
SELECT p.id, t.category_id FROM catalogue_product p JOIN bench_type t ON t.number = 1 + substr(p.upc, 4)::int %% %(types)s
"""
MARKETS = """
INSERT INTO catalogue_productattributevalue (product_id, attribute_id, value_boolean)
SELECT DISTINCT ON (p.id, m.attribute_id) p.id, m.attribute_id, true
FROM catalogue_product p CROSS JOIN generate_series(0, 7) k
JOIN bench_market m ON m.number = CASE WHEN k = 0 AND p.id %% 5 < 3 THEN 0
    ELSE 1 + (p.id * 13 + k * %(step)s) %% %(markets)s END
"""
STOCK = """
INSERT INTO partner_stockrecord (partner_sku, price_currency, price, num_in_stock, date_created, date_updated, partner_id,
    product_id)
SELECT 'KP-' || id, 'USD', round((0.02 + (id * 48271 %% 9973) / 2000.0)::numeric, 2) + 0.01, 100000, now(), now(),
    %(partner)s, id
FROM catalogue_product
"""


def fill(products: int, facts: dict[str, list[str]]) -> None:
    kind = ProductClass.objects.create(name="Medical product", track_stock=False)
    types = [
        (number, create_from_breadcrumbs(name, "|").pk, name) for number, name in enumerate(facts["types"], start=1)
    ]
    for key, pk in zip(facts["type_keys"], [pk for _number, pk, _name in types], strict=True):
        Category.objects.filter(pk=pk).update(slug=key)
    attributes = [
        ProductAttribute(product_class=kind, name=market, code=market, type="boolean") for market in facts["markets"]
    ]
    numbered = list(enumerate(one.pk for one in ProductAttribute.objects.bulk_create(attributes)))
    values = {
        "products": products,
        "suppliers": products // 10,
        "types": len(types),
        "kind": kind.pk,
        "brands": facts["brands"],
        "lines": facts["lines"],
        "step": (len(numbered) - 1) // 8,
        "markets": len(numbered) - 1,
        "partner": Partner.objects.create(name="KP").pk,
    }
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bench_type (number int, category_id bigint, name text)")
        cursor.executemany("INSERT INTO bench_type VALUES (%s, %s, %s)", types)
        cursor.execute("CREATE TEMP TABLE bench_market (number int, attribute_id bigint)")
        cursor.executemany("INSERT INTO bench_market VALUES (%s, %s)", numbered)
        for statement in (PRODUCTS, CATEGORIES, MARKETS, STOCK):
            cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE")


def main(products: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", "--no-input", verbosity=0)
    fill(products, json.load(sys.stdin))
    print(json.dumps({"products": [one.get_absolute_url() for one in Product.objects.order_by("pk")[5000:5050]]}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
