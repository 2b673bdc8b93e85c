"""One search over everything, and what it suggests while one types."""

import pytest
from django.utils import translation

from audits.clearances import judging
from suppliers.models import Supplier
from tests.factories import NOON, CertificateFactory, ProductFactory, SupplierFactory

pytestmark = pytest.mark.usefixtures("law")
URL = "/answers/"


def offer(name="Bluebird 3-ply", **facts):
    product = ProductFactory(name_en=name, **facts)
    judging.update_catalogue_of([product], at=NOON)
    return product


@pytest.mark.parametrize("count", [1, 3])
def test_the_searchs_query_count(client, count, django_assert_num_queries):
    """Edition; certificates with the number; suppliers; listings; products with their suppliers and types."""
    for number in range(count):
        offer(f"Bluebird {number}")
    client.get(URL, {"q": "bluebird"})

    with django_assert_num_queries(4):
        response = client.get(URL, {"q": "bluebird"})
    assert response.text.count('class="answers__one"') == count


def test_an_answer_says_of_what_kind_it_is_and_why_it_stands_there(client):
    product = offer()

    page = client.get(URL, {"q": "bluebird"}).text

    assert f'<a href="{product.get_absolute_url()}">' in page
    assert "<strong>Product</strong>" in page
    assert "All your words are in its name or its facts." in page
    assert "Nobody can pay for a place." in page


def test_what_was_typed_is_kept_and_the_error_is_said(client):
    response = client.get(URL, {"q": "x" * 101})

    assert response.status_code == 200
    assert "x" * 101 in response.text
    assert "alert" in response.text


def test_where_nothing_is_found_the_words_are_named_and_shorter_searches_offered(client):
    offer("Bluebird soft")

    page = client.get(URL, {"q": "bluebird zzqxw"}).text

    assert "Nothing is known under “bluebird zzqxw”" in page
    assert "Nothing on offer says “zzqxw”." in page
    assert 'href="/answers/?q=bluebird"' in page


def test_without_words_the_lists_are_offered(client):
    page = client.get(URL).text

    assert all(f'href="{path}"' in page for path in ("/standards/", "/bodies/", "/documents/", "/guides/"))


def test_suggestions_are_links_and_an_empty_field_has_none(client):
    product = offer()

    assert f'<a href="{product.get_absolute_url()}">' in client.get("/answers/suggest/", {"q": "blueb"}).text
    assert client.get("/answers/suggest/", {"q": ""}).text.strip() == ""


def test_products_that_are_not_on_offer_are_not_found(client):
    product = offer(is_listed=False)

    assert product.get_absolute_url() not in client.get(URL, {"q": "bluebird"}).text


def test_the_search_speaks_chinese(client):
    offer(name_zh="蓝鸟口罩")

    with translation.override("zh-hans"):
        page = client.get(URL, {"q": "蓝鳥"}, headers={"accept-language": "zh-hans"}).text

    assert "蓝鸟口罩" in page
    assert "您输入的词都在其名称或事实中。" in page


def test_an_empty_list_of_products_names_the_words_and_offers_shorter_searches(client):
    offer("Bluebird soft")

    page = client.get("/catalogue/", {"to": "DE", "q": "bluebird zzqxw"}).text

    assert "Nothing on offer says “zzqxw”." in page
    assert "Search for “bluebird” instead" in page
    sentence = page[page.index('id="results"') :].partition('role="status"')[2]
    assert "zzqxw" in sentence[:600]


def test_a_list_of_products_says_which_word_was_taken_for_a_typing_error(client):
    offer("Bluebird soft")

    page = client.get("/catalogue/", {"to": "DE", "q": "germany maks"}).text

    assert "Nothing says “maks”: you see “mask”." in page
    assert "“germany” does not narrow the products." in page


def test_only_what_buyers_may_see_is_found_or_suggested(client):
    draft = SupplierFactory(name_en="Nanjing Bluebird Sanitary Co., Ltd.", status=Supplier.Status.DRAFT)
    unlisted = offer("Bluebird unlisted")
    type(unlisted).objects.filter(pk=unlisted.pk).update(is_listed=False)

    for page in (client.get(URL, {"q": "bluebird"}), client.get("/answers/suggest/", {"q": "bluebird"})):
        assert draft.get_absolute_url() not in page.text
        assert unlisted.get_absolute_url() not in page.text


def test_a_number_finds_no_certificate_of_a_company_that_is_suspended(client):
    document = CertificateFactory(number="CN19/42071", status="approved", is_shared=True)
    assert document.number in client.get(URL, {"q": document.number}).text.replace(f'value="{document.number}"', "")

    Supplier.objects.update(status=Supplier.Status.SUSPENDED)

    page = client.get(URL, {"q": document.number})
    assert document.supplier.get_absolute_url() not in page.text
    assert str(document.certificate_type) not in page.text
