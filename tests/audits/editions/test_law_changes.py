"""What the law takes from products whose documents stay as they are."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from audits.clearances import judging
from audits.editions.law_changes import LawChangeReport, ended_by_law, law_ahead, losses
from suppliers.models import Product
from tests.audits import changing_law, small_law
from tests.audits.dossiers import add, product_with
from tests.factories import TODAY, ProductFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 22, 1, tzinfo=UTC)
LAST_DAY = date(2027, 1, 31)
CHANGES = date(2027, 2, 1)


@pytest.fixture
def turning(law, tmp_path):
    """The law that asks for another document from February on."""
    changing_law.load(tmp_path / "turning")


def judged(*products, at=MORNING):
    judging.refresh_products(products or Product.objects.all(), at=at)
    return products[0] if products else None


def ahead(product, on=TODAY):
    return law_ahead(product.supplier_id, on=on)


def test_a_change_names_market_day_rule_citation_products_and_the_way_out(turning):
    product = judged(product_with("doc", "licence"))

    (change,) = ahead(product)

    assert (change.market_name, change.day, change.products) == ("United States", CHANGES, 1)
    assert change.why == "The rule it rests on ends then: Clearance."
    assert [(one.text, [page.url for page in one.sources]) for one in change.citations] == [
        ("Section 1", ["https://law.example/"])
    ]
    assert change.stays == "Declaration; Business licence"
    (way,) = change.ways
    assert (way.products, way.documents_text, way.after) == ((product,), "Test report", None)
    assert way.models == f"Mask: {product.model}"


def test_it_is_reported_in_the_readers_language(turning):
    product = judged(product_with("doc", "licence"))

    with translation.override("zh-hans"):
        (change,) = ahead(product)

        assert change.market_name == "美国"
        assert change.ways[0].models == f"口罩: {product.model}"


def test_who_has_the_document_that_the_new_rule_asks_for_loses_nothing(turning):
    assert ahead(judged(product_with("doc", "report", "licence"))) == []


def test_the_end_of_a_document_is_not_the_laws_affair(turning):
    ends = {"valid_until": date(2026, 12, 31)}

    assert ahead(judged(product_with(("doc", ends), "licence"))) == []


def test_a_document_that_ends_on_the_day_of_the_change_is_reported_as_a_document(law):
    ends = {"valid_until": LAST_DAY}

    assert ahead(judged(product_with(("doc", ends), "licence"))) == []


def test_a_change_beyond_the_longest_step_is_not_reported_yet(turning):
    product = judged(product_with("doc", "licence"))

    assert ahead(product, on=date(2026, 8, 3)) == []
    assert len(ahead(product, on=date(2026, 8, 4))) == 1


def test_what_has_changed_already_lies_ahead_no_more(turning):
    assert ahead(judged(product_with("doc", "licence")), on=CHANGES) == []


def test_where_no_rule_follows_no_document_is_named(law):
    (change,) = ahead(judged(product_with("doc", "licence")))

    assert [(way.after, way.documents_text, way.to_arrange) for way in change.ways] == [(None, "", "")]


def test_where_the_buyers_side_must_add_a_document_the_suppliers_part_stays_complete(law, tmp_path):
    types = small_law.FILES["evidence_types.yaml"]
    start = types.index("report:")
    theirs = types[:start] + types[start:].replace("held_by: manufacturer", "held_by: importer", 1)
    changing_law.load(tmp_path / "theirs", evidence_types=theirs)

    (change,) = ahead(judged(product_with("doc", "licence")))

    assert [(way.after, way.documents_text, way.to_arrange) for way in change.ways] == [("ready", "", "Test report")]


def test_what_becomes_surer_is_no_loss(law, tmp_path):
    low = changing_law.US.replace("confidence: high", "confidence: low", 1).replace("asks: report", "asks: doc")
    changing_law.load(tmp_path / "surer", US=low)

    assert ahead(judged(product_with("doc", "licence"))) == []


def test_what_is_to_be_confirmed_from_then_on_is_reported_as_such(law, tmp_path):
    head, tail = changing_law.UNTIL_JANUARY, changing_law.FROM_FEBRUARY
    unsure = head + tail.replace("asks: report", "asks: doc").replace("confidence: high", "confidence: low")
    changing_law.load(tmp_path / "unsure", US=unsure)

    (change,) = ahead(judged(product_with("doc", "licence")))

    assert [(way.after, way.documents_text) for way in change.ways] == [("conditional", "")]


def test_an_edition_of_a_standard_that_is_no_longer_accepted_is_a_change_of_the_law(law, tmp_path):
    ends = small_law.FILES["standards.yaml"].replace(
        "'2019',", "'2019', until: 2027-01-31, forbidden: true, note: Replaced,"
    )
    changing_law.load(tmp_path / "editions", standards=ends)
    named = ("report", {"stated": {"standard": "EN 1:2019"}})

    (change,) = ahead(judged(product_with("doc", named, "licence")))

    assert (change.market, change.why) == ("EU", "The standard EN 1:2019 is no longer accepted then.")
    assert [one.text for one in change.citations] == ["Replaced"]
    assert change.stays == "Declaration; Business licence"
    assert change.ways[0].documents_text == "Test report (standard EN 1)"


def test_a_document_that_ends_with_the_former_law_is_not_among_those_that_stay(law, tmp_path):
    either = changing_law.US.replace("asks: doc\n", "asks: {any_of: [doc, report]}\n", 1)
    us = either.replace("asks: report\n", "asks: {report: {standard: EN 9}}\n")
    listed = small_law.FILES["standards.yaml"] + "  - {id: EN 9, publisher: CEN, title: Gloves}\n"
    changing_law.load(tmp_path / "either", US=us, standards=listed)
    ends = ("report", {"valid_until": LAST_DAY})

    (change,) = [one for one in ahead(judged(product_with("doc", ends, "licence"))) if one.market == "US"]

    assert change.stays == "Declaration; Business licence"


def test_products_that_need_different_documents_are_notified_apart(law, tmp_path):
    both = changing_law.US.replace("asks: report", "asks: {all_of: [report, doc]}").replace(
        "asks: doc\n", "asks: {any_of: [doc, report]}\n", 1
    )
    changing_law.load(tmp_path / "both", US=both)
    first = product_with("doc", "licence")
    second = ProductFactory(supplier=first.supplier, product_type=first.product_type)
    add(second, "report")
    judged(first, second)

    (change,) = ahead(first)

    assert {way.products: way.documents_text for way in change.ways} == {
        (first,): "Test report",
        (second,): "Declaration",
    }


def test_many_products_are_named_up_to_a_few(turning):
    product = product_with("licence", model="A")
    document = add(product, "doc")
    for model in "BCDEFGH":
        document.products.add(ProductFactory(supplier=product.supplier, product_type=product.product_type, model=model))
    judged()

    (change,) = ahead(product)

    assert change.ways[0].models == "Mask: A, B, C, D, E, F and 2 more"


def test_after_the_day_only_what_we_held_open_on_it_was_lost(turning):
    known, late = product_with("doc", "licence"), product_with("doc", "licence")
    judged(known)
    judged(late, at=datetime(2027, 2, 3, tzinfo=UTC))

    found = losses(ended_by_law(on=CHANGES, since=LAST_DAY), on=CHANGES)

    assert [loss.product for loss in found] == [known.pk]


def test_what_was_opened_again_after_the_day_is_lost_no_more(turning):
    product = product_with("doc", "licence")
    judged(product)
    add(product, "report", valid_from=date(2027, 2, 10))
    judged(product, at=datetime(2027, 2, 9, tzinfo=UTC))

    def lost(day):
        return len(losses(ended_by_law(on=day, since=LAST_DAY), on=day))

    assert (lost(date(2027, 2, 9)), lost(date(2027, 2, 10))) == (1, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_finding_and_naming_take_a_fixed_number_of_queries(turning, count, django_assert_num_queries):
    product = product_with("doc", "licence")
    for _ in range(count - 1):
        add(ProductFactory(supplier=product.supplier, product_type=product.product_type), "doc")
    judged()

    with django_assert_num_queries(10):
        found = losses(ended_by_law(on=TODAY, since=TODAY), on=TODAY)
        LawChangeReport(found, on=TODAY).changes(loss.key for loss in found)

    assert len(found) == count
