"""A program of one organisation, with its key."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audits.clearances import judging
from buyers.services.api_keys import make_key
from tests.audits.dossiers import product_with
from tests.factories import BuyerFactory, PriceTierFactory

DOCUMENTS = ("doc", "report", "licence")


@pytest.fixture
def key_text(db):
    organisation = BuyerFactory()
    return make_key(organisation, "Purchasing", by=organisation.user, at=timezone.now())[1]


@pytest.fixture
def program(key_text):
    return Client(headers={"authorization": f"Bearer {key_text}"})


@pytest.fixture
def until():
    return timezone.localdate() + timedelta(days=200)


@pytest.fixture
def mask(law, until):
    """A product with documents for Germany that hold for 200 days, as the catalogue lists it."""
    product = product_with(*((one, {"valid_until": until}) for one in DOCUMENTS), specification={"layers": 3})
    PriceTierFactory(product=product, from_quantity=1000, unit_price="0.05")
    PriceTierFactory(product=product, from_quantity=50_000, unit_price="0.0375")
    judging.refresh_products([product], at=timezone.now(), force=True)
    return product
