"""Products and changes of their claims on the audit desk."""

import pytest
from django.test import Client
from django.urls import reverse

from audits.clearances import judging
from audits.desk.product_changes import record_change
from audits.models import ProductChange
from suppliers.models import Product
from suppliers.products.changed_parts import ChangedPart
from suppliers.products.offer_events import OfferChange
from tests.factories import NOON, AuditorFactory, ClearanceFactory, MembershipFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/audits/productchange/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.EASE_SECOND_FACTOR = True


@pytest.fixture
def desk():
    client = Client()
    client.force_login(AuditorFactory().user)
    return client


def changed_product(name="Cup mask, NIOSH approved"):
    seller = MembershipFactory()
    product = ClearanceFactory(product__supplier=seller.supplier, product__name_en="Cup mask").product
    Product.objects.filter(pk=product.pk).update(name_en=name)
    product.refresh_from_db()
    record_change(OfferChange(product, (ChangedPart("name_en", "Cup mask", name),), seller.user, NOON))
    judging.update_catalogue_of([product], at=NOON)
    return product


def page_of(product):
    return reverse("admin:audits_productcase_change", args=[product.pk])


def answered(desk, product, answer, note=""):
    change = ProductChange.objects.filter(product=product).last()
    url = reverse("admin:audits_productcase_answer", args=[product.pk, change.pk])
    return desk.post(url, {"answer": answer, "note": note}, follow=True)


def test_the_list_shows_what_is_to_be_reviewed_and_all_on_request(desk):
    product = changed_product()
    assert "NIOSH approved" in desk.get(LIST).content.decode()

    answered(desk, product, "looked_at")

    assert page_of(product) not in desk.get(LIST).content.decode()
    assert page_of(product) in desk.get(f"{LIST}?review=all").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_number_of_queries_for_one_change_and_three(desk, count, django_assert_num_queries):
    for _ in range(count):
        changed_product()
    desk.get(LIST)

    with django_assert_num_queries(6):
        assert desk.get(LIST).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_products_takes_the_same_number_of_queries(desk, count, django_assert_num_queries):
    for _ in range(count):
        changed_product()
    url = reverse("admin:audits_productcase_changelist")

    desk.get(url)

    with django_assert_num_queries(6):
        assert "NIOSH approved" in desk.get(url, {"claims": "contradicted"}).content.decode()


def test_the_page_shows_claims_with_their_documents_and_what_was_judged(desk):
    page = desk.get(page_of(changed_product())).content.decode()

    assert "contradicted, or false without a document" in page
    assert "<del>Cup mask</del>" in page
    assert "<ins>Cup mask, NIOSH approved</ins>" in page


def test_an_auditor_puts_the_words_back(desk):
    product = changed_product()

    page = answered(desk, product, "put_back").content.decode()

    assert Product.objects.get().name_en == "Cup mask"
    assert "Nothing that buyers read" not in page
    assert "Put back by" in page


def test_asking_without_a_question_is_refused_with_a_sentence(desk):
    page = answered(desk, changed_product(), "ask").content.decode()

    assert "Write what you want to know from the supplier." in page


@pytest.mark.parametrize("data", [{"answer": "approve"}, {"answer": "ask", "note": "x" * 1001}, {}])
def test_an_unknown_answer_or_a_note_too_long_shows_the_page_again(desk, data):
    product = changed_product()
    url = reverse("admin:audits_productcase_answer", args=[product.pk, ProductChange.objects.get().pk])

    assert desk.post(url, data).status_code == 422


def test_a_product_that_was_never_cleared_is_not_on_the_desk(desk):
    product = changed_product()
    product.clearances.all().delete()

    assert desk.get(page_of(product)).status_code == 404


def test_a_change_leads_to_the_page_of_its_product(desk):
    product = changed_product()

    response = desk.get(f"{LIST}{ProductChange.objects.get().pk}/change/")

    assert response["Location"] == f"{page_of(product)}#changes"


def test_who_is_no_auditor_sees_nothing_of_it(client):
    product = changed_product()
    client.force_login(product.supplier.memberships.get().user)

    assert client.get(page_of(product)).status_code != 200
    assert client.get(LIST).status_code != 200
