"""One step of the bench of clearances, in a process of its own so that its peak memory is its own.

    python -m tests.bench.judging STEP [PRODUCTS]

Prints what it did as one line of JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from audits.clearances import judging, refreshing  # noqa: E402
from audits.law.current import put_in_force  # noqa: E402
from audits.law.row_editing import change_row, values_in  # noqa: E402
from audits.models import Clearance, Pattern, RulebookEdition  # noqa: E402
from suppliers.models import Certificate, Product  # noqa: E402
from tests.bench.evidence import fill  # noqa: E402

DECISIONS = 25
"""Certificates that are revoked and approved again, one by one."""
Found = dict[str, Any]


def filled(products: int) -> Found:
    """An empty record over products and documents."""
    for command in (["migrate"], ["createcachetable"], ["load_rulebook"]):
        call_command(*command, verbosity=0)
    fill(products, timezone.localdate())
    return {"products": Product.objects.count(), "certificates": Certificate.objects.count()}


def refreshed(_products: int, *, force: bool = True) -> Found:
    """Every product judged again, as ``manage.py refresh_clearances`` does it."""
    refresh = refreshing.start(at=timezone.now())
    for chunk in refreshing.to_do(refresh):
        refreshing.do(chunk, at=timezone.now(), force=force)
    refreshing.finish(refresh, at=timezone.now())
    return {"rows": refreshing.progress(refresh).changed, "patterns": Pattern.objects.count()}


def changed(products: int) -> Found:
    """Every product held against the documents that it was judged by, as ``--changed`` does it."""
    return refreshed(products, force=False)


def one_rule(_products: int) -> Found:
    """The row that most products of one market rest on ends in half a year: published and applied."""
    edition = RulebookEdition.objects.get(is_current=True)
    texts = dict(edition.files)
    product_type, market, requirement = _busiest_row()
    name = f"markets/{market}.yaml"
    values = values_in(texts[name], requirement)
    assert values is not None, (product_type, requirement)
    texts[name] = change_row(texts[name], requirement, {**values, "until": "2027-05-31"})
    put_in_force(texts, by=None, at=timezone.now())
    started = time.perf_counter()
    rows = judging.apply_edition(at=timezone.now())
    return {"rows": rows, "row": requirement, "seconds": time.perf_counter() - started}


def _busiest_row() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT product_type_id, market_id, row FROM audits_clearance CROSS JOIN jsonb_array_elements_text(requirements) row"
            " WHERE superseded_at IS NULL AND state = 'cleared' AND row LIKE market_id || '.%%'"
            " AND valid_until > '2027-05-31' GROUP BY 1, 2, 3 ORDER BY count(*) DESC, 3 LIMIT 1"
        )
        return cursor.fetchone()


def decided(_products: int) -> Found:
    """Decisions on single certificates, each with what it changes in one transaction."""
    chosen = list(Certificate.objects.filter(products__isnull=False).order_by("?").distinct()[:DECISIONS])
    seconds, queries, rows = [], 0, 0
    for certificate in chosen:
        for status in ("rejected", "approved"):
            started = time.perf_counter()
            with CaptureQueriesContext(connection) as made, transaction.atomic():
                Certificate.objects.filter(pk=certificate.pk).update(status=status)
                touched = judging.products_touched_by(certificate)
                rows += judging.refresh_products(touched, at=timezone.now())
            seconds.append(time.perf_counter() - started)
            queries = max(queries, len(made))
    seconds.sort()
    return {
        "rows": rows,
        "seconds": seconds[len(seconds) // 2],
        "p95": seconds[len(seconds) * 95 // 100],
        "queries": queries,
    }


def checked(products: int) -> Found:
    """A fresh assessment of products taken at random, held against the record."""
    try:
        call_command("refresh_clearances", "--check", "--sample", str(products), stdout=sys.stderr)
    except CommandError as drift:
        return {"drift": str(drift)}
    return {"drift": ""}


STEPS: dict[str, Callable[[int], Found]] = {
    "fill": filled,
    "full": refreshed,
    "repeat": refreshed,
    "changed": changed,
    "one-rule": one_rule,
    "decision": decided,
    "check": checked,
}


def main(step: str, products: int) -> None:
    started, busy = time.perf_counter(), time.process_time()
    found = STEPS[step](products)
    found.setdefault("seconds", time.perf_counter() - started)
    found["processor"] = time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    total = Clearance.objects.current().count()
    print(json.dumps({**found, "peak_mb": round(peak), "clearances": total}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
