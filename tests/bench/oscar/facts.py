"""Print, as JSON, what the shop is filled with and asked for: names of types, markets in order, places, some products."""

import json

import django

django.setup()

from buyers.catalogue import reference  # noqa: E402
from suppliers.models import Product, ProductType  # noqa: E402
from tests.bench.filling import BRANDS, LINES, markets_in_order  # noqa: E402

types = list(ProductType.objects.order_by("pk"))
places = [(code, one.market) for code, one in reference.destinations().items() if one.market]
print(
    json.dumps(
        {
            "types": [one.name_en for one in types],
            "type_keys": [one.pk for one in types],
            "markets": markets_in_order(),
            "places": [code for code, _market in places],
            "place_markets": [market for _code, market in places],
            "brands": BRANDS,
            "lines": LINES,
            "product_keys": list(Product.objects.order_by("pk").values_list("pk", flat=True)[5000:5050]),
        }
    )
)
