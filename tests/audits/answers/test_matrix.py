"""A supplier's products against all markets."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.answers.matrix import matrix
from audits.answers.regions import REGIONS, by_region
from audits.clearances import judging
from audits.compliance.applicable import CHINA
from audits.law import files
from audits.law.current import load_rulebook
from tests.audits import changing_law, small_law
from tests.audits.conftest import LONG_AGO
from tests.audits.dossiers import add, product_with
from tests.factories import MembershipFactory, ProductFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_each_cell_says_how_the_product_stands_and_the_shortest_way_in(law):
    product = product_with("doc", "licence")

    markets, (row,) = matrix([product], on=TODAY)

    assert markets == ("EU", "US")
    assert [str(cell.state) for cell in row.cells] == ["blocked", "conditional"]
    assert [one.type for one in row.cells[0].way] == ["report"]
    assert row.cells[0].is_one_away
    assert [cell.market for cell in row.nearest] == ["EU"]


def test_what_only_the_buyers_side_lacks_is_ready_and_the_way_in_names_the_suppliers_documents_alone(law, tmp_path):
    theirs = small_law.FILES["evidence_types.yaml"].replace("held_by: manufacturer", "held_by: importer", 1)
    load_rulebook(small_law.write(tmp_path / "next", evidence_types=theirs), by=None, at=LONG_AGO)
    ready, lacking = product_with("report", "licence"), product_with("licence")

    _markets, rows = matrix([ready, lacking], on=TODAY)

    assert [(row.cells[0].state, [one.type for one in row.cells[0].way]) for row in rows] == [
        ("ready", []),
        ("blocked", ["report"]),
    ]


def test_a_market_whose_document_is_in_preparation_is_nearer_than_one_whose_document_must_be_begun(law, tmp_path):
    registered = small_law.FILES["markets/US.yaml"].replace("asks: doc", "asks: licence")
    load_rulebook(small_law.write(tmp_path / "next", US=registered), by=None, at=LONG_AGO)
    product = product_with("doc")
    add(product, "report", status="draft")
    add(product, "licence", status="submitted")

    _markets, (row,) = matrix([product], on=TODAY)

    assert [(cell.market, cell.work) for cell in row.nearest] == [("US", 0), ("EU", 0)]
    product.certificates.filter(certificate_type="report").delete()
    _markets, (row,) = matrix([product], on=TODAY)
    assert [(cell.market, cell.work) for cell in row.nearest] == [("US", 0), ("EU", 2)]


def test_the_page_names_the_document_that_is_missing(law, client):
    product = product_with("doc", "licence")
    client.force_login(MembershipFactory(supplier=product.supplier, role="viewer").user)

    response = client.get(reverse("audits:matrix", args=[product.supplier_id]))

    assert "Test report (standard EN 1)" in response.text


def test_before_the_first_rulebook_the_page_says_not_assessed(client):
    product = ProductFactory()
    client.force_login(MembershipFactory(supplier=product.supplier).user)

    response = client.get(reverse("audits:matrix", args=[product.supplier_id]))

    assert response.status_code == 200
    assert "Not assessed" in response.text


def test_a_stranger_learns_nothing_of_it(law, client, stranger):
    product = product_with("doc", "licence")
    client.force_login(stranger)

    assert client.get(reverse("audits:matrix", args=[product.supplier_id])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(law, client, count, django_assert_num_queries):
    product = product_with("doc", "licence")
    ProductFactory.create_batch(count - 1, supplier=product.supplier)
    client.force_login(MembershipFactory(supplier=product.supplier).user)
    client.get(reverse("audits:matrix", args=[product.supplier_id]))

    with django_assert_num_queries(14):
        client.get(reverse("audits:matrix", args=[product.supplier_id]))


def turning_soon(directory):
    """The law that changes, with its change sixty days from today, whichever day that is."""
    last = timezone.localdate() + timedelta(days=60)
    text = changing_law.US.replace("2027-01-31", f"{last}").replace("2027-02-01", f"{last + timedelta(days=1)}")
    changing_law.load(directory, US=text)


def test_the_page_tells_how_the_law_changes_and_what_keeps_the_market(law, client, tmp_path):
    turning_soon(tmp_path / "soon")
    product = product_with("doc", "licence")
    judging.refresh_products([product], at=timezone.now())
    client.force_login(MembershipFactory(supplier=product.supplier, role="viewer").user)
    url = reverse("audits:matrix", args=[product.supplier_id])

    english = client.get(url).text
    client.cookies["django_language"] = "zh-hans"
    chinese = client.get(url).text

    assert "These documents of yours stay valid: Declaration; Business licence." in english
    assert "The rule it rests on ends then: Clearance." in english
    assert "What keeps this market: Test report." in english
    assert "Section 1" in english
    assert "保住此市场所需：Test report。" in chinese


def test_without_a_change_ahead_the_page_speaks_of_none(law, client):
    product = product_with("doc", "licence")
    client.force_login(MembershipFactory(supplier=product.supplier).user)

    assert 'id="law-ahead"' not in client.get(reverse("audits:matrix", args=[product.supplier_id])).text


@pytest.mark.parametrize("count", [1, 3])
def test_changes_of_the_law_take_a_fixed_number_of_queries(law, client, tmp_path, count, django_assert_num_queries):
    turning_soon(tmp_path / "soon")
    product = product_with("doc", "licence")
    for _ in range(count - 1):
        add(ProductFactory(supplier=product.supplier, product_type=product.product_type), "doc")
    judging.refresh_products(product.supplier.products.all(), at=timezone.now())
    client.force_login(MembershipFactory(supplier=product.supplier).user)
    url = reverse("audits:matrix", args=[product.supplier_id])
    client.get(url)

    with django_assert_num_queries(23):
        client.get(url)


def test_markets_stand_by_region_with_their_names():
    groups = [(str(name), keys) for name, keys in by_region(["JP", "EU", "XX", "SA", "GB", "WHO"])]

    assert groups == [
        ("Europe", ["EU", "GB"]),
        ("Middle East", ["SA"]),
        ("East and South-East Asia", ["JP"]),
        ("Organisations that buy", ["WHO"]),
        ("Elsewhere", ["XX"]),
    ]


def test_every_market_of_the_rulebook_is_in_one_region():
    markets = [key for key, market in files.load().markets.items() if key != CHINA and market.countries]
    counts = Counter(key for _name, keys in REGIONS for key in keys)

    assert set(markets) <= set(counts)
    assert set(counts.values()) == {1}
