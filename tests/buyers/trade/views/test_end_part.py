"""The page that ends part of an order: what was typed is kept, a sentence stands at its field, nothing ends unread."""

from datetime import date

import pytest
from django.urls import reverse

from buyers.terms.contract import Charge
from tests.buyers.trade.watched_orders import watched_order

pytestmark = pytest.mark.usefixtures("countries")
LATE = {"latest_shipment": date(2026, 11, 3), "tolerance_bp": 0, "freight_follows": True}


@pytest.fixture
def order():
    charges = (Charge("tooling", 300_000), Charge("freight", 185_000))
    return watched_order(terms={**LATE, "charges": charges})


def sent(client, order, **typed):
    client.force_login(order.placed_by)
    usual = {"units-1": "20 000", "cause": "late", "kept": "", "reason": "Ward 3 has masks now.", "step": "read"}
    return client.post(reverse("trade:order-end-part", args=[order.pk]), {**usual, **typed})


def test_freight_and_mould_are_read_before_anybody_signs(client, order):
    said = sent(client, order).text

    assert "Freight: USD\u00a01,850.00" in said and "Freight: USD\u00a01,110.00" in said
    assert said.count("Tooling: USD\u00a03,000.00") == 2
    assert order.contracts.count() == 1


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"charge-freight": "900"}, "charge-freight", "needs the signature of both sides"),
        ({"charge-freight": "1,850.01", "cause": "agreed"}, "charge-freight", "At most USD\u00a01,850.00"),
        ({"charge-tooling": "three", "cause": "agreed"}, "charge-tooling", "in figures"),
        (
            {"charge-tooling": "5", "cause": "agreed", "units-1": "50000"},
            "charge-tooling",
            "Nothing of the order would be left",
        ),
        ({"kept": "1.2.3", "cause": "agreed"}, "kept", "in figures"),
    ],
)
def test_a_sum_that_cannot_be_is_refused_at_its_field(client, order, typed, field, sentence):
    answer = sent(client, order, **typed)

    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors[field][0]
    assert answer.context["form"][field].value() == typed[field]


def test_both_sides_may_agree_on_another_sum(client, order):
    said = sent(client, order, cause="agreed", **{"charge-freight": "1,500"}).text

    assert "Freight: USD\u00a01,500.00" in said


def test_the_page_says_which_goods_and_in_which_currency_and_leads_back_from_the_comparison(client, order):
    client.force_login(order.placed_by)
    url = reverse("trade:order-end-part", args=[order.pk])

    assert "in USD" in client.get(url).text
    assert order.watched[0].product.name_en in client.get(url).text
    assert f'href="{order.get_absolute_url()}"' in sent(client, order).text
