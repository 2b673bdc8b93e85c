"""Speeds up the first record of very many products: the catalogue's indexes are built after the rows.

On PostgreSQL only, as nobody keeps so many products elsewhere. Without its indexes the catalogue is slow but correct,
and it is still empty at that time.
"""

from __future__ import annotations

from django.db import connection

from audits.models import Clearance
from suppliers.models import Product

MIN_PRODUCTS = 5000
"""From so many products on, the indexes are dropped first."""
INDEX_MEMORY = "512MB"
"""Memory that PostgreSQL may use to build an index."""


def drop_indexes() -> None:
    """Drop the catalogue's indexes where very many products have no record yet."""
    if connection.vendor != "postgresql" or Clearance.objects.exists() or Product.objects.count() < MIN_PRODUCTS:
        return
    known = constraint_names()
    with connection.schema_editor(atomic=False) as editor:
        for index in Clearance._meta.indexes:
            if index.name in known:
                editor.remove_index(Clearance, index)


def create_missing_indexes() -> None:
    """Build the indexes that are missing."""
    known = constraint_names()
    missing = [index for index in Clearance._meta.indexes if index.name not in known]
    if missing:
        with connection.schema_editor(atomic=False) as editor:
            editor.execute(f"SET LOCAL maintenance_work_mem = '{INDEX_MEMORY}'")
            for index in missing:
                editor.add_index(Clearance, index)


def constraint_names() -> set[str]:
    """The names of the table's indexes and constraints."""
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, Clearance._meta.db_table))
