"""robots.txt and the sitemap: what search engines are led to, and where they are not."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.urls import resolve, reverse

from buyers.catalogue import reference
from buyers.terms.order_guides import order_guides
from buyers.views import indexed
from suppliers.models import Supplier
from tests.factories import ProductFactory, ProductPictureFactory, SupplierFactory

pytestmark = pytest.mark.usefixtures("law")
NAMES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def _our_name(settings):
    settings.SITE_URL = "https://kp.example"


def addresses(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "application/xml"
    tree = ElementTree.fromstring(response.content)  # noqa: S314 - our own page
    return [one.text.removeprefix("https://kp.example") for one in tree.iter(f"{NAMES}loc")]


def test_robots_may_read_the_public_pages_and_are_led_to_the_sitemap(client):
    lines = client.get("/robots.txt").text.splitlines()

    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: https://kp.example/sitemap.xml"
    forbidden = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    assert not [path for path in forbidden if "/guides/medical-mask/germany/".startswith(path)]
    assert [path for path in forbidden if "/supplier/1/".startswith(path)] == ["/supplier/"]
    assert [path for path in forbidden if "/suppliers/1/".startswith(path)] == []


def test_pictures_of_products_may_be_fetched_though_the_suppliers_own_pages_may_not(client):
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").text.splitlines())

    address = ProductPictureFactory().src
    assert rules.can_fetch("*", f"https://kp.example{address}")
    assert not rules.can_fetch("*", "https://kp.example/supplier/1/products/")


def test_the_sitemap_is_in_files_that_all_exist(client):
    supplier = SupplierFactory()
    ProductFactory(supplier=supplier)

    files = addresses(client, "/sitemap.xml")

    assert files[:3] == ["/sitemap-guides.xml", "/sitemap-law.xml", "/sitemap-catalogue.xml"]
    assert files[3].startswith("/sitemap-products-")
    assert all(client.get(path).status_code == 200 for path in files)


def test_an_empty_site_has_no_file_of_products(client):
    assert addresses(client, "/sitemap.xml") == ["/sitemap-guides.xml", "/sitemap-law.xml", "/sitemap-catalogue.xml"]


def test_pages_of_standards_bodies_and_documents_are_listed(client):
    found = addresses(client, "/sitemap-law.xml")

    assert {
        "/standards/",
        "/standards/en-1/",
        "/bodies/1282-ecm-ente-certificazione-macchine/",
        "/documents/doc/",
    } <= set(found)
    assert all(client.get(path).status_code == 200 for path in found)


def test_guides_that_say_something_are_listed_and_no_others(client):
    assert addresses(client, "/sitemap-guides.xml") == [
        "/",
        "/how-we-vet/",
        "/for-suppliers/",
        "/guides/",
        "/news/",
        "/check/",
        *(
            f"/{name}/"
            for name in ("about", "contact", "terms", "cookies", "accessibility", "complaints", "words", "report")
        ),
        "/how-orders-work/",
        "/how-orders-work/countries/",
        "/privacy/",
        *(f"/how-orders-work/{slug}/" for slug in order_guides()),
        *(f"/how-orders-work/countries/{code}/" for code in reference.destinations()),
        "/guides/medical-mask/",
        "/guides/medical-mask/france/",
        "/guides/medical-mask/germany/",
        "/guides/medical-mask/united-states/",
    ]


def test_the_catalogue_is_listed_by_destination(client):
    assert addresses(client, "/sitemap-catalogue.xml") == [
        "/catalogue/?to=FR",
        "/catalogue/?to=DE",
        "/catalogue/?to=US",
    ]


def test_only_what_buyers_may_see_is_listed(client, monkeypatch):
    monkeypatch.setattr(indexed, "CHUNK", 1_000_000)
    shown = ProductFactory()
    ProductFactory(is_listed=False)
    hidden = ProductFactory(supplier=SupplierFactory(status=Supplier.Status.DRAFT))

    assert addresses(client, "/sitemap-products-0.xml") == [shown.get_absolute_url()]
    assert addresses(client, "/sitemap-suppliers-0.xml").count(hidden.supplier.get_absolute_url()) == 0
    assert shown.supplier.get_absolute_url() in addresses(client, "/sitemap-suppliers-0.xml")


def test_each_key_stands_in_exactly_one_file(client, monkeypatch):
    monkeypatch.setattr(indexed, "CHUNK", 2)
    products = [ProductFactory() for _number in range(5)]

    files = [path for path in addresses(client, "/sitemap.xml") if "products" in path]
    listed = [address for path in files for address in addresses(client, path)]

    assert listed == [product.get_absolute_url() for product in products]


@pytest.mark.parametrize("name", ["nothing", "products", "products-", "products-x", "products-9999999", "guides-1"])
def test_a_file_that_does_not_exist_is_not_found(client, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_every_address_of_the_guides_file_leads_to_a_page(client):
    for path in addresses(client, "/sitemap-guides.xml"):
        assert resolve(path)
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("name", indexed.PAGES)
def test_every_page_of_the_sitemap_names_its_address_in_each_language(client, name):
    path = reverse(name)

    text = client.get(path).text

    for code, address in (("en", path), ("zh-hans", f"{path}?lang=zh-hans"), ("x-default", path)):
        assert f'hreflang="{code}" href="https://kp.example{address}"' in text
    assert '<html lang="zh-hans"' in client.get(path, {"lang": "zh-hans"}).text
