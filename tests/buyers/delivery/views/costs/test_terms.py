"""Who does what for one order, with its real names and places, in both languages."""

import pytest
from django.urls import reverse

from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.django_db


def page_of(client, language="en", **terms):
    order = OrderFactory(terms=terms)
    client.force_login(order.buyer.user)
    return order, client.get(reverse("delivery:terms", args=[order.pk]), headers={"accept-language": language}).text


def test_fob_names_the_sides_and_says_that_containers_part_risk_and_control(client):
    order, page = page_of(client, incoterm="FOB", place="Shanghai", mode="sea")

    assert "FOB Shanghai" in page
    assert order.buyer.organisation in page
    assert order.supplier.name_en in page
    assert "FCA fits containers" in page


def test_ex_works_says_that_the_buyer_clears_the_export(client):
    _order, page = page_of(client, incoterm="EXW", place="Xiantao")

    assert "clears the export in China" in page


def test_ddp_without_an_importer_is_marked_as_refused(client):
    _order, page = page_of(client, incoterm="DDP", place="Hamburg")

    assert "no importer of the supplier" in page


def test_the_same_table_in_chinese(client):
    order = OrderFactory(terms={"incoterm": "CIP", "place": "Hamburg"})
    user = order.buyer.user
    user.language = "zh-hans"
    user.save()
    client.force_login(user)

    page = client.get(reverse("delivery:terms", args=[order.pk])).text

    assert "风险转移" in page
    assert order.supplier.name_zh in page


def test_a_stranger_finds_nothing(client):
    client.force_login(OrderFactory().buyer.user)

    assert client.get(reverse("delivery:terms", args=[OrderFactory().pk])).status_code == 404
