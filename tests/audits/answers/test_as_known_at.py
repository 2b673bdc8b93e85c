"""What we knew of a product at a moment."""

from datetime import UTC, datetime, timedelta

import pytest

from audits.answers.as_known_at import record, records
from audits.law.current import load_rulebook, rulebook_of
from audits.models import Decision
from suppliers.models import FormerFacts
from tests.audits import small_law
from tests.audits.dossiers import product_with
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
BORN = datetime(2026, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def judge(supplier, outcome, at):
    Decision.objects.create(supplier=supplier, outcome=outcome, at=at, by=UserFactory())


def test_before_the_product_existed_nothing_was_on_record(law):
    product = product_with(created_at=NOON)

    assert record(product, known_at=NOON - HOUR) is None
    assert record(product, known_at=NOON) is not None


def test_before_the_first_edition_of_the_rulebook_nothing_was_on_record(db, tmp_path):
    rulebook_of.cache_clear()
    load_rulebook(small_law.write(tmp_path), by=None, at=NOON)
    product = product_with(created_at=BORN)

    assert record(product, known_at=NOON - HOUR) is None
    assert record(product, known_at=NOON).product == product


def test_the_law_is_the_edition_in_force_at_that_moment(law, tmp_path):
    product = product_with(created_at=BORN)
    stricter = small_law.FILES["markets/US.yaml"].replace("asks: doc", "asks: report")
    later, _is_new = load_rulebook(small_law.write(tmp_path / "next", US=stricter), by=None, at=NOON)

    assert record(product, known_at=NOON - HOUR).rulebook.edition == law.edition
    assert record(product, known_at=NOON).rulebook.edition == later.edition


def test_regulatory_facts_are_those_of_that_moment(law):
    product = product_with(created_at=BORN, attributes={"sterile": True})
    for until, attributes in [(NOON, {}), (NOON + 2 * HOUR, {"sterile": False})]:
        FormerFacts.objects.create(
            product=product, product_type=product.product_type, attributes=attributes, until=until
        )

    moments = (NOON - HOUR, NOON, NOON + HOUR, NOON + 2 * HOUR)

    assert [record(product, known_at=moment).product.attributes for moment in moments] == [
        {},
        {"sterile": False},
        {"sterile": False},
        {"sterile": True},
    ]
    assert product.attributes == {"sterile": True}


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((), None),
        (("revision_requested",), None),
        (("approved",), "qualified"),
        (("approved", "suspended"), "suspended"),
        (("approved", "suspended", "reinstated"), "qualified"),
        (("approved", "suspended", "rejected"), "rejected"),
    ],
)
def test_the_supplier_is_what_the_decisions_until_then_made_of_it(law, outcomes, expected):
    product = product_with(created_at=BORN)
    for step, outcome in enumerate(outcomes):
        judge(product.supplier, outcome, NOON + step * HOUR)
    judge(product.supplier, "suspended", NOON + 10 * HOUR)

    found = record(product, known_at=NOON + 9 * HOUR)

    assert found.supplier_status == expected
    assert found.was_qualified == (expected == "qualified")


@pytest.mark.parametrize("count", [1, 3])
def test_the_records_of_any_number_of_products_take_eight_queries(law, count, django_assert_num_queries):
    products = [product_with("doc", "licence", created_at=BORN) for _ in range(count)]
    document = products[0].certificates.first()
    Decision.objects.create(
        supplier=document.supplier, certificate=document, outcome="approved", at=BORN, by=UserFactory()
    )
    rulebook_of(law.edition)

    with django_assert_num_queries(8):
        assert len(records(products, known_at=NOON)) == count
