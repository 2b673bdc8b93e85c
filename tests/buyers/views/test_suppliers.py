"""A supplier's page: facts with who checked them, what may go where, its documents, and a way to ask."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from audits.clearances import judging
from audits.models import Decision
from suppliers.models import Certificate
from tests.audits.dossiers import product_with
from tests.factories import AuditorFactory, CertificateFileFactory, CertificatePageFactory

pytestmark = pytest.mark.usefixtures("law")
DOCUMENTS = ("doc", "report", "licence")


@pytest.fixture
def mask(law):
    until = timezone.localdate() + timedelta(days=200)
    made = product_with(*((one, {"valid_until": until}) for one in DOCUMENTS))
    judging.refresh_products([made], at=timezone.now())
    return made


def page(client, product, **query):
    return client.get(product.supplier.get_absolute_url(), query)


def share(product):
    for document in Certificate.objects.filter(supplier=product.supplier):
        CertificatePageFactory(file=CertificateFileFactory(certificate=document))
    Certificate.objects.update(is_shared=True)


def test_what_nobody_checked_is_said_to_be_the_companys_word(client, mask):
    mask.supplier.address_en = "Building 3, 88 Kangle Road"
    mask.supplier.save()

    facts = {fact.label: fact for fact in page(client, mask).context["record"].facts}

    assert (facts["Address"].is_checked, facts["Address"].checked) == (False, "stated by the company, not checked")
    assert facts["Registered name"].checked == "nobody yet"


def test_the_day_of_the_auditors_decision_stands_at_what_was_judged(client, mask):
    Decision.objects.create(
        supplier=mask.supplier, by=AuditorFactory().user, outcome="approved", at="2026-03-05T08:00Z"
    )

    facts = {fact.label: fact for fact in page(client, mask).context["record"].facts}

    assert facts["Registered name"].is_checked
    assert facts["Registered name"].checked.endswith("on 5 March 2026")


def test_products_that_may_go_there_can_be_asked_for_in_one_form(client, mask):
    text = page(client, mask, to="DE").text

    assert 'action="/enquire/"' in text
    assert f'name="product" value="{mask.pk}"' in text
    assert "Choose products and ask" in text

    until = timezone.localdate() + timedelta(days=200)
    of_another = product_with(*((one, {"valid_until": until}) for one in DOCUMENTS))
    judging.refresh_products([of_another], at=timezone.now())
    assert f'name="product" value="{of_another.pk}"' not in page(client, mask, to="DE").text


def test_without_a_destination_or_an_offer_there_the_page_says_why_it_cannot_be_asked(client, mask):
    assert "there is nothing to ask for there" in page(client, mask, to="TV").text
    assert 'name="product"' not in page(client, mask, to="TV").text


def test_where_each_product_type_may_go_is_one_table(client, mask):
    (row,) = page(client, mask).context["coverage"]

    assert (row.type.pk, row.products) == (mask.product_type_id, 1)
    assert "Germany" in row.cleared
    assert not set(row.cleared) & set(row.ready)


def test_documents_stand_by_subject_and_those_not_shown_are_counted(client, mask):
    share(mask)
    Certificate.objects.filter(certificate_type="licence").update(is_shared=False)

    shown = page(client, mask, to="DE")

    assert sum(len(group.documents) for group in shown.context["document_groups"]) == 2
    assert "1 more document counts for its answers" in shown.text


def test_whoever_holds_its_address_can_check_the_company(client, mask):
    text = client.get(mask.supplier.get_absolute_url()).text

    (address,) = set(re.findall(rf"/check/s{mask.supplier_id}-[a-z2-7]{{16}}/(?=\")", text))
    assert client.get(address).status_code == 200


def test_how_often_it_answers_is_not_said_of_a_handful(client, mask):
    assert "Too few enquiries so far" in page(client, mask).text


def test_machines_read_what_was_compared_with_the_licence_and_each_language_has_an_address(client, mask):
    text = page(client, mask, to="DE", lang="zh-hans").text

    facts = json.loads(unescape(re.search(r'ld\+json">(.*?)</script>', text)[1]))
    assert facts["identifier"]["value"] == mask.supplier.credit_code
    assert f'hreflang="en" href="http://localhost:8000{mask.supplier.get_absolute_url()}"' in text
    assert '<html lang="zh-hans"' in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_product_and_for_three(client, mask, count, django_assert_num_queries):
    share(mask)
    for _ in range(count - 1):
        twin = product_with(*DOCUMENTS)
        twin.supplier = mask.supplier
        twin.save()
        judging.refresh_products([twin], at=timezone.now())
    page(client, mask, to="DE")

    with django_assert_num_queries(14):
        page(client, mask, to="DE")


def test_another_day_is_asked_about_and_what_is_none_is_said(client, mask):
    fine = page(client, mask, to="DE", on="2027年3月14日")
    refused = page(client, mask, to="DE", on="14/03/2027")

    assert "What may go to Germany on 14 March 2027" in fine.text
    assert "Enter the day as year, month and day" in refused.text
    assert 'value="14/03/2027"' in refused.text
