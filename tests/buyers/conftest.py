"""A world small enough to see: Germany is in the EU, the United States stand alone, France is known too."""

import pytest

from buyers.catalogue import reference
from tests.factories import CountryFactory, MarketFactory


@pytest.fixture(autouse=True)
def _nothing_is_remembered_between_tests():
    reference.forget()
    yield
    reference.forget()


@pytest.fixture
def countries(db):
    CountryFactory(code="DE")
    CountryFactory(code="FR")
    CountryFactory(code="US", market=MarketFactory(id="US"))
