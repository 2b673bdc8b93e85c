"""The bridge from tables to rules."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audits.clearances.evidence import attributes, gather
from audits.clearances.judging import refresh_products
from audits.law.current import load_rulebook, rulebook_of
from audits.models import Clearance, Decision
from tests.audits import small_law
from tests.audits.dossiers import add, product_with
from tests.factories import ProductFactory, UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def types(product):
    return sorted(document.type for document in gather([product])[product.pk])


def test_only_approved_documents_count(law):
    product = product_with("doc")
    for status in ("draft", "submitted", "in_review", "revision_requested", "rejected", "retracted"):
        add(product, "report", status=status)

    assert types(product) == ["doc"]


def test_a_document_counts_for_the_products_that_it_names_alone(law):
    product = product_with("doc")
    neighbour = ProductFactory(supplier=product.supplier)

    assert types(neighbour) == []


def test_a_document_that_speaks_of_the_company_counts_for_all_its_products(law):
    product = product_with()
    add(product, "licence", covers=False)

    assert types(product) == ["licence"]


def test_the_documents_of_another_company_never_count(law):
    product_with("doc", "licence")
    other = product_with()

    assert types(other) == []


def test_a_revoked_document_counts_until_the_day_before_its_revocation_took_effect(law):
    product = product_with(("doc", {"status": "revoked"}))
    certificate = product.certificates.get()
    Decision.objects.create(
        supplier=product.supplier,
        certificate=certificate,
        outcome="revoked",
        effective_on=date(2026, 3, 1),
        by=UserFactory(),
    )

    (document,) = gather([product])[product.pk]

    assert (document.valid_from, document.valid_until) == (date(2025, 1, 1), date(2026, 2, 28))


def test_a_document_revoked_from_its_first_day_never_counted(law):
    product = product_with(("doc", {"status": "revoked"}))
    Decision.objects.create(
        supplier=product.supplier,
        certificate=product.certificates.get(),
        outcome="revoked",
        effective_on=date(2025, 1, 1),
        by=UserFactory(),
    )

    assert types(product) == []


def test_what_a_document_states_is_what_rules_narrow_by(law):
    product = product_with(("report", {"stated": {"standard": "EN 1", "product_codes": ["FXX", "OUK"], "class": ""}}))

    (document,) = gather([product])[product.pk]

    assert dict(document.stated) == {"standard": "EN 1", "product_codes": ("FXX", "OUK")}


def test_facts_whose_names_end_in_on_are_days():
    assert attributes({"sterile": False, "model_first_placed_on": "2024-02-01"}) == {
        "sterile": False,
        "model_first_placed_on": date(2024, 2, 1),
    }


@pytest.mark.parametrize("count", [1, 3])
def test_gathering_takes_three_queries_however_many_products(law, count, django_assert_num_queries):
    products = [product_with("doc", "licence") for _ in range(count)]

    with django_assert_num_queries(3):
        gather(products)


def decide(certificate, outcome, at, **facts):
    return Decision.objects.create(
        supplier=certificate.supplier, certificate=certificate, outcome=outcome, at=at, by=UserFactory(), **facts
    )


def known(product, moment):
    return [document.valid_until for document in gather([product], known_at=moment)[product.pk]]


def test_as_we_knew_it_a_document_counts_from_its_approval_on(law):
    product = product_with("doc")
    decide(product.certificates.get(), "approved", NOON)

    assert known(product, NOON - HOUR) == []
    assert known(product, NOON) == [date(2027, 12, 31)]


def test_as_we_knew_it_a_revocation_dated_back_is_unknown_until_it_was_decided(law):
    product = product_with(("doc", {"status": "revoked"}))
    decide(product.certificates.get(), "approved", NOON)
    decide(product.certificates.get(), "revoked", NOON + 2 * HOUR, effective_on=date(2026, 1, 1))

    assert known(product, NOON + HOUR) == [date(2027, 12, 31)]
    assert known(product, NOON + 2 * HOUR) == [date(2025, 12, 31)]


def test_an_approval_that_no_decision_tells_of_was_known_at_no_moment(law):
    product = product_with("doc")

    assert known(product, NOON) == []
    assert types(product) == ["doc"]


def test_a_document_that_is_revoked_without_a_decision_never_counts(law):
    assert types(product_with(("doc", {"status": "revoked"}))) == []


def test_whether_a_document_speaks_of_the_company_is_for_the_law_of_that_moment_to_say(law, tmp_path):
    product = product_with()
    decide(add(product, "licence", covers=False), "approved", NOON)
    narrower = small_law.FILES["evidence_types.yaml"].replace("covers: company", "covers: product")
    load_rulebook(small_law.write(tmp_path / "next", evidence_types=narrower), by=None, at=NOON + 2 * HOUR)

    assert known(product, NOON + HOUR) == [date(2027, 12, 31)]
    assert known(product, NOON + 2 * HOUR) == []
    assert types(product) == []


@pytest.mark.parametrize("count", [1, 3])
def test_gathering_what_was_known_takes_five_queries_however_many_products(law, count, django_assert_num_queries):
    products = [product_with("doc", "licence") for _ in range(count)]
    for certificate in products[0].certificates.all():
        decide(certificate, "approved", NOON)
    rulebook_of(law.edition)

    with django_assert_num_queries(5):
        gather(products, known_at=NOON)


def test_a_document_counts_for_products_of_the_manufacturer_that_it_belongs_to(law):
    maker = "Ningbo Example Devices Co., Ltd."
    product = product_with("doc", "report", "licence")
    product.manufacturer_en, product.manufacturer_zh = maker, "宁波示例医疗器械有限公司"
    product.save()
    refresh_products([product], at=NOON)
    assert not Clearance.objects.current().filter(product=product).exists()

    for certificate in product.supplier.certificates.all():
        certificate.manufacturer = maker
        certificate.save()
    refresh_products([product], at=NOON)
    assert Clearance.objects.current().filter(product=product, market="EU").exists()
