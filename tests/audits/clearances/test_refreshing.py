"""A full refresh in chunks."""

from datetime import UTC, datetime

import pytest

from audits import tasks
from audits.clearances import judging, refreshing
from audits.models import Clearance, Pattern, Refresh
from suppliers.models import Product
from tests.audits.dossiers import product_with

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 22, 1, tzinfo=UTC)
EVENING = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.fixture
def five(law, monkeypatch):
    """Five products that nobody judged yet, two to a chunk."""
    monkeypatch.setattr(refreshing, "PRODUCTS_A_CHUNK", 2)
    return [product_with("doc", "licence") for _ in range(5)]


def test_every_product_stands_in_one_chunk(five):
    refresh = refreshing.start(at=MORNING)

    keys = [product.pk for product in five]
    assert list(refresh.chunks.values_list("first", "last")) == [
        (keys[0], keys[1]),
        (keys[2], keys[3]),
        (keys[4], keys[4]),
    ]


def test_an_interrupted_refresh_is_taken_up_where_it_stopped(five):
    refresh = refreshing.start(at=MORNING)
    first, *others = refreshing.to_do(refresh)
    refreshing.do(first, at=MORNING)

    again = refreshing.start(at=EVENING)

    assert (again.pk, refreshing.to_do(again)) == (refresh.pk, others)
    assert refreshing.progress(again) == (1, 3, 2)
    assert not refreshing.finish(again, at=EVENING)


def test_a_chunk_that_two_workers_get_is_done_once(five):
    refresh = refreshing.start(at=MORNING)
    chunk = refreshing.to_do(refresh)[0]

    assert (refreshing.do(chunk, at=MORNING), refreshing.do(chunk, at=EVENING)) == (2, 0)


def test_the_worker_of_the_last_chunk_closes_the_refresh(five):
    refresh = refreshing.start(at=MORNING)

    for chunk in refreshing.to_do(refresh):
        assert Refresh.objects.get().finished_at is None
        tasks.refresh_chunk(chunk)

    assert Refresh.objects.get().finished_at is not None
    assert Clearance.objects.current().count() == 5
    assert refreshing.start(at=EVENING).pk != refresh.pk


def test_it_judges_again_what_was_recorded_wrongly_and_forgets_patterns_that_nobody_has(five):
    judging.refresh_products(five, at=MORNING)
    Pattern.objects.update(findings=[])
    Pattern.objects.create(signature="old", facts={}, findings=[], rulebook=Pattern.objects.first().rulebook)
    refresh = refreshing.start(at=EVENING)

    for chunk in refreshing.to_do(refresh):
        refreshing.do(chunk, at=EVENING)
    refreshing.finish(refresh, at=EVENING)

    assert list(judging.drift(Product.objects.all())) == []
    assert Pattern.objects.count() == 1
    assert Pattern.objects.get().findings != []
