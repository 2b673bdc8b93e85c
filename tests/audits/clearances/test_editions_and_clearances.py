"""What a new edition of the rulebook does to recorded clearances: the law changes, the documents do not."""

from datetime import UTC, date, datetime

import pytest

from audits.clearances import judging, recording
from audits.law import current
from audits.models import Clearance, Judged, Listing, Pattern
from suppliers.models import Product
from tests.audits import small_law
from tests.audits.dossiers import product_with
from tests.factories import ProductFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 22, 1, tzinfo=UTC)
EVENING = datetime(2026, 11, 22, 10, tzinfo=UTC)
COMPLETE = ("doc", "report", "licence")
STRICTER = small_law.FILES["markets/US.yaml"].replace("asks: doc", "asks: report")


@pytest.fixture
def publish(tmp_path):
    def publish(**changes):
        current.load_rulebook(small_law.write(tmp_path / "next", **changes), by=None, at=EVENING)
        return judging.apply_edition(at=EVENING)

    return publish


def now_held(product):
    return list(Clearance.objects.current().filter(product=product).order_by("market").values_list("market", "state"))


@pytest.mark.parametrize("many", [1, 1000], ids=["at once", "row by row"])
def test_a_stricter_law_takes_the_clearance_of_those_who_lack_the_document(law, publish, many, monkeypatch):
    monkeypatch.setattr(recording, "COMPARED_IN_SQL", many)
    with_report, without = product_with(*COMPLETE), product_with("doc", "licence")
    judging.refresh_products([with_report, without], at=MORNING)

    changed = publish(US=STRICTER)

    assert now_held(with_report) == [("EU", "cleared"), ("US", "conditional")]
    assert now_held(without) == []
    assert changed == 3  # one row ends for each, and one that rests on another requirement's document begins
    assert list(judging.drift(Product.objects.all())) == []


def test_products_that_the_change_does_not_touch_keep_their_rows(law, publish):
    product = product_with(*COMPLETE)
    judging.refresh_products([product], at=MORNING)
    kept = Clearance.objects.get(market="EU")

    publish(US=STRICTER)

    assert Clearance.objects.current().get(market="EU").pk == kept.pk
    assert Clearance.objects.get(market="US", superseded_at=EVENING).recorded_at == MORNING


@pytest.mark.parametrize("many", [1, 1000], ids=["at once", "row by row"])
def test_rows_of_markets_that_answer_as_before_are_not_even_looked_at(law, publish, many, monkeypatch):
    monkeypatch.setattr(recording, "COMPARED_IN_SQL", many)
    product = product_with(*COMPLETE)
    judging.refresh_products([product], at=MORNING)
    Clearance.objects.filter(market="EU").update(certificates=[])

    publish(US=STRICTER)

    assert Clearance.objects.current().get(market="EU").certificates == []
    assert now_held(product) == [("EU", "cleared"), ("US", "conditional")]


def test_products_the_same_are_one_pattern_with_certificates_of_their_own(law):
    one, other = product_with(*COMPLETE), product_with(*COMPLETE)

    judging.refresh_products([one, other], at=MORNING)

    assert Pattern.objects.count() == 1
    for product in (one, other):
        own = sorted(product.certificates.values_list("pk", flat=True))
        assert sorted(Judged.objects.get(product=product).certificates) == own
        assert Clearance.objects.get(product=product, market="EU").certificates == own


def test_the_same_law_in_another_edition_changes_nothing(law, publish):
    product = product_with(*COMPLETE)
    judging.refresh_products([product], at=MORNING)
    renamed = small_law.FILES["markets/US.yaml"].replace("United States", "The United States")

    assert publish(US=renamed) == 0
    assert Pattern.objects.get().rulebook == current.current_edition()


def test_an_edition_that_counts_documents_for_other_products_is_applied_by_the_documents(law, publish):
    product = product_with("doc", "report")
    sibling = ProductFactory(supplier=product.supplier, product_type=product.product_type)
    licence = product_with("licence", supplier=product.supplier).certificates.get(certificate_type="licence")
    licence.products.set([])
    judging.refresh_products([product, sibling], at=MORNING)
    assert now_held(product) == [("EU", "cleared"), ("US", "conditional")]
    per_product = small_law.FILES["evidence_types.yaml"].replace("covers: company", "covers: product")

    publish(evidence_types=per_product)

    assert now_held(product) == []
    assert list(judging.drift(Product.objects.all())) == []


def test_an_edition_that_counts_documents_otherwise_reaches_products_the_same_in_every_chunk(law, publish, monkeypatch):
    monkeypatch.setattr(judging, "CHUNK", 1)
    twins = [product_with(*COMPLETE) for _ in range(2)]
    judging.refresh_products(twins, at=MORNING)
    per_product = small_law.FILES["evidence_types.yaml"].replace("covers: company", "covers: product")

    publish(evidence_types=per_product, US=STRICTER)

    assert list(judging.drift(Product.objects.all())) == []


@pytest.mark.parametrize("count", [1, 3])
def test_an_edition_is_applied_in_the_same_number_of_queries_for_one_product_and_three(
    law, count, tmp_path, django_assert_num_queries
):
    judging.refresh_products([product_with(*COMPLETE) for _ in range(count)], at=MORNING)
    current.load_rulebook(small_law.write(tmp_path / "next", US=STRICTER), by=None, at=EVENING)
    current.rulebook_of(current.current_edition().edition)

    with django_assert_num_queries(21):
        judging.apply_edition(at=EVENING)


def test_a_document_renewed_moves_the_product_to_another_pattern(law):
    product = product_with(*COMPLETE)
    judging.refresh_products([product], at=MORNING)
    before = Judged.objects.get(product=product).pattern
    product.certificates.filter(certificate_type="report").update(valid_until=date(2030, 1, 1))

    judging.refresh_products([product], at=EVENING)

    assert Judged.objects.get(product=product).pattern != before


def test_a_product_is_found_by_the_new_name_of_its_type(law, publish):
    product = product_with(*COMPLETE)
    judging.refresh_products([product], at=MORNING)
    types = small_law.FILES["product_types.yaml"]

    publish(product_types=types.replace("  kind:", "  synonyms: [Gesichtsmaske]\n  kind:", 1))

    assert "~gesichtsmaske" in Listing.objects.get(product=product).words.split()
