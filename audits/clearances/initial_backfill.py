"""The first record of very many products: the catalogue's indexes are made after the rows, in a fraction of the time.

PostgreSQL alone: nobody keeps so many elsewhere. Nothing is lost while they are away, the catalogue is only slow; and
there is nothing in it yet.
"""

from __future__ import annotations

from django.db import connection

from audits.models import Clearance
from suppliers.models import Product

WORTH_IT = 5000
"""Products from which on the indexes are set aside."""
MEMORY = "512MB"
"""What PostgreSQL may take to make an index again."""


def set_aside() -> None:
    """Drop the indexes that serve the catalogue, where nothing is recorded yet of very many products."""
    if connection.vendor != "postgresql" or Clearance.objects.exists() or Product.objects.count() < WORTH_IT:
        return
    known = present()
    with connection.schema_editor(atomic=False) as editor:
        for index in Clearance._meta.indexes:
            if index.name in known:
                editor.remove_index(Clearance, index)


def put_back() -> None:
    """Make those that are missing."""
    known = present()
    missing = [index for index in Clearance._meta.indexes if index.name not in known]
    if missing:
        with connection.schema_editor(atomic=False) as editor:
            editor.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
            for index in missing:
                editor.add_index(Clearance, index)


def present() -> set[str]:
    """The names of the table's indexes and constraints."""
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, Clearance._meta.db_table))
