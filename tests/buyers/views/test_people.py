import pytest

from buyers.models import Buyer
from tests.factories import UserFactory

pytestmark = pytest.mark.usefixtures("countries")
URL = "/profile/"


def test_a_person_becomes_a_buyer_and_goes_on(client):
    person = UserFactory()
    client.force_login(person)

    response = client.post(URL, {"organisation": "Klinikum", "country": "DE", "next": "/enquire/?product=1"})

    assert response["Location"] == "/enquire/?product=1"
    assert Buyer.objects.values_list("memberships__user", "organisation", "country").get() == (
        person.pk,
        "Klinikum",
        "DE",
    )


def test_who_buys_for_an_organisation_is_led_to_its_page(client, buyer):
    client.force_login(buyer)

    assert client.get(URL)["Location"] == f"/organisations/{buyer.buyer.pk}/"


def test_a_person_may_begin_another_organisation_and_acts_for_it_from_then_on(client, buyer):
    client.force_login(buyer)

    client.post(f"{URL}?new=yes", {"organisation": "Clinique", "country": "FR"})

    assert Buyer.objects.count() == 2
    assert Buyer.objects.acted_for_by(buyer.pk).first().organisation == "Clinique"


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "no page", "a\x00b"]
)
def test_a_page_off_this_site_is_never_gone_to(client, onward):
    client.force_login(UserFactory())

    response = client.post(URL, {"organisation": "Klinikum", "country": "DE", "next": onward})

    assert response["Location"] == "/shortlist/"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"organisation": ""}, "organisation"),
        ({"organisation": "a" * 201}, "organisation"),
        ({"organisation": "a\x00"}, "organisation"),
        ({"country": "XX"}, "country"),
        ({"country": "CN"}, "country"),
    ],
)
def test_what_is_wrong_is_said_and_onward_is_kept(client, changes, field):
    client.force_login(UserFactory())

    response = client.post(URL, {"organisation": "Klinikum", "country": "DE", "next": "/shortlist/", **changes})

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert response.context["next"] == "/shortlist/"
    assert not Buyer.objects.exists()
