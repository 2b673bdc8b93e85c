"""Guides about orders are open to everybody, in the language asked for."""

import pytest
from django.urls import reverse

from buyers.terms.order_guides import order_guides

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", list(order_guides()))
def test_a_stranger_reads_each_guide_with_its_sources_in_either_language(client, slug):
    guide = order_guides()[slug]

    english = client.get(reverse("trade:guide", args=[slug])).content.decode()
    chinese = client.get(reverse("trade:guide", args=[slug]), {"lang": "zh-hans"}).content.decode()

    assert guide.title.en in english
    assert guide.title.zh in chinese
    assert guide.sources[0].url in english


def test_the_list_leads_to_each_guide_and_is_found_from_the_guides_of_markets(client):
    body = client.get(reverse("trade:guides")).content.decode()

    assert all(reverse("trade:guide", args=[slug]) in body for slug in order_guides())
    assert reverse("trade:guides") in client.get(reverse("buyers:guides")).content.decode()


def test_an_unknown_guide_is_not_there(client):
    assert client.get(reverse("trade:guide", args=["customs-fraud"])).status_code == 404


def test_guides_ask_no_more_than_the_frame_of_a_page(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("trade:guide", args=["payment"]))


def test_a_guide_shows_pages_in_the_readers_language_with_words_for_who_cannot_see_them(client):
    url = reverse("trade:guide", args=["payment"])

    english, chinese = client.get(url).text, client.get(url, {"lang": "zh-hans"}).text

    assert "guides/pay.en" in english and "the reference that begins with RF" in english
    assert "guides/pay.zh" in chinese and "付款参考号" in chinese
    assert "invented companies" in english
