"""The bridge from tables to rules."""

from datetime import date

import pytest

from audits.evidence import attributes, gather
from audits.models import Decision
from tests.audits.dossiers import add, product_with
from tests.factories import ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


def types(product):
    return sorted(paper.type for paper in gather([product])[product.pk])


def test_only_approved_papers_count(law):
    product = product_with("doc")
    for status in ("draft", "submitted", "in_review", "revision_requested", "rejected", "retracted"):
        add(product, "report", status=status)

    assert types(product) == ["doc"]


def test_a_paper_counts_for_the_products_that_it_names_alone(law):
    product = product_with("doc")
    neighbour = ProductFactory(supplier=product.supplier)

    assert types(neighbour) == []


def test_a_paper_that_speaks_of_the_company_counts_for_all_its_products(law):
    product = product_with()
    add(product, "licence", covers=False)

    assert types(product) == ["licence"]


def test_the_papers_of_another_company_never_count(law):
    product_with("doc", "licence")
    other = product_with()

    assert types(other) == []


def test_a_revoked_paper_counts_until_the_day_before_its_revocation_took_effect(law):
    product = product_with(("doc", {"status": "revoked"}))
    certificate = product.certificates.get()
    Decision.objects.create(
        supplier=product.supplier,
        certificate=certificate,
        outcome="revoked",
        effective_on=date(2026, 3, 1),
        by=UserFactory(),
    )

    (paper,) = gather([product])[product.pk]

    assert (paper.valid_from, paper.valid_until) == (date(2025, 1, 1), date(2026, 2, 28))


def test_a_paper_revoked_from_its_first_day_never_counted(law):
    product = product_with(("doc", {"status": "revoked"}))
    Decision.objects.create(
        supplier=product.supplier,
        certificate=product.certificates.get(),
        outcome="revoked",
        effective_on=date(2025, 1, 1),
        by=UserFactory(),
    )

    assert types(product) == []


def test_what_a_paper_states_is_what_rules_narrow_by(law):
    product = product_with(("report", {"stated": {"standard": "EN 1", "product_codes": ["FXX", "OUK"], "class": ""}}))

    (paper,) = gather([product])[product.pk]

    assert dict(paper.stated) == {"standard": "EN 1", "product_codes": ("FXX", "OUK")}


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
