"""Fill a database of its own with many products: set-based, believable, the same every time.

    python -m tests.bench.filling 100000

Three of five products are cleared for the EU, each for seven markets more; the busiest pair of type and market is what
the bench asks for. One clearance in ten was superseded, a few lapsed, one in twelve is ready but for the buyer's own
documents. Prints a session of a signed-in buyer and how many queries each page makes, as JSON.
"""

import json
import sys
from datetime import timedelta

import django
from psycopg import sql

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from audits.models import Clearance, Listing, Market, OfferTraits, RulebookEdition  # noqa: E402
from buyers.models import Buyer  # noqa: E402
from buyers.services.organisations import begin_organisation  # noqa: E402
from kpmarket.accounts.models import Notice, User  # noqa: E402
from kpmarket.foundation.text.search import pieces  # noqa: E402
from suppliers.models import PriceTier, Product, ProductPicture, ProductType, Supplier  # noqa: E402
from tests.bench.catalogue_pages import PAGES, PRODUCT_TYPE, STANDARDS  # noqa: E402

PROVINCES = ("44", "44", "32", "33", "33", "35", "37", "42", "41", "31")
BRANDS = ("Linhai", "Donghua", "Qingshan", "Ruikang", "Jinsui", "Baiyun", "Haitang", "Yuquan", "Songhe", "Zhenan")
LINES = ("Folding", "Classic", "Comfort", "Sensitive", "Pro", "Air", "Soft", "Shield", "Clinic", "Travel", "Junior")

SUPPLIERS = (
    {
        "name_zh": "'某' || n || '医疗用品有限公司'",
        "name_en": "(%(brands)s::text[])[1 + n %% 10] || ' Medical ' || n || ' Co., Ltd.'",
        "credit_code": "'91' || lpad(n::text, 16, '0')",
        "role": "'manufacturer'",
        "province": "(%(provinces)s::text[])[1 + n %% 10]",
        "city": "'Somewhere'",
        "status": "'qualified'",
        "submitted_at": "now() - interval '300 days'",
        "created_at": "now() - interval '400 days'",
    },
    "FROM generate_series(1::bigint, %(suppliers)s) n",
)
PRODUCTS = (
    {
        "supplier_id": "s.id",
        "product_type_id": "t.type_id",
        "model": "'KP-' || n",
        "name_en": """(%(brands)s::text[])[1 + (s.number %% 10)] || ' ' || (%(lines)s::text[])[1 + n %% 11] || ' ' || t.name_en""",
        "name_zh": "t.name_zh",
        "currency": "'USD'",
        "unit": "'piece'",
        "moq": "(ARRAY[1000, 2000, 5000, 10000, 50000])[1 + n %% 5]",
        "monthly_capacity": "10000 * (1 + n %% 90)",
        "lead_time_days": "(ARRAY[7, 10, 14, 20, 30, 45])[1 + n %% 6]",
        "is_listed": "true",
        "created_at": "now() - n * interval '1 minute'",
    },
    """FROM generate_series(1::bigint, %(products)s) n
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS number FROM suppliers_supplier) s
    ON s.number = 1 + (n * 7919) %% %(suppliers)s
JOIN bench_type t ON t.number = 1 + n %% %(types)s""",
)
PRICES = (
    {
        "product_id": "p.id",
        "from_quantity": "p.moq * step.factor",
        "unit_price": "round((step.share * (0.02 + (p.id * 48271 %% 9973) / 2000.0))::numeric, 4)",
    },
    "FROM suppliers_product p CROSS JOIN (VALUES (1, 1.12), (5, 1.04), (20, 1.0)) AS step (factor, share)",
)
PICTURES = (
    {
        "product_id": "id",
        "name": "md5(id::text)",
        "width": "1280",
        "height": "960",
        "position": "0",
    },
    "FROM suppliers_product",
)
CLEARANCES = (
    {
        "product_id": "p.id",
        "market_id": "m.market_id",
        "state": "CASE (p.id + k) %% 12 WHEN 0 THEN 'conditional' WHEN 1 THEN 'ready' ELSE 'cleared' END",
        "valid_from": "%(today)s::date - 300 - (p.id %% 300)::int",
        "valid_until": """CASE WHEN (p.id + k) %% 25 = 0 THEN date '9999-12-31'
        ELSE %(today)s::date - 20 + (p.id * 31 + k * 97)::int %% 900 END""",
        "ends_because": """'[{"code": "evidence_ends", "type": "eu_ppe_module_b", "ref": "1"}]'""",
        "certificates": "'[1, 2, 3]'",
        "requirements": """'["a-row", "another-row"]'""",
        "rulebook_id": "%(edition)s",
        "recorded_at": "now()",
        "superseded_at": "CASE WHEN old THEN now() END",
        "product_type_id": "p.product_type_id",
        "supplier_id": "p.supplier_id",
        "is_on_offer": "true",
        "price_usd": "round((0.02 + (p.id * 48271 %% 9973) / 2000.0)::numeric, 4)",
        "moq": "p.moq",
        "lead_time_days": "p.lead_time_days",
        "monthly_capacity": "p.monthly_capacity",
        "province": "s.province",
        "standards": "(%(standards)s::text[])[1 + p.id %% 4]",
        "traits_id": "1 + (p.id * 31) %% 200",
    },
    """FROM suppliers_product p
JOIN suppliers_supplier s ON s.id = p.supplier_id
JOIN bench_type t ON t.type_id = p.product_type_id
CROSS JOIN generate_series(0, 7) k
CROSS JOIN (VALUES (false), (true)) AS version (old)
JOIN bench_market m ON m.number = CASE WHEN k = 0 AND p.id %% 5 < 3 THEN 0
    ELSE 1 + (p.id * 13 + k * %(step)s) %% %(markets)s END
WHERE NOT old OR p.id %% 10 = 0
ORDER BY p.id""",
)
LISTINGS = (
    {
        "product_id": "p.id",
        "product_type_id": "p.product_type_id",
        "supplier_id": "p.supplier_id",
        "is_on_offer": "true",
        "price_usd": "round((0.02 + (p.id * 48271 %% 9973) / 2000.0)::numeric, 4)",
        "moq": "p.moq",
        "lead_time_days": "p.lead_time_days",
        "monthly_capacity": "p.monthly_capacity",
        "province": "s.province",
        "standards": "(%(standards)s::text[])[1 + p.id %% 4]",
        "traits_id": "1 + (p.id * 31) %% 200",
        "words": """' ' || lower((%(lines)s::text[])[1 + p.id %% 11]) || ' ' || t.words || ' kp ' || p.id ||
    ' =t' || replace(p.product_type_id, '_', '') || ' =mkp' || p.id || ' @medical @' ||
    lower((%(brands)s::text[])[1 + p.supplier_id %% 10]) || ' @co @ltd @某 @医 @疗 @用 @品 @有 @限 @公 @司 @医疗 @疗用 @用品 @有限 @公司 ' ||
    '@' || p.supplier_id || ' '""",
    },
    """FROM suppliers_product p JOIN bench_type t ON t.type_id = p.product_type_id
JOIN suppliers_supplier s ON s.id = p.supplier_id""",
)
TRAITS = (
    {
        "id": "n",
        "digest": "md5(n::text)",
        "tokens": """'|fit=' || n %% 4 || '|filtration=' || 90 + n %% 9 || '+|level=documents|maker=' ||
    (ARRAY['manufacturer', 'trader'])[1 + n %% 2] || '|size=' || n %% 7 || CASE WHEN n %% 3 = 0 THEN '|shared=yes|' ELSE '|' END""",
    },
    "FROM generate_series(1, 200) n",
)
ROWS: tuple[tuple[type[Model], tuple[dict[str, str], str]], ...] = (
    (Supplier, SUPPLIERS),
    (Product, PRODUCTS),
    (PriceTier, PRICES),
    (ProductPicture, PICTURES),
    (OfferTraits, TRAITS),
    (Listing, LISTINGS),
    (Clearance, CLEARANCES),
)
"""What is written, in order: columns with their expressions, and where the rows come from."""


def insertion(model: type[Model], columns: dict[str, str], source: str) -> str:
    """The statement that writes these columns; every other one has what the model gives to a new object."""
    given = dict(columns)
    for one in model._meta.concrete_fields:
        if one.column not in given and not one.primary_key and not one.null:
            value = one.get_db_prep_save(one.get_default(), connection)
            given[one.column] = literal(value)
    return f"INSERT INTO {model._meta.db_table} ({', '.join(given)}) SELECT {', '.join(given.values())} {source}"


def literal(value: object) -> str:
    """A value as SQL writes it; each % doubled, because the statement takes parameters."""
    return sql.Literal(value).as_string(connection.connection).replace("%", "%%")


def fill(products: int) -> None:
    """All rows, then what autovacuum would have done by itself after a while."""
    types, markets = list(ProductType.objects.order_by("pk")), markets_in_order()
    facts = {
        "products": products,
        "suppliers": products // 10,
        "types": len(types),
        "markets": len(markets) - 1,
        "step": (len(markets) - 1) // 8,
        "today": timezone.localdate(),
        "edition": RulebookEdition.objects.get(is_current=True).pk,
        "brands": list(BRANDS),
        "lines": list(LINES),
        "provinces": list(PROVINCES),
        "standards": [f"|{one}|" for one in STANDARDS],
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE bench_type (number int, type_id text, name_en text, name_zh text, words text)"
        )
        cursor.executemany("INSERT INTO bench_type VALUES (%s, %s, %s, %s, %s)", type_rows(types))
        cursor.execute("CREATE TEMP TABLE bench_market (number int, market_id text)")
        cursor.executemany("INSERT INTO bench_market VALUES (%s, %s)", list(enumerate(markets)))
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE indexname ~ '^(clearances?|listings?)_' AND indexdef !~ 'UNIQUE'"
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for model, (columns, source) in ROWS:
            cursor.execute(insertion(model, columns, source), facts)
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE")


def markets_in_order() -> list[str]:
    """The EU first, which the bench asks for; China is no destination."""
    return ["EU", *Market.objects.exclude(pk__in=["EU", "CN"]).order_by("pk").values_list("pk", flat=True)]


def _type_words(one: ProductType) -> list[str]:
    """Words of the names of products, which say their type, and names of the type."""
    return [*pieces(f"{one.name_en} {one.name_zh}"), *(f"~{piece}" for piece in pieces(" ".join(one.search_names)))]


def type_rows(types: list[ProductType]) -> list[tuple[int, str, str, str, str]]:
    return [
        (number, one.pk, one.name_en, one.name_zh, " ".join(_type_words(one)))
        for number, one in enumerate(types, start=1)
    ]


def buyer() -> User:
    """A buyer with notices, some of them unread."""
    user = User.objects.create_user("bench@kpmarket.example", name="Bench Buyer")
    begin_organisation(Buyer(organisation="Bench Hospital", country="DE"), by=user, at=timezone.now())
    at = timezone.now()
    Notice.objects.bulk_create(
        Notice(recipient=user, kind="news", read_at=None if day < 3 else at, created_at=at - timedelta(days=day))
        for day in range(200)
    )
    return user


def query_counts(user: User) -> dict[str, int]:
    """How many queries each page makes for a visitor who was here before."""
    counts = {}
    for name, page in PAGES.items():
        client = Client(headers={"host": "localhost"})
        if page.is_signed_in:
            client.force_login(user)
        client.get(page.path)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(page.path)
        assert response.status_code == 200, (page.path, response.status_code)
        counts[name] = len(queries)
    return counts


def main(products: int) -> None:
    for command in (["migrate"], ["createcachetable"], ["load_rulebook"], ["collectstatic", "--no-input"]):
        call_command(*command, verbosity=0)
    assert ProductType.objects.filter(pk=PRODUCT_TYPE).exists()
    fill(products)
    user = buyer()
    counts = query_counts(user)
    client = Client()
    client.force_login(user)
    print(json.dumps({"session": client.cookies["sessionid"].value, "queries": counts}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
