"""The public guides: one page per product type and destination, and the ways to find them."""

import json
import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from audits.law.current import load_rulebook, rulebook_of
from kpmarket.foundation.places import day_there
from tests.audits import small_law
from tests.buyers.views.test_product_outcomes import CHINA
from tests.factories import ClearanceFactory, ProductFactory, ProductTypeFactory

pytestmark = pytest.mark.usefixtures("law")
GERMANY = "/guides/medical-mask/germany/"
AMERICA = "/guides/medical-mask/united-states/"
WARM = 2
"""The edition in force, and how many products are cleared."""
COLD = WARM + 3
"""The edition's files, product types and countries besides: read once a minute at most."""


def data(response):
    """What stands in the page for machines."""
    return [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.text)
    ]


def of_type(response, kind):
    (found,) = [one for one in data(response) if one["@type"] == kind]
    return found


def put_checked(tmp_path, on, review_by):
    head = f"checked: {{on: {on}, by: an editor, review_by: {review_by}}}\nrequirements:"
    markets = {name: small_law.FILES[f"markets/{name}.yaml"].replace("requirements:", head) for name in ("EU", "CN")}
    load_rulebook(small_law.write(tmp_path / "checked", **markets), by=None, at=timezone.now())


def test_that_nothing_changes_is_only_said_with_the_day_on_which_a_person_looked(client, tmp_path):
    assert "We cannot say whether anything changes" in client.get(GERMANY).text
    put_checked(tmp_path, "2026-05-04", "2099-01-01")

    page = client.get(GERMANY)

    assert "A person last looked on 4 May 2026" in page.text
    assert "nobody has compared" not in page.text
    assert of_type(page, "Article")["dateModified"] == "2026-05-04"


def test_rules_that_nobody_compared_for_too_long_are_shown_as_that(client, tmp_path):
    put_checked(tmp_path, "2020-05-04", "2020-08-02")

    page = client.get(GERMANY).text

    assert "should have compared these rules with their sources again by 2 August 2020" in page
    assert "We cannot say whether anything changes" in page
    assert "We know of no dated change" not in page


def test_a_link_to_a_home_page_says_so(client, tmp_path):
    site = "law: {title: The law, url: 'https://law.example/', url_exact: false, quality: official}\n"
    load_rulebook(small_law.write(tmp_path / "site", sources=site), by=None, at=timezone.now())

    assert "the link leads to the site, not to the very page" in client.get(GERMANY).text


def test_a_guide_names_routes_documents_who_holds_them_and_sources(client):
    response = client.get(GERMANY)

    assert [route.title for route in response.context["routes"]] == ["Declaration of conformity"]
    assert [route.title for route in response.context["export"]] == ["Identity of the maker"]
    assert brought(response) == {"supplier": ["Declaration", "Test report"], "leaving": ["Business licence"]}
    assert "all of these" in response.text
    assert "Sterile: no" in response.text
    assert '<a href="https://law.example/" rel="noopener noreferrer">The law</a>' in response.text


def test_a_document_of_the_buyers_side_is_yours_to_arrange(client, tmp_path):
    files = small_law.FILES
    held = files["evidence_types.yaml"].replace("held_by: manufacturer", "held_by: importer", 1)
    renew(tmp_path, evidence_types=held)

    response = client.get(GERMANY)

    assert brought(response)["you"] == ["Declaration"]
    assert "yours to arrange" in response.text


def brought(response):
    return {part.code: [item.document.name for item in part.items] for part in response.context["checklist"]}


def renew(tmp_path, **changes):
    rulebook_of.cache_clear()
    return load_rulebook(small_law.write(tmp_path / "newer", **changes), by=None, at=timezone.now())


def test_a_guide_that_we_are_not_sure_of_says_so_and_names_the_authority(client, tmp_path):
    authority = "name: United States\nauthority: {name: Office of Masks, url: 'https://masks.example/'}\n"
    renew(tmp_path, US=small_law.FILES["markets/US.yaml"].replace("name: United States\n", authority))

    response = client.get(AMERICA)

    assert "Confirm with Office of Masks before you rely on them." in response.text
    assert '<a href="https://masks.example/" rel="noopener noreferrer">Office of Masks</a>' in response.text


def test_where_the_facts_name_no_authority_it_is_the_markets(client):
    assert client.get(AMERICA).context["authority"] == "the market's authority"


def test_what_ends_soon_is_listed_with_its_day(client):
    response = client.get(AMERICA, {"on": "2026-11-23"})

    assert [(one.day, one.title) for one in response.context["ahead"]] == [(date(2027, 2, 1), "A rule ends: Clearance")]
    assert "The last day is 31 January 2027." in response.text


def test_another_day_reads_the_rules_of_that_day_and_keeps_what_was(client):
    response = client.get(AMERICA, {"on": "2027-03-01"})

    assert [route.title for route in response.context["earlier"]] == ["Clearance"]
    assert not response.context["guide"].is_assessed
    assert "You read the rules as of 1 March 2027." in response.text


def test_what_is_asked_on_leaving_is_that_of_the_day_of_shipping(client, tmp_path):
    law = small_law.write(tmp_path / "china", CN=CHINA)
    load_rulebook(law, by=None, at=timezone.now())

    def leaving(**asked):
        response = client.get(AMERICA, {"on": "2026-12-20", **asked})
        return [route.title for route in response.context["export"]], response.text

    assert leaving()[0] == ["Export under the notice of December"]
    titles, text = leaving(shipped="2026-12-10")
    assert titles == ["Export"]
    assert "These rules are those of 10 December 2026, the day of shipping." in text
    titles, text = leaving(shipped="2026-12-21")
    assert titles == ["Export under the notice of December"]
    assert "The goods cannot be shipped after the day on which they arrive." in text


@pytest.mark.parametrize("text", ["garbage", "0001-01-01", "2026-02-30"])
def test_a_day_that_cannot_be_read_is_today_and_the_field_says_so(client, text):
    response = client.get(GERMANY, {"on": text})

    assert response.context["on"] == day_there("DE", timezone.now())
    assert str(response.context["asked"].errors["on"][0]) in response.text


def test_a_pair_without_rules_says_so_and_is_not_indexed(client):
    response = client.get("/guides/medical-mask/brazil/")

    assert "not assessed. That is neither a yes nor a no." in response.text
    assert '<meta name="robots" content="noindex">' in response.text
    assert [one["@type"] for one in data(response)] == ["BreadcrumbList", "Article"]
    assert response.context["cleared"] is None


def test_a_pair_with_rules_is_indexed(client):
    assert "noindex" not in client.get(GERMANY).text


@pytest.mark.parametrize("code", ["de", "DE"])
def test_a_country_code_leads_to_the_readable_address(client, code):
    response = client.get(f"/guides/medical-mask/{code}/?on=2026-01-01")

    assert (response.status_code, response["Location"]) == (301, f"{GERMANY}?on=2026-01-01")


@pytest.mark.parametrize("path", ["spoon/germany/", "medical-mask/atlantis/", "spoon/", "medical_mask/germany/"])
def test_what_is_no_product_type_or_no_place_is_not_found(client, path):
    assert client.get(f"/guides/{path}").status_code == 404


def clearance(law, **facts):
    mask = {"product_type_id": "medical_mask", "product__product_type_id": "medical_mask"}
    return ClearanceFactory(market_id="EU", rulebook=law, **mask, **facts)


def test_it_counts_what_is_cleared_today_and_leads_there(client, law):
    clearance(law)
    clearance(law, state="conditional")
    clearance(law, is_on_offer=False)

    response = client.get(GERMANY)

    assert response.context["cleared"].products == 1
    assert 'href="/catalogue/?type=medical_mask&amp;to=DE"' in response.text


def test_the_guide_costs_a_literal_count_of_queries(client, django_assert_num_queries):
    rulebook_of.cache_clear()
    cache.clear()
    with django_assert_num_queries(COLD):
        client.get(GERMANY)
    with django_assert_num_queries(WARM):
        client.get(GERMANY)


def test_the_count_of_queries_does_not_grow_with_the_catalogue(client, law):
    client.get(GERMANY)
    for _number in range(3):
        clearance(law)

    with CaptureQueriesContext(connection) as captured:
        client.get(GERMANY)

    assert len(captured) == WARM


def test_the_page_has_one_address_and_one_for_each_language(client, settings):
    settings.SITE_URL = "https://kp.example"

    text = client.get(GERMANY, {"on": "2026-01-01"}).text

    assert f'<link rel="canonical" href="https://kp.example{GERMANY}">' in text
    assert f'<link rel="alternate" hreflang="zh-hans" href="https://kp.example{GERMANY}?lang=zh-hans">' in text
    assert f'<link rel="alternate" hreflang="x-default" href="https://kp.example{GERMANY}">' in text


def test_the_language_in_the_address_wins_for_this_page_alone(client, settings):
    settings.SITE_URL = "https://kp.example"

    response = client.get(GERMANY, {"lang": "zh-hans"})

    assert '<html lang="zh-hans"' in response.text
    assert response["Content-Language"] == "zh-hans"
    assert f'<link rel="canonical" href="https://kp.example{GERMANY}?lang=zh-hans">' in response.text
    assert f'name="next" value="{GERMANY}"' in response.text
    assert translation.get_language() == "en"
    assert '<html lang="en"' in client.get(GERMANY).text


def test_notes_stand_in_the_language_of_the_page_where_the_rulebook_has_them(client, tmp_path):
    america = (
        small_law.FILES["markets/US.yaml"] + "      notes: The 510(k) is the maker's own. Nobody else may list it.\n"
    )
    directory = small_law.write(tmp_path / "noted", US=america)
    load_rulebook(directory, by=None, at=timezone.now())
    before = client.get(AMERICA, {"lang": "zh-hans"}).text
    sentences = "The 510(k) is the maker's own.: 510(k) 属于制造商本人。\nNobody else may list it.: 他人不得列名。\n"
    (directory / "notes.yaml").write_text(sentences, encoding="utf-8")
    load_rulebook(directory, by=None, at=timezone.now())

    after = client.get(AMERICA, {"lang": "zh-hans"}).text

    assert '<span lang="en">The 510(k) is the maker' in before
    assert "<span>510(k) 属于制造商本人。他人不得列名。</span>" in after
    assert "Nobody else may list it." in client.get(AMERICA).text


def test_a_language_that_we_do_not_have_changes_nothing(client):
    assert '<html lang="en"' in client.get(GERMANY, {"lang": "tlh"}).text


def test_machines_read_the_questions_with_the_answers_of_the_page(client):
    response = client.get(GERMANY)

    asked = {one["name"]: one["acceptedAnswer"]["text"] for one in of_type(response, "FAQPage")["mainEntity"]}
    assert asked["Which documents does it take?"] == (
        "Declaration of conformity: Declaration and Test report (standard EN 1)."
    )
    assert all(f">{question}</h2>" in response.text for question in asked)


def test_machines_read_where_the_page_stands_and_when_it_was_reviewed(client, settings, tmp_path):
    put_checked(tmp_path, "2026-05-04", "2099-01-01")
    settings.SITE_URL = "https://kp.example"

    response = client.get(GERMANY)

    assert [one["name"] for one in of_type(response, "BreadcrumbList")["itemListElement"]] == [
        "Guides",
        "Mask",
        "Germany",
    ]
    assert of_type(response, "Article")["dateModified"] == "2026-05-04"


def test_no_text_can_leave_the_element_for_machines(client, tmp_path):
    hostile = small_law.FILES["markets/EU.yaml"].replace("Declaration of conformity", "</script><script>alert(1)//&")
    renew(tmp_path, EU=hostile)

    response = client.get(GERMANY)

    assert "</script><script>alert" not in response.text
    answer = of_type(response, "FAQPage")["mainEntity"][0]["acceptedAnswer"]["text"]
    assert answer.startswith("</script><script>alert(1)//&: ")


def test_the_index_leads_from_type_and_destination_to_the_guide(client):
    assert client.get("/guides/", {"type": "medical-mask", "to": "germany"})["Location"] == GERMANY
    assert client.get("/guides/", {"type": "medical-mask", "to": ""})["Location"] == "/guides/medical-mask/"


def test_the_index_counts_destinations_and_narrows_to_one(client):
    everywhere = client.get("/guides/")
    germany = client.get("/guides/", {"to": "germany"})

    assert [(one.url, one.count) for group in everywhere.context["groups"] for one in group.types] == [
        ("/guides/medical-mask/", 3)
    ]
    assert [(one.url, one.confidence) for group in germany.context["groups"] for one in group.types] == [
        (GERMANY, "high")
    ]


def test_a_product_type_lists_destinations_with_how_sure_we_are(client):
    response = client.get("/guides/medical-mask/")

    assert [(one.name, one.confidence) for one in response.context["assessed"]] == [
        ("France", "high"),
        ("Germany", "high"),
        ("United States", "low"),
    ]
    assert "Brazil" in [one.name for one in response.context["others"]]


def test_a_product_type_that_the_rulebook_does_not_know_is_not_assessed_anywhere(client):
    ProductTypeFactory(id="new_thing")

    assert client.get("/guides/new-thing/").context["assessed"] == []
    assert client.get("/guides/new-thing/germany/").status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_guide_of_the_shipped_rulebook_can_be_read(client, language):
    rulebook_of.cache_clear()
    load_rulebook(by=None, at=timezone.now())

    for kind in ("medical-mask", "respirator", "ivd-ag-self", "hand-sanitizer"):
        for place in ("germany", "switzerland", "united-states", "japan", "kuwait", "ukraine", "northern-ireland"):
            response = client.get(f"/guides/{kind}/{place}/", {"lang": language, "on": "2026-11-23"})

            assert response.status_code == 200
            assert response.context["guide"].is_assessed
            assert of_type(response, "FAQPage")["mainEntity"]


def test_a_product_links_to_its_guide_and_names_its_one_address(client, settings):
    settings.SITE_URL = "https://kp.example"
    product = ProductFactory(product_type_id="medical_mask")

    here = client.get(product.get_absolute_url(), {"to": "DE", "on": "2026-01-01"})
    nowhere = Client().get(product.get_absolute_url())

    assert f'<a href="{GERMANY}">' in here.text
    assert '<a href="/guides/medical-mask/">' in nowhere.text
    assert f'<link rel="canonical" href="https://kp.example{product.get_absolute_url()}">' in here.text
    assert of_type(here, "Product")["name"] == f"{product.display_name} {product.model}"


def test_the_catalogue_links_to_the_guide_and_every_filter_has_one_address(client, settings):
    settings.SITE_URL = "https://kp.example"

    chosen = client.get("/catalogue/", {"to": "DE", "type": "medical_mask", "price": "5", "sort": "moq"})
    everything = client.get("/catalogue/", {"to": "DE"})

    assert f'<a href="{GERMANY}">' in chosen.text
    assert '<link rel="canonical" href="https://kp.example/catalogue/?to=DE&amp;type=medical_mask">' in chosen.text
    assert '<link rel="canonical" href="https://kp.example/catalogue/?to=DE">' in everything.text
    assert "What it takes" not in everything.text
