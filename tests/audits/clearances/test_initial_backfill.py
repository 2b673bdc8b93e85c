"""The catalogue's indexes while very many products are recorded for the first time."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from audits.clearances import initial_backfill, refreshing
from audits.models import Clearance, RulebookEdition
from tests.audits.dossiers import product_with
from tests.factories import ClearanceFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 1, tzinfo=UTC)
CATALOGUE = {index.name for index in Clearance._meta.indexes}


@pytest.fixture
def three(law, monkeypatch):
    monkeypatch.setattr(initial_backfill, "MIN_PRODUCTS", 3)
    return [product_with("doc", "licence") for _ in range(3)]


def judge_all():
    refresh = refreshing.start(at=AT)
    away = CATALOGUE - initial_backfill.constraint_names()
    for chunk in refreshing.to_do(refresh):
        refreshing.do(chunk, at=AT)
    connection.check_constraints()
    assert refreshing.finish(refresh, at=AT)
    return away


def test_they_are_away_while_the_first_record_is_made_and_all_there_when_it_is_done(three):
    before = initial_backfill.constraint_names()

    away = judge_all()

    assert away == (CATALOGUE if connection.vendor == "postgresql" else set())
    assert initial_backfill.constraint_names() == before
    assert Clearance.objects.count() == 3


def test_they_stay_where_something_is_recorded_already(three):
    ClearanceFactory(product=three[0], rulebook=RulebookEdition.objects.get())

    assert judge_all() == set()


def test_they_stay_where_products_are_few(three, monkeypatch):
    monkeypatch.setattr(initial_backfill, "MIN_PRODUCTS", 4)

    assert judge_all() == set()


def test_a_refresh_that_was_interrupted_between_makes_them_when_it_is_taken_up(three):
    refreshing.start(at=AT)

    judge_all()

    assert initial_backfill.constraint_names() >= CATALOGUE
