"""However a buyer filters, and whoever asks: the catalogue stays within eight queries."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kpmarket.accounts.models import Notice
from tests.factories import ClearanceFactory, PriceTierFactory, ProductPictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("countries")]
MOST = 8
STATES = {
    "nothing": {},
    "words": {"q": "mask 口罩"},
    "everything": {
        "q": "mask",
        "price": "5",
        "moq": "100000",
        "lead_time": "90",
        "capacity": "1",
        "province": "32",
        "standard": "EN 149",
        "until": "2026-01-01",
        "conditional": "true",
        "sort": "until",
    },
    "nonsense": {"price": "x", "until": "never", "province": "99", "type": "spoon"},
}


def queries(client, **asked):
    path = f"{reverse('buyers:catalogue')}?{urlencode({'to': 'DE', **asked})}"
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return len(captured)


@pytest.fixture
def products():
    for _number in range(3):
        product = ClearanceFactory().product
        PriceTierFactory(product=product)
        ProductPictureFactory(product=product)


@pytest.mark.parametrize("state", STATES)
def test_a_visitor_costs_few_queries_whatever_the_filters(client, products, state):
    assert queries(client, **STATES[state]) <= MOST


@pytest.mark.parametrize("state", STATES)
def test_a_signed_in_buyer_with_notices_costs_few_queries_too(client, buyer, products, state):
    Notice.objects.create(recipient=buyer, kind="news")
    client.force_login(buyer)

    assert queries(client, **STATES[state]) <= MOST


def test_more_products_cost_no_more_queries(client, products):
    few = queries(client)
    for _number in range(5):
        PriceTierFactory(product=ClearanceFactory().product)

    assert queries(client) == few
