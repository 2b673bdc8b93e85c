"""Fill a database of its own with products whose suppliers hold real sets of documents: set-based, the same every time."""

import json
from datetime import date

from django.db import connection

from audits.law.current import current_rulebook
from tests.bench.dossiers import ATTRIBUTES, Kind, draw
from tests.bench.filling import BRANDS, LINES, PRICES, PROVINCES, SUPPLIERS

PRODUCTS_A_SUPPLIER = 10
KINDS = 500
"""Kinds of products: as many at every size, as the number of similar products is what grows."""

TABLES = """
CREATE TEMP TABLE bench_kind (number int, type_id text);
CREATE TEMP TABLE bench_document (kind int, place int, type_id text, stated jsonb, valid_from date, valid_until date, company bool);
CREATE TEMP TABLE bench_supplier (id bigint, kind int);
"""
KIND_OF_SUPPLIER = """
INSERT INTO bench_supplier
SELECT id, (row_number() OVER (ORDER BY id) * 7919) %% %(kinds)s FROM suppliers_supplier
"""
PRODUCTS = """
INSERT INTO suppliers_product (supplier_id, product_type_id, model, name_en, name_zh, description_en, attributes,
    specification, standards, currency, unit, moq, monthly_capacity, lead_time_days, is_listed, created_at)
SELECT s.id, k.type_id, 'KP-' || n, (%(brands)s::text[])[1 + s.id %% 10] || ' ' || (%(lines)s::text[])[1 + n %% 11],
    '某' || n, '', %(attributes)s, '{}', '[]', 'USD', 'piece', (ARRAY[1000, 2000, 5000, 10000, 50000])[1 + n %% 5],
    10000 * (1 + n %% 90), (ARRAY[7, 10, 14, 20, 30, 45])[1 + n %% 6], true, now() - n * interval '1 second'
FROM bench_supplier s JOIN bench_kind k ON k.number = s.kind CROSS JOIN generate_series(1, %(each)s) n
ORDER BY s.id, n
"""
CERTIFICATES = """
INSERT INTO suppliers_certificate (supplier_id, certificate_type_id, number, issuer, issuer_number, valid_from,
    valid_until, scope, stated, is_shared, status, submitted_at, created_at)
SELECT s.id, p.type_id, s.id || '-' || p.place, '', '', p.valid_from, p.valid_until, '', p.stated, false, 'approved', now(), now()
FROM bench_supplier s JOIN bench_document p ON p.kind = s.kind
ORDER BY s.id, p.place
"""
COVERED = """
INSERT INTO suppliers_certificate_products (certificate_id, product_id)
SELECT c.id, product.id
FROM suppliers_certificate c
JOIN bench_supplier s ON s.id = c.supplier_id
JOIN bench_document p ON p.kind = s.kind AND c.number = s.id || '-' || p.place AND NOT p.company
JOIN suppliers_product product ON product.supplier_id = c.supplier_id
"""


def fill(products: int, on: date) -> None:
    """All rows, then what autovacuum would have done by itself after a while."""
    facts = {
        "suppliers": products // PRODUCTS_A_SUPPLIER,
        "each": PRODUCTS_A_SUPPLIER,
        "kinds": KINDS,
        "attributes": json.dumps(ATTRIBUTES),
        "brands": list(BRANDS),
        "lines": list(LINES),
        "provinces": list(PROVINCES),
    }
    kinds = draw(current_rulebook(), KINDS, on)
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        cursor.executemany(
            "INSERT INTO bench_kind VALUES (%s, %s)", [(at, one.product_type) for at, one in enumerate(kinds)]
        )
        cursor.executemany("INSERT INTO bench_document VALUES (%s, %s, %s, %s, %s, %s, %s)", document_rows(kinds))
        for statement in (SUPPLIERS, KIND_OF_SUPPLIER, PRODUCTS, PRICES, CERTIFICATES, COVERED):
            cursor.execute(statement, facts)
        cursor.execute("VACUUM ANALYZE")


def document_rows(kinds: list[Kind]) -> list[tuple[object, ...]]:
    return [
        (at, place, one.type, json.dumps(one.stated), one.valid_from, one.valid_until, one.covers_the_company)
        for at, kind in enumerate(kinds)
        for place, one in enumerate(kind.documents)
    ]
