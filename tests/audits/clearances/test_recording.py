"""Whether PostgreSQL compares and adds many rows by itself or we do it row by row, the record is the same."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audits.clearances import judging, recording
from audits.models import Clearance
from suppliers.models import Certificate, Product
from tests.audits.dossiers import product_with
from tests.factories import PriceTierFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 22, 1, tzinfo=UTC)
EVENING = MORNING + timedelta(hours=9)


@pytest.fixture(params=[1, 1000], ids=["at once", "row by row"], autouse=True)
def _way(request, monkeypatch):
    monkeypatch.setattr(recording, "COMPARED_IN_SQL", request.param)


def refresh(at, *, force=True):
    return judging.refresh_products(Product.objects.order_by("pk"), at=at, force=force)


def record(product):
    columns = ("market", "state", "valid_from", "valid_until", "certificates", "ends_because", "recorded_at")
    return list(Clearance.objects.current().filter(product=product).order_by("market").values(*columns))


def test_nothing_is_written_twice(law):
    products = [product_with("doc", "report", "licence") for _ in range(3)]

    assert refresh(MORNING) == 6
    assert refresh(EVENING) == 0
    assert {row["recorded_at"] for product in products for row in record(product)} == {MORNING}


def test_what_a_row_says_and_carries_is_there(law):
    product = product_with("doc", ("report", {"valid_until": date(2027, 3, 14)}), "licence")
    PriceTierFactory(product=product, unit_price="0.5")
    refresh(MORNING)

    row = Clearance.objects.get(market="EU")

    report = product.certificates.get(certificate_type="report")
    assert row.certificates == sorted(product.certificates.values_list("pk", flat=True))
    assert row.ends_because == [{"code": "evidence-ends", "type": "report", "ref": str(report.pk)}]
    assert (row.supplier, row.product_type, str(row.price_usd)) == (product.supplier, product.product_type, "0.5000")
    assert row.rulebook.is_current
    assert row.recorded_at == MORNING
    assert row.superseded_at is None


def test_only_what_differs_is_superseded(law):
    kept, changed, lost = (product_with("doc", "report", "licence") for _ in range(3))
    refresh(MORNING)
    changed.certificates.filter(certificate_type="report").update(valid_until=date(2027, 1, 5))
    lost.certificates.update(status=Certificate.Status.REJECTED)

    rows = refresh(EVENING)

    assert rows == 2 + 2
    assert [row["recorded_at"] for row in record(kept)] == [MORNING, MORNING]
    assert [(row["market"], row["valid_until"], row["recorded_at"]) for row in record(changed)] == [
        ("EU", date(2027, 1, 5), EVENING),
        ("US", date(2027, 1, 31), MORNING),
    ]
    assert record(lost) == []
    assert Clearance.objects.filter(product=lost, superseded_at=EVENING).count() == 2


def test_lists_that_stand_in_another_order_say_the_same(law):
    product = product_with("doc", "report", "licence")
    refresh(MORNING)
    row = Clearance.objects.get(market="EU")
    Clearance.objects.filter(pk=row.pk).update(certificates=row.certificates[::-1])

    assert refresh(EVENING) == 0
    assert {row["recorded_at"] for row in record(product)} == {MORNING}
