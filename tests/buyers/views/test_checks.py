"""The public check: by an address, by four facts, and nothing for whoever knows neither."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from buyers.services.check_codes import Subject, SubjectKind, code_of
from buyers.views import checks
from kpmarket.foundation.limits.allowance import Allowance
from suppliers.models import Certificate, Product, Supplier
from tests.audits.dossiers import product_with
from tests.factories import CertificateFileFactory, CertificatePageFactory

pytestmark = pytest.mark.usefixtures("law")
FACTS = {"number": "CN 26/3141", "issuer": "Beacon Prüfinstitut GmbH", "issued_on": "2025-06-03"}
UNKNOWN = "We approved no document with these four facts."


@pytest.fixture
def mask(law):
    until = timezone.localdate() + timedelta(days=200)
    report = (
        "report",
        {"number": FACTS["number"], "issuer": FACTS["issuer"], "issued_on": date(2025, 6, 3), "valid_until": until},
    )
    return product_with("doc", report, "licence")


@pytest.fixture
def report(mask):
    return Certificate.objects.get(certificate_type="report")


def ask(client, mask, **changes):
    return client.post("/check/", {**FACTS, "holder": mask.supplier.name_en, **changes})


def open_code(client, kind, key, country="", **query):
    return client.get(f"/check/{code_of(Subject(kind, key, country))}/", query)


def test_the_check_of_a_product_says_its_state_now_and_on_the_day_and_what_was_not_checked(client, mask):
    later = timezone.localdate() + timedelta(days=201)

    response = open_code(client, SubjectKind.PRODUCT, mask.pk, "DE", on=later.isoformat())

    check = response.context["check"]
    assert (check.now.state, check.then.state) == ("cleared", "blocked")
    assert "What was not checked" in response.text
    assert "we have neither inspected nor tested them" in response.text


@pytest.mark.parametrize("text", ["garbage", "03/10/2026", "9999-12-31", "\x00"])
def test_a_day_that_cannot_be_read_is_today_and_the_field_says_so(client, mask, text):
    response = open_code(client, SubjectKind.PRODUCT, mask.pk, "DE", on=text)

    assert response.status_code == 200
    assert response.context["check"].then is None
    assert response.context["day_form"].errors["on"]


def test_what_is_no_longer_offered_is_said_to_be_so_and_gets_no_answer(client, mask):
    Supplier.objects.update(status="suspended")

    text = open_code(client, SubjectKind.PRODUCT, mask.pk, "DE").text

    assert "Not offered here now" in text
    assert "Cleared for" not in text


def test_the_check_of_a_company_says_how_it_stands(client, mask):
    assert "Qualified" in open_code(client, SubjectKind.SUPPLIER, mask.supplier_id).text
    Supplier.objects.update(status="suspended")

    text = open_code(client, SubjectKind.SUPPLIER, mask.supplier_id).text

    assert "Suspended" in text
    assert mask.supplier.get_absolute_url() not in text


def test_the_address_of_a_document_says_its_state_and_none_of_the_four_facts(client, report, mask):
    response = open_code(client, SubjectKind.DOCUMENT, report.pk)

    assert response.context["check"].now == "good"
    for secret in (FACTS["number"], FACTS["issuer"], mask.supplier.name_en, mask.display_name):
        assert secret not in response.text


def test_four_facts_show_the_whole_and_pages_only_where_they_are_shared(client, mask, report):
    hidden = ask(client, mask)
    CertificatePageFactory(file=CertificateFileFactory(certificate=report))
    Certificate.objects.filter(pk=report.pk).update(is_shared=True)
    shared = ask(client, mask)

    url = f"/products/{mask.pk}/documents/{report.pk}/"
    for response in (hidden, shared):
        assert FACTS["number"] in response.text
        assert mask.get_absolute_url() in response.text
    assert url not in hidden.text
    assert url in shared.text

    Product.objects.update(is_listed=False)
    off_sale = ask(client, mask).text
    assert FACTS["number"] in off_sale
    assert mask.get_absolute_url() not in off_sale


@pytest.mark.parametrize(
    "wrong", [{"number": "CN 26/3142"}, {"holder": "Nobody GmbH"}, {"issuer": "TÜV"}, {"issued_on": "2025-06-04"}]
)
def test_one_wrong_fact_gets_the_answer_of_a_document_that_does_not_exist(client, mask, wrong):
    def answer(**facts):
        text = ask(client, mask, **facts).text
        return re.sub(r'value="[^"]*"|x-csrftoken": "[^"]*"|\d\d:\d\d:[\d.]+', "", text)

    nothing = answer(number="ZZ 1", holder="Z", issuer="Z", issued_on="2001-01-01")

    assert UNKNOWN in nothing
    assert answer(**wrong) == nothing


def test_what_is_missing_is_said_at_the_field_and_what_was_typed_stays(client, mask):
    response = ask(client, mask, issued_on="03/06/2025")

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"issued_on"}
    assert 'value="CN 26/3141"' in response.text


def test_one_address_may_try_so_often_and_reads_when_it_may_again(client, mask, monkeypatch):
    monkeypatch.setattr(checks, "TRIES", Allowance("test-check", 2, timedelta(minutes=10)))

    tries = [ask(client, mask, number=f"X{number}").status_code for number in range(3)]
    refused = ask(client, mask)

    assert tries == [200, 200, 429]
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 601
    assert "You have asked as often as one address may ask" in refused.text
    assert ask(client, mask, issued_on="").status_code == 422
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    assert ask(client, mask).status_code == 200


def test_made_up_codes_are_not_found_and_counted(client, mask, monkeypatch):
    monkeypatch.setattr(checks, "TRIES", Allowance("test-codes", 1, timedelta(minutes=10)))
    code = code_of(Subject(SubjectKind.PRODUCT, mask.pk, "DE"))
    made_up = f"{code[:-1]}{'a' if code[-1] != 'a' else 'b'}"

    assert client.get(f"/check/{made_up}/").status_code == 404
    assert client.get(f"/check/{made_up}/").status_code == 429
    assert client.get(f"/check/{code}/").status_code == 200
    assert client.get(f"/check/{made_up}/qr.svg").status_code == 404


@pytest.mark.parametrize("kind", list(SubjectKind))
def test_a_code_of_what_is_gone_is_not_found(client, law, kind):
    assert open_code(client, kind, 4_000_000, "DE" if kind == SubjectKind.PRODUCT else "").status_code == 404


def test_the_image_of_the_code_is_kept_and_runs_nothing(client, mask):
    response = client.get(f"/check/{code_of(Subject(SubjectKind.PRODUCT, mask.pk, 'DE'))}/qr.svg", {"on": "2026-12-24"})

    assert response["Content-Type"] == "image/svg+xml"
    assert "immutable" in response["Cache-Control"]
    assert "script" not in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_query_counts(client, mask, report, count, django_assert_num_queries):
    for number in range(count - 1):
        other = Product.objects.create(
            supplier=mask.supplier, product_type=mask.product_type, model=f"M{number}", name_en=f"Mask {number}"
        )
        report.products.add(other)
    open_code(client, SubjectKind.PRODUCT, mask.pk, "DE")

    with django_assert_num_queries(7):
        open_code(client, SubjectKind.PRODUCT, mask.pk, "DE")
    with django_assert_num_queries(4):
        ask(client, mask)
    with django_assert_num_queries(5):
        open_code(client, SubjectKind.SUPPLIER, mask.supplier_id)
