"""What a public check says of products, companies and documents, now and on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audits.models import Decision
from buyers.catalogue import reference
from buyers.services.public_check import (
    StatedFacts,
    check_document,
    check_product,
    check_supplier,
    find_document,
    plain_name,
)
from suppliers.models import Certificate, Supplier
from tests.audits.dossiers import add, product_with
from tests.factories import SupplierFactory, UserFactory

pytestmark = pytest.mark.usefixtures("law")
TODAY = date(2026, 11, 22)
ISSUED = date(2025, 6, 3)


def decide(subject, outcome, at, **facts):
    of = (
        {"supplier": subject}
        if isinstance(subject, Supplier)
        else {"supplier": subject.supplier, "certificate": subject}
    )
    return Decision.objects.create(**of, outcome=outcome, by=UserFactory(), at=at, **facts)


def document(**changes):
    product = product_with()
    facts = {"number": "CN 26/3141", "issuer": "Beacon Prüfinstitut GmbH", "issuer_number": "0999", "issued_on": ISSUED}
    return add(product, "report", **{**facts, **changes})


def fresh(certificate):
    return Certificate.objects.prefetch_related("decisions").get(pk=certificate.pk)


def states(certificate, on=TODAY):
    found = check_document(fresh(certificate), today=TODAY, on=on)
    return found.now, found.then


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "good"),
        ({"valid_until": TODAY}, "good"),
        ({"valid_until": TODAY - timedelta(days=1)}, "lapsed"),
        ({"valid_from": TODAY + timedelta(days=1)}, "not_yet"),
        ({"valid_from": None, "valid_until": None}, "good"),
        ({"status": "rejected"}, "not_approved"),
        ({"status": "revoked"}, "good"),
    ],
)
def test_a_document_stands_as_its_days_and_decisions_say(changes, state):
    certificate = document(**changes)
    if changes.get("status") == "revoked":
        decide(certificate, "revoked", datetime(2026, 11, 23, tzinfo=UTC), effective_on=TODAY + timedelta(days=1))

    assert states(certificate) == (state, None)


def test_a_revoked_document_was_good_before_the_day_of_its_revocation_and_never_after():
    certificate = document(status="revoked")
    decide(certificate, "revoked", datetime(2026, 11, 20, tzinfo=UTC), effective_on=date(2026, 10, 1))

    assert states(certificate, on=date(2026, 9, 30)) == ("revoked", "good")
    assert states(certificate, on=date(2026, 10, 1))[1] == "revoked"


def test_a_document_revoked_without_a_day_was_never_good():
    certificate = document(status="revoked")
    decide(certificate, "revoked", datetime(2026, 11, 20, tzinfo=UTC))

    assert states(certificate, on=date(2025, 2, 1)) == ("revoked", "revoked")


def test_a_product_is_answered_for_today_and_for_the_day(law):
    product = product_with("doc", "report", ("licence", {"valid_until": date(2027, 3, 1)}))
    germany = reference.destination("DE")

    found = check_product(product, germany, today=TODAY, on=date(2027, 3, 2))

    assert (found.now.state, found.then.state, found.documents_approved) == ("cleared", "blocked", 3)
    assert check_product(product, germany, today=TODAY, on=TODAY).then is None


@pytest.mark.parametrize("status", ["suspended", "rejected", "in_review"])
def test_no_answer_is_given_of_a_product_whose_company_is_not_qualified_now(law, status):
    product = product_with("doc", "report", "licence")
    product.supplier.status = status

    assert check_product(product, reference.destination("DE"), today=TODAY, on=TODAY).now is None


def test_a_company_stands_as_it_was_decided_by_the_end_of_the_day():
    supplier = SupplierFactory(status="suspended")
    decide(supplier, "approved", datetime(2026, 3, 2, 9, tzinfo=UTC))
    decide(supplier, "suspended", datetime(2026, 6, 2, 9, tzinfo=UTC))

    def then(day):
        return check_supplier(supplier, today=TODAY, on=day).then

    assert then(date(2026, 3, 1)) == "not_qualified"
    assert then(date(2026, 3, 2)) == "qualified"
    assert then(date(2026, 6, 2)) == "suspended"
    assert then(TODAY + timedelta(days=9)) == "suspended"
    assert check_supplier(supplier, today=TODAY, on=TODAY).then is None


@pytest.mark.parametrize("status", ["draft", "submitted", "in_review", "information_requested", "rejected"])
def test_why_a_company_is_not_qualified_is_not_said(status):
    supplier = SupplierFactory(status=status)

    found = check_supplier(supplier, today=TODAY, on=TODAY)

    assert (found.now, found.levels) == ("not_qualified", ())


def ask(certificate, **changes):
    facts = {"number": "CN 26/3141", "holder": certificate.supplier.name_en, "issuer": "Beacon Prüfinstitut GmbH"}
    return find_document(StatedFacts(**{**facts, "issued_on": ISSUED, **changes}))


def test_four_facts_find_the_document():
    certificate = document()

    assert ask(certificate) == certificate
    assert ask(certificate, number="cn 26/3141") == certificate
    assert ask(certificate, issuer="0999") == certificate
    assert ask(certificate, holder=certificate.supplier.name_zh) == certificate


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "CN 26/3142"},
        {"number": "CN"},
        {"number": "%"},
        {"holder": "Someone Else Ltd."},
        {"holder": "·"},
        {"issuer": "Beacon"},
        {"issuer": "-"},
        {"issued_on": date(2025, 6, 4)},
    ],
    ids=str,
)
def test_three_facts_find_nothing(wrong):
    certificate = document()

    assert ask(certificate, **wrong) is None


@pytest.mark.parametrize("status", ["draft", "submitted", "in_review", "revision_requested", "rejected", "retracted"])
def test_a_document_that_was_never_approved_is_not_found(status):
    certificate = document(status=status)

    assert ask(certificate) is None


def test_a_document_without_a_number_is_not_found_by_an_empty_one():
    certificate = document(number="")

    assert ask(certificate, number="") is None


def test_where_no_day_of_issue_is_printed_the_first_day_counts():
    certificate = document(issued_on=None, valid_from=date(2025, 6, 3))

    assert ask(certificate) == certificate


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hubei Lvkang Protective Products Co., Ltd.", "HUBEI LVKANG PROTECTIVE PRODUCTS CO.,LTD"),
        ("Hubei Lvkang Company Limited", "Hubei Lvkang Co. Ltd"),
        ("（湖北）绿康防护用品有限公司", "(湖北)绿康防护用品有限公司"),
    ],
)
def test_names_are_the_same_in_other_spellings(one, other):
    assert plain_name(one) == plain_name(other)


def test_names_of_two_companies_are_not_the_same():
    assert plain_name("Hubei Lvkang Co., Ltd.") != plain_name("Hubei Lukang Co., Ltd.")
