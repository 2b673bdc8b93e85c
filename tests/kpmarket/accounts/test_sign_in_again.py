"""A session that ended in between."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
PAGE = "/supplier/1/company/?stay=1"
BACK = "/account/login/?next=/supplier/1/company/%3Fstay%3D1"


def test_after_the_sign_in_the_person_is_back_on_the_page_they_were_on(client):
    response = client.post(reverse("suppliers:submit", args=[1]), headers={"Referer": f"http://testserver{PAGE}"})

    assert (response.status_code, response["Location"]) == (302, BACK)


def test_a_fragment_asks_for_the_whole_page_to_go_to_the_sign_in(client):
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{PAGE}"}
    response = client.post(reverse("buyers:shortlist-change", args=[1]), headers=headers)

    assert (response.status_code, response["HX-Redirect"]) == (200, BACK)


@pytest.mark.parametrize("headers", [{}, {"Referer": "https://evil.example/"}, {"Referer": "javascript:alert(1)"}])
def test_from_elsewhere_the_way_leads_where_the_request_went(client, headers):
    response = client.post(reverse("suppliers:submit", args=[1]), headers=headers)

    assert response["Location"] == "/account/login/?next=/supplier/1/submit/"


def test_a_page_that_was_asked_for_is_the_page_to_come_back_to(client):
    response = client.get(reverse("suppliers:company", args=[1]), headers={"Referer": "http://testserver/"})

    assert response["Location"] == "/account/login/?next=/supplier/1/company/"
