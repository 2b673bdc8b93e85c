"""Pages for standards, issuing bodies and documents."""

import pytest

from audits.clearances import judging
from audits.law.current import load_rulebook
from audits.models import Listing
from suppliers.models import Product
from tests.audits import small_law
from tests.factories import NOON, ProductFactory

pytestmark = pytest.mark.usefixtures("law")
STANDARDS = """
standards:
  - {id: EN 1, publisher: CEN, title: Masks, editions: [{edition: '2019', confidence: high, sources: [law]}]}
  - {id: EN 149, publisher: CEN, title: Filtering half masks}
"""


@pytest.fixture(autouse=True)
def _standards(law, tmp_path):
    directory = small_law.write(tmp_path / "standards", standards=STANDARDS)
    load_rulebook(directory, by=None, at=NOON)


def test_a_standard_says_what_it_is_its_editions_and_where_the_law_asks_for_it(client):
    page = client.get("/standards/en-1/").text

    assert "<h1>EN 1</h1>" in page
    assert '<th scope="row">2019</th>' in page
    assert '<th scope="row">European Union</th>' in page
    assert "/guides/medical-mask/" in page


def test_a_standard_lists_products_with_an_approved_document_that_names_it_and_no_others(client):
    shown, stated, off_sale = [
        ProductFactory(name_en=name, standards=["EN 149"]) for name in ("Shown", "Stated", "Off sale")
    ]
    judging.update_catalogue_of([shown, stated, off_sale], at=NOON)
    Listing.objects.filter(product__in=[shown, off_sale]).update(standards="|EN 149|")
    Listing.objects.filter(product=stated).update(standards="|EN 1490|")
    Product.objects.filter(pk=off_sale.pk).update(is_listed=False)

    page = client.get("/standards/en-149/").text

    assert shown.get_absolute_url() in page
    assert stated.get_absolute_url() not in page
    assert off_sale.get_absolute_url() not in page


def test_a_body_on_the_warning_list_is_shown_with_source_confidence_and_without_an_accusation(client):
    page = client.get("/bodies/1282/").text

    assert "European Safety Federation" in page
    assert "accuses nobody" in page
    assert "Confidence: high" in page
    assert "neither a yes nor a no" in page


def test_a_genuine_body_whose_name_is_misused_is_called_genuine(client):
    assert "The body is genuine" in client.get("/bodies/2797/").text


def test_a_document_says_who_issues_it_and_where_it_is_asked_for(client):
    page = client.get("/documents/doc/").text

    assert '<th scope="row">European Union</th>' in page
    assert "Issued by" in page


@pytest.mark.parametrize("path", ["/standards/en-99/", "/bodies/9999/", "/documents/spoon/", "/documents/d_o_c/"])
def test_what_we_do_not_know_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/standards/", "/bodies/", "/documents/"])
def test_lists_lead_to_their_pages(client, path):
    page = client.get(path).text

    assert f'href="{path}' in page
