from datetime import UTC, datetime
from decimal import Decimal

import pytest

from suppliers.models import Product
from suppliers.models.price_list import ListedTier as Tier
from suppliers.products import offer_events, services
from suppliers.products.services import FactsFrozen, ModelTaken
from tests.factories import CertificateFactory, PriceTierFactory, ProductFactory, UserFactory

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
TIERS = [Tier(1000, Decimal("0.05")), Tier(10_000, Decimal("0.04"))]


@pytest.fixture
def announced(monkeypatch):
    """The products of which the apps downstream received."""
    received = []
    monkeypatch.setattr(offer_events, "_listeners", [lambda products, *, at: received.extend(products)])
    return received


@pytest.fixture
def product(db):
    return ProductFactory()


def held(product):
    return [(tier.from_quantity, tier.unit_price) for tier in product.price_tiers.all()]


def test_saving_keeps_the_product_and_replaces_its_prices(product, announced):
    PriceTierFactory(product=product, from_quantity=5)
    product.moq = 500

    services.save_product(product, TIERS, by=UserFactory(), at=NOON)

    assert Product.objects.get().moq == 500
    assert held(product) == [tuple(tier) for tier in TIERS]
    assert announced == [product]


@pytest.mark.parametrize("status", ["submitted", "in_review", "revision_requested", "approved", "rejected", "revoked"])
@pytest.mark.parametrize("change", [{"model": "other"}, {"attributes": {"sterile": True}}])
def test_regulatory_facts_freeze_with_the_first_submitted_certificate(product, announced, status, change):
    CertificateFactory(supplier=product.supplier, status=status).products.add(product)
    for name, value in change.items():
        setattr(product, name, value)

    with pytest.raises(FactsFrozen):
        services.save_product(product, TIERS, by=UserFactory(), at=NOON)

    kept = Product.objects.get()
    assert (kept.model, kept.attributes, held(kept), announced) == (kept.model, {"sterile": False}, [], [])


@pytest.mark.parametrize("status", ["draft", "retracted"])
def test_a_certificate_that_nobody_judges_freezes_nothing(product, announced, status):
    CertificateFactory(supplier=product.supplier, status=status).products.add(product)
    product.model = "other"

    services.save_product(product, [], by=UserFactory(), at=NOON)

    assert Product.objects.get().model == "other"


def test_the_offer_of_a_frozen_product_may_change(product, announced):
    CertificateFactory(supplier=product.supplier, status="approved").products.add(product)
    product.name_en, product.lead_time_days = "Another name", 30

    services.save_product(product, TIERS, by=UserFactory(), at=NOON)

    assert (Product.objects.get().name_en, announced) == ("Another name", [product])


def test_a_model_is_taken_once_even_when_two_tabs_add_it_at_once(product, announced):
    twin = Product(
        supplier=product.supplier, product_type=product.product_type, model=product.model, name_en="Twin", moq=1
    )

    with pytest.raises(ModelTaken):
        services.save_product(twin, TIERS, by=UserFactory(), at=NOON)

    assert (list(Product.objects.all()), announced) == ([product], [])


def test_taking_a_product_off_the_list_is_news(product, announced):
    services.set_listed(product, False, at=NOON)

    assert (Product.objects.get().is_listed, announced) == (False, [product])


@pytest.fixture
def judged(monkeypatch):
    """The products whose facts the apps downstream were asked to judge again, with the moment."""
    received = []
    monkeypatch.setattr(
        offer_events, "_facts_listeners", [lambda products, *, at: received.extend((one, at) for one in products)]
    )
    return received


def test_facts_that_change_are_kept_as_they_were_and_judged_again(product, judged):
    before = dict(product.attributes)
    product.attributes = {**before, "sterile": True}

    services.save_product(product, TIERS, by=UserFactory(), at=NOON)

    (former,) = product.former_facts.all()
    assert (former.attributes, former.product_type, former.until) == (before, product.product_type, NOON)
    assert judged == [(product, NOON)]


def test_an_offer_that_changes_leaves_the_facts_and_their_judgement_alone(product, judged):
    product.moq = 500

    services.save_product(product, TIERS, by=UserFactory(), at=NOON)

    assert not product.former_facts.exists()
    assert judged == []


def test_the_facts_of_a_new_product_are_judged_when_it_is_added(product, judged):
    twin = Product(supplier=product.supplier, product_type=product.product_type, model="NEW-1", name_en="New")

    services.save_product(twin, TIERS, by=UserFactory(), at=NOON)

    assert judged == [(twin, NOON)]
    assert not twin.former_facts.exists()


def test_facts_that_are_frozen_leave_no_trace_of_the_attempt(product, judged):
    CertificateFactory(supplier=product.supplier, status="submitted").products.add(product)
    product.attributes = {**product.attributes, "sterile": True}

    with pytest.raises(FactsFrozen):
        services.save_product(product, TIERS, by=UserFactory(), at=NOON)

    assert not product.former_facts.exists()
    assert judged == []


def test_a_frozen_product_may_state_what_it_never_stated_and_the_change_is_handed_on(product, judged, monkeypatch):
    CertificateFactory(supplier=product.supplier, status="approved").products.add(product)
    handed = []
    monkeypatch.setattr(offer_events, "words_changed", handed.append)
    before = dict(product.attributes)
    product.attributes = {**before, "reusable": True}

    services.save_product(product, TIERS, by=UserFactory(), at=NOON)

    assert (Product.objects.get().attributes, product.former_facts.get().attributes) == (product.attributes, before)
    assert [one for one, _at in judged] == [product]
    assert [tuple(part) for part in handed[0].parts] == [("attributes.reusable", None, True)]

    services.put_words_back(product, handed[0].parts, by=UserFactory(), at=NOON)
    assert (Product.objects.get().attributes, product.former_facts.count()) == (before, 2)


def test_another_manufacturer_is_another_fact_and_the_former_one_is_kept(product, announced):
    product.manufacturer_en = "Example Devices Ltd"
    services.save_product(product, TIERS, by=UserFactory(), at=NOON)
    product.manufacturer_en = ""
    services.save_product(product, TIERS, by=UserFactory(), at=NOON)

    assert list(product.former_facts.order_by("pk").values_list("manufacturer_en", flat=True)) == [
        "",
        "Example Devices Ltd",
    ]
