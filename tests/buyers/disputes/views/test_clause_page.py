"""The page on which law and forum are chosen."""

import pytest
from django.urls import reverse

from tests.factories import BuyerFactory, CountryFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
CHOSEN = {
    "law": "hk",
    "forum": "HKIAC",
    "seat": "Hong Kong",
    "arbitration_language": "en",
    "arbitrators": "1",
    "addition": "",
}


@pytest.fixture
def page(client, buyer):
    for code in ("DE", "TW"):
        CountryFactory(code=code)
    client.force_login(buyer)
    return lambda **typed: client.get(reverse("disputes:clause"), typed)


def test_it_proposes_and_then_says_what_follows_with_a_note_to_have_it_checked(page):
    assert "Hong Kong International Arbitration Centre" in page().text
    shown = page(country="TW", **CHOSEN).text

    assert "number of arbitrators: 1" in shown
    assert "not the New York Convention" in shown
    assert "Have it checked" in shown
    assert "take China&#x27;s apostille" in shown


def test_a_sick_clause_is_refused_at_its_field_and_what_was_typed_stays(page):
    answer = page(country="DE", **{**CHOSEN, "addition": "or the courts of Wuhan"})

    assert answer.status_code == 422
    assert "Arbitration or a court, not both" in answer.text
    assert "or the courts of Wuhan" in answer.text
    assert "The sentence" not in answer.text
    assert "Name the seat" in page(country="DE", **{**CHOSEN, "seat": ""}).text
    assert page(country="ZZ", law="x", forum="y").status_code == 422
    assert page(sum="NaN").status_code == 200


def test_the_proposal_is_for_ones_own_side_and_country_and_not_for_another_companys(client):
    BuyerFactory(country="FR")
    MembershipFactory()
    seller = MembershipFactory().user

    def proposed_to(person):
        client.force_login(person)
        return client.get(reverse("disputes:clause"), {"sum": "900000"}).context["form"].initial

    nobody, theirs, french = (
        proposed_to(UserFactory()),
        proposed_to(seller),
        proposed_to(BuyerFactory(country="FR").user),
    )

    assert (nobody["country"], theirs["country"], french["country"]) == ("DE", "DE", "FR")
    assert (nobody["forum"], theirs["forum"]) == ("HKIAC", "CIETAC")
