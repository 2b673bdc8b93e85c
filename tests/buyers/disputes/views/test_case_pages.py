"""Pages of legal cases for the side that opened them: what is private stays private."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from buyers.disputes.models import CaseStep, LegalCase
from tests.factories import BuyerFactory, CountryFactory
from tests.factories.cases import CaseDeadlineFactory, CaseNoteFactory, CaseStepFactory, LegalCaseFactory
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.django_db
CANARY = "we would settle at 17 percent"


@pytest.fixture(autouse=True)
def germany():
    CountryFactory(code="DE")


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, *args):
    return reverse(f"disputes:{name}", args=args)


TYPED = {"kind": "quality", "jurisdiction": "DE", "language": "en", "text": "Seams open at the nose wire."}


def test_a_case_is_opened_from_an_order_and_its_page_says_what_comes_next():
    order = OrderFactory()
    client = client_of(order.placed_by)

    assert order.number in client.get(f"{url('case-open')}?order={order.pk}").text
    answer = client.post(f"{url('case-open')}?order={order.pk}", TYPED)
    case = LegalCase.objects.get()
    assert answer.url == url("case", case.pk)
    assert (case.order, case.buyer, case.side) == (order, order.buyer, "buyer")
    page = client.get(answer.url).text
    assert "The legal desk reads it" in page
    assert "in Shanghai by" in page
    assert "known that the right was violated" in page


def test_bad_input_stays_in_the_form_with_a_sentence():
    order = OrderFactory()
    answer = client_of(order.seller).post(
        f"{url('case-open')}?order={order.pk}", {**TYPED, "kind": "divorce", "text": "x\ny"}
    )

    assert answer.status_code == 422
    assert "x\ny" in answer.text
    assert not LegalCase.objects.exists()


@pytest.mark.parametrize("query", ["?order=999999", "?order=abc", "?claim=7", "?order=²"])
def test_an_order_or_claim_of_others_is_not_found(query):
    OrderFactory()
    assert client_of(BuyerFactory().user).get(f"{url('case-open')}{query}").status_code == 404


def test_without_an_order_the_other_party_is_named():
    buyer = BuyerFactory()
    client = client_of(buyer.user)

    assert client.post(url("case-open"), TYPED).status_code == 422
    client.post(url("case-open"), {**TYPED, "other_party": "Wuxi Example Nonwovens"})
    assert LegalCase.objects.get().other_party == "Wuxi Example Nonwovens"


def test_the_other_side_finds_no_trace_of_a_case():
    case = LegalCaseFactory(text=CANARY)
    CaseNoteFactory(case=case, text=CANARY)
    other = client_of(case.order.seller)

    for name in ("case", "case-note", "case-day", "case-documents", "case-close"):
        assert other.get(url(name, case.pk)).status_code in (404, 405)
        assert other.post(url(name, case.pk), {"text": "x"}).status_code in (404, 405)
    for page in (case.order.get_absolute_url(), url("cases"), reverse("trade:contract", args=[case.order.pk, 1])):
        body = other.get(page).text
        assert CANARY not in body
        assert case.number not in body


def test_the_list_costs_the_same_with_one_case_and_with_three(django_assert_num_queries):
    case = LegalCaseFactory()
    client = client_of(case.opened_by)
    client.get(url("cases"))
    with django_assert_num_queries(6):
        assert case.number in client.get(url("cases")).text
    for _number in range(2):
        CaseDeadlineFactory(case=LegalCaseFactory(order=case.order))
    with django_assert_num_queries(6):
        client.get(url("cases"))


def test_the_page_of_a_case_costs_the_same_with_one_row_of_each_and_with_three(django_assert_num_queries):
    case = LegalCaseFactory()
    client = client_of(case.opened_by)

    def add():
        CaseNoteFactory(case=case)
        CaseStepFactory(case=case)
        CaseDeadlineFactory(case=case)

    add()
    client.get(url("case", case.pk))
    with django_assert_num_queries(17):
        client.get(url("case", case.pk))
    add()
    add()
    with django_assert_num_queries(17):
        client.get(url("case", case.pk))


def test_notes_days_documents_and_the_end_of_a_case(prepared_sandbox):
    case = LegalCaseFactory()
    client = client_of(case.opened_by)
    client.post(url("case-note", case.pk), {"text": CANARY})
    client.post(url("case-day", case.pk), {"since": "knew", "day": "2026-11-02", "text": "Report of the laboratory"})
    picture = BytesIO()
    Image.effect_noise((600, 800), 80).save(picture, "PNG")
    upload = SimpleUploadedFile("survey.png", picture.getvalue(), "image/png")
    client.post(url("case-documents", case.pk), {"documents": upload})
    page = client.get(url("case", case.pk)).text

    assert CANARY in page
    assert "2 November 2029" in page  # three years (Civil Code of China, art. 188)
    token = case.files.get().pages.get().token
    assert client.get(url("case-page", token)).getvalue()
    assert client_of(case.order.seller).get(url("case-page", token)).status_code == 404
    deadline = case.deadlines.get(rule="cn-188")
    client.post(url("case-acknowledge", case.pk, deadline.pk))
    assert "Acknowledged by" in client.get(url("case", case.pk)).text
    client.post(url("case-close", case.pk))
    assert client.post(url("case-note", case.pk), {"text": "later"}, follow=True).text.count("nothing is added") == 1
    assert case.notes.count() == 1


def test_a_day_that_is_ahead_is_refused_at_its_field():
    case = LegalCaseFactory()
    answer = client_of(case.opened_by).post(
        url("case-day", case.pk), {"since": "knew", "day": "2099-01-01", "text": "e-mail"}
    )

    assert answer.status_code == 422
    assert "the day is ahead" in answer.text
    assert not CaseStep.objects.exists()
