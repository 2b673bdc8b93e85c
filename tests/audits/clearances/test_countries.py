"""One market, several answers: where a label's languages are enough in some countries of a market alone."""

from datetime import date

import pytest

from audits.answers.clearance_panel import documents_of, panel
from audits.answers.country_states import states
from audits.clearances import judging
from audits.clearances.evidence import documents_on_record
from audits.clearances.judging import drift, refresh_products
from audits.law.current import load_rulebook, rulebook_of
from audits.models import Clearance
from suppliers.models import Product
from tests.audits import small_law
from tests.audits.conftest import LONG_AGO
from tests.audits.dossiers import add, product_with
from tests.factories import NOON

TODAY = date(2026, 11, 22)
LABEL = small_law.DOCUMENT.format(name="Label", covers="product") + "  parameter: destination_languages\n"
LANGUAGES = """
DE: {ways: [[de]], professional: [[en]], confidence: high, sources: [law]}
FR: {ways: [[fr]], confidence: high, sources: [law]}
US: {ways: [[en]], confidence: high, sources: [law]}
"""


@pytest.fixture
def law(db, tmp_path):
    """The small law; the Union asks for a label in the languages of each country."""
    rulebook_of.cache_clear()
    directory = small_law.write(
        tmp_path / "law",
        evidence_types=small_law.FILES["evidence_types.yaml"] + f"label:{LABEL}",
        EU=small_law.FILES["markets/EU.yaml"].replace("{all_of: [doc,", "{all_of: [doc, label,"),
    )
    (directory / "label_languages.yaml").write_text(LANGUAGES)
    return load_rulebook(directory, by=None, at=LONG_AGO)[0]


def labelled(*languages, **facts):
    stated = {"languages": list(languages)} if languages else {}
    product = product_with("doc", "report", "licence", ("label", {"stated": stated, **facts}))
    refresh_products([product], at=NOON)
    return product


def in_union(product):
    rows = Clearance.objects.current().filter(product=product, market="EU").order_by("valid_from", "countries")
    return [(row.countries, row.state) for row in rows]


@pytest.mark.parametrize(
    ("languages", "rows"),
    [
        (("de", "fr"), [("", "cleared")]),
        (("de",), [("|DE|", "cleared")]),
        (("en", "zh"), [("|DE|", "conditional")]),
        (("en", "fr"), [("|DE|", "conditional"), ("|FR|", "cleared")]),
        (("zh",), []),
        ((), [("", "conditional")]),
    ],
)
def test_a_clearance_names_the_countries_in_which_the_label_is_enough(law, languages, rows):
    product = labelled(*languages)

    assert in_union(product) == rows
    assert list(drift([product])) == []


def test_judging_again_changes_nothing_and_another_label_adds_its_country(law):
    product = labelled("de")
    assert refresh_products([product], at=NOON, force=True) == 0

    add(product, "label", stated={"languages": ["fr"]})
    refresh_products([product], at=NOON)

    assert in_union(product) == [("|DE|", "cleared"), ("|FR|", "cleared")]


def test_a_country_finds_the_clearances_of_its_market_that_hold_in_it(law):
    german, everywhere = labelled("de"), labelled("de", "fr")
    rows = Clearance.objects.current().filter(market="EU")

    assert set(rows.in_country("DE").values_list("product", flat=True)) == {german.pk, everywhere.pk}
    assert set(rows.in_country("FR").values_list("product", flat=True)) == {everywhere.pk}
    assert [row.holds_in("FR") for row in rows.order_by("product")] == [False, True]


def test_a_clearance_covers_another_one_in_whose_countries_it_holds():
    whole, both, one = Clearance(), Clearance(countries="|DE|FR|"), Clearance(countries="|DE|")

    assert whole.covers_countries_of(one) and whole.covers_countries_of(whole) and both.covers_countries_of(one)
    assert not both.covers_countries_of(whole) and not one.covers_countries_of(both)


def test_the_panel_and_the_map_answer_for_each_country(law):
    product = labelled("en", "fr")
    known = Product.objects.get(pk=product.pk)
    documents = documents_of(known)
    found = states(known, documents, on=TODAY, today=TODAY)

    assert (found["DE"], found["FR"], found["US"]) == ("conditional", "cleared", "conditional")
    german = panel(known, documents_on_record(known), market="EU", country="DE", on=TODAY, today=TODAY)
    assert german.state == "conditional"
    label = next(node for node in german.nodes[0].children if node.title == "Label")
    assert label.detail == "The languages of the label are enough for professional users alone."


def test_a_law_that_asks_for_another_language_is_applied_to_what_was_judged(law, tmp_path):
    product = labelled("de")
    directory = small_law.write(
        tmp_path / "next",
        evidence_types=small_law.FILES["evidence_types.yaml"] + f"label:{LABEL}",
        EU=small_law.FILES["markets/EU.yaml"].replace("{all_of: [doc,", "{all_of: [doc, label,"),
    )
    (directory / "label_languages.yaml").write_text(LANGUAGES.replace("[[fr]]", "[[fr], [de]]"))
    load_rulebook(directory, by=None, at=NOON)
    judging.apply_edition(at=NOON)

    assert in_union(product) == [("", "cleared")]
