from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from buyers.models import Enquiry
from kpmarket.foundation.outbox.models import Letter
from tests.factories import MembershipFactory, ProductFactory

pytestmark = pytest.mark.usefixtures("law")
ENQUIRE = "/enquire/"


@pytest.fixture
def product(db):
    found = ProductFactory()
    found.seller = MembershipFactory(supplier=found.supplier).user
    return found


def post(client, product, **typed):
    """Send it, and once more with what stands against it noted, as the page does."""
    key, soon = product.pk, timezone.localdate() + timedelta(days=30)
    said = {"product": key, f"quantity-{key}": "50,000", "needed_by": soon.isoformat(), "destination": "DE"}
    said |= {"message": "For our clinics.", **{name.replace("LINE", str(key)): value for name, value in typed.items()}}
    first = client.post(ENQUIRE, said)
    noted = first.context["noted"] if first.status_code == 200 and first.context else ""
    return client.post(ENQUIRE, {**said, "noted": noted}) if noted else first


def test_one_line_and_a_message_are_enough(client, buyer, product):
    client.force_login(buyer)

    assert " open" not in client.get(ENQUIRE, {"product": product.pk}).text.split('class="fold"')[1][:6]
    post(client, product)

    enquiry = Enquiry.objects.get()
    assert not enquiry.has_terms
    assert enquiry.lines.get().unit_asked == product.unit


def test_terms_reach_the_supplier_on_the_page_and_in_the_letter(client, buyer, product):
    client.force_login(buyer)
    terms = {
        "incoterm": "DAP",
        "place": "Our warehouse in Lyon",
        "label_language": "German, 法语",
        "wants_sample": "on",
        "documents": ["packing_list", "lot_test_report"],
        "unit-LINE": "carton",
        "specification-LINE": "White, 95 mm\nprinted box",
    }

    post(client, product, **terms)

    enquiry = Enquiry.objects.get()
    assert (enquiry.incoterm, enquiry.label_language, enquiry.wants_sample) == ("DAP", "de,fr", True)
    client.force_login(product.seller)
    page = client.get(reverse("buyers:inbox-thread", args=[product.supplier_id, enquiry.threads.get().pk])).text
    letter = Letter.objects.get(address=product.seller.email)
    for text in (page, letter.text, letter.html):
        for words in (
            "DAP Our warehouse in Lyon",
            "German, French",
            "Test report of the lot",
            "White, 95 mm",
            "carton",
        ):
            assert words in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"incoterm": "DAP"}, "Name the place: DAP says nothing without one."),
        ({"place": "Lyon"}, "Choose the Incoterm that applies at this place"),
        ({"label_language": "Elvish"}, "We do not know the language “Elvish”."),
        ({"label_language": "de, fr, es, it, pl, nl, pt"}, "Name at most 6 languages."),
        ({"documents": ["golden_ticket"]}, "golden_ticket"),
        ({"unit-LINE": "barrel"}, "barrel"),
        ({"specification-LINE": "x" * 1001}, "1000"),
    ],
)
def test_terms_that_cannot_be_are_named_at_the_field_and_the_fold_is_open(client, buyer, product, typed, sentence):
    client.force_login(buyer)

    page = post(client, product, **typed)

    assert page.status_code == 422
    assert sentence in page.text
    assert '<details class="fold" open>' in page.text
    assert not Enquiry.objects.exists()


def test_a_rule_with_a_trap_is_said_once_and_may_be_asked_for(client, buyer, product):
    client.force_login(buyer)
    key, soon = product.pk, timezone.localdate() + timedelta(days=30)
    said = {"product": key, f"quantity-{key}": "50,000", "needed_by": soon.isoformat(), "destination": "DE"}

    page = client.post(ENQUIRE, {**said, "message": "x", "incoterm": "FOB", "place": "Shanghai"})

    assert page.status_code == 200
    assert "FCA fits containers." in page.text
    assert "incoterm:not-for-containers" in page.context["noted"]
    post(client, product, incoterm="FOB", place="Shanghai")
    assert Enquiry.objects.get().incoterm == "FOB"
