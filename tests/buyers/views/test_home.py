from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from audits.clearances import judging
from audits.law.current import load_rulebook, rulebook_of
from buyers.catalogue.type_counts import TypeCount
from suppliers.models import Supplier
from tests.audits import small_law
from tests.audits.dossiers import product_with
from tests.factories import BuyerFactory, ProductTypeFactory, SupplierFactory, UserFactory

pytestmark = pytest.mark.usefixtures("countries", "no_counts")


@pytest.fixture
def no_counts():
    """What an earlier test counted is forgotten."""
    cache.clear()


@pytest.mark.parametrize("url", ["/", "/how-we-vet/", "/for-suppliers/", "/destination/"])
def test_everybody_may_read_what_we_do(client, url):
    assert client.get(url).status_code == 200


def test_the_numbers_count_companies(client):
    for status in (
        Supplier.Status.QUALIFIED,
        Supplier.Status.REJECTED,
        Supplier.Status.SUSPENDED,
        Supplier.Status.DRAFT,
    ):
        SupplierFactory(status=status)

    assert client.get("/").context["numbers"] == {"vetted": 1, "refused": 2}


def publish(tmp_path, begins):
    changed = small_law.FILES["markets/EU.yaml"].replace("2021-05-26", begins.isoformat())
    rulebook_of.cache_clear()
    load_rulebook(small_law.write(tmp_path / "law", EU=changed), by=None, at=timezone.now())


def test_the_next_changes_are_those_of_the_chosen_destination_the_nearest_first(client, db, tmp_path):
    soon = timezone.localdate() + timedelta(days=10)
    publish(tmp_path, soon)

    here, elsewhere = (client.get("/", {"to": code}).context["ahead"] for code in ("DE", "TV"))

    assert (here.is_here, [(row.day, row.market_name) for row in here.bundles][:1]) == (
        True,
        [(soon, "European Union")],
    )
    assert not elsewhere.is_here
    assert elsewhere.bundles


def test_tiles_count_what_is_cleared_for_the_destination_and_lead_there(client, law):
    product = product_with("doc", "report", "licence")
    judging.refresh_products([product], at=timezone.now())

    page = client.get("/", {"to": "DE"})

    counts = {tile.key: tile.count for group in page.context["groups"] for tile in group.tiles}
    assert counts[product.product_type_id] == TypeCount(cleared=1, others=0)
    assert f'href="/catalogue/?type={product.product_type_id}&amp;to=DE"' in page.text


def test_without_a_destination_or_rules_no_tile_counts(client, law):
    ProductTypeFactory()

    for query in ({"to": "TV"}, {}):
        groups = client.get("/", query).context["groups"]
        assert {tile.count for group in groups for tile in group.tiles} == {None}


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_for_one_product_and_for_three(client, law, count, django_assert_num_queries):
    for _ in range(count):
        judging.refresh_products([product_with("doc", "report", "licence")], at=timezone.now())
    client.get("/", {"to": "FR"})
    cache.delete(f"type-counts-FR-{timezone.localdate()}")

    with django_assert_num_queries(3):
        client.get("/", {"to": "FR"})


@pytest.mark.parametrize(
    ("facts", "desk"),
    [
        ({"is_staff": True}, "/admin/"),
        ({"purpose": "supply"}, "/supplier/"),
        ({"purpose": "buy"}, "/"),
    ],
)
def test_after_signing_in_each_person_comes_to_their_own_desk(client, settings, facts, desk):
    settings.EASE_SECOND_FACTOR = True
    client.force_login(UserFactory(**facts))

    assert client.get("/desk/")["Location"] == desk


def test_a_buyer_who_acts_for_a_company_comes_to_its_desk(client, supplier_member):
    supplier_member.purpose = "buy"
    supplier_member.save()
    client.force_login(supplier_member)

    assert client.get("/desk/")["Location"] == "/supplier/"


def test_a_buyers_own_country_is_filled_in(client):
    client.force_login(BuyerFactory(country="FR").user)

    assert '<option value="FR" selected>' in client.get("/").text
