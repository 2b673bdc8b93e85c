from datetime import date, timedelta

import pytest

from audits.compliance.reference import Authority, Confidence, Entitlement, Market, Source
from tests.audits.compliance.law import TODAY, book, edition, evidence_type, row

DAY = timedelta(days=1)


def test_a_type_is_by_default_a_certificate_of_a_product_that_its_number_identifies():
    known = evidence_type("a")

    assert (known.kind, known.covers, known.number_identifies) == ("certificate", "product", "document")
    assert (known.name_zh, known.sources, known.extended_by_law) == ("", (), False)
    assert (known.issuer_law, known.issuer_must_be_entitled, known.home_status) == (None, "on_issue", None)


def test_a_row_by_default_applies_to_every_product_and_has_no_source():
    known = row("1", "a")

    assert (known.condition, known.sources, known.corrected, known.notes) == ((), (), (), "")
    assert (known.class_basis, known.effective_from_basis, known.route_zh) == ("knowledge", "stated", "")


def test_the_chinese_name_of_a_route_is_no_law_and_makes_no_other_row():
    assert row("1", "a", route_zh="一") == row("1", "a")
    assert row("1", "a", notes="new") != row("1", "a")


def test_optional_facts_of_an_authority_or_an_entitlement_are_empty():
    authority, entitled = Authority("A"), Entitlement("L", None, None, Confidence.HIGH)

    assert (authority.name_zh, authority.url) == ("", "")
    assert (entitled.scopes, entitled.note, entitled.sources) == ((), "", ())


def test_optional_facts_of_a_market_an_edition_or_a_source_are_empty():
    market, listed, source = Market("EU", "Union", ("DE",)), edition("EN 149", "2001"), Source("s", "S", "", "law")

    assert (market.note, market.name_zh, market.authority) == ("", "", None)
    assert (listed.note, listed.sources, source.published) == ("", (), None)


@pytest.mark.parametrize(
    ("held_by", "holders", "is_buyer_side"),
    [
        ("manufacturer", {"manufacturer"}, False),
        ("importer", {"importer"}, True),
        ("importer_or_local_rep", {"importer", "local_representative"}, True),
    ],
)
def test_the_holder_of_a_type_decides_which_side_provides_it(held_by, holders, is_buyer_side):
    known = evidence_type("a", held_by)

    assert (known.holders, known.is_buyer_side, book(types=[known]).is_buyer_side("a")) == (
        holders,
        is_buyer_side,
        is_buyer_side,
    )


def test_a_document_of_an_unknown_type_is_not_the_buyers():
    assert book().is_buyer_side("a") is False


@pytest.mark.parametrize(("since", "until"), [(TODAY, TODAY), (TODAY, None), (None, TODAY), (None, None)])
def test_a_row_is_in_force_from_its_first_day_to_its_last(since, until):
    known = row("1", "a", since, until)

    assert known.in_force(TODAY)
    assert known.in_force(TODAY - DAY) == (since is None)
    assert known.in_force(TODAY + DAY) == (until is None)


def test_the_rows_of_a_pair_are_found_in_their_order_and_none_of_another():
    first, second = row("1", "a"), row("2", "b")
    rules = book(first, row("3", "a", market="US"), second, row("4", "a", product_type="ventilator"))

    assert rules.requirements_for("medical_mask", "EU") == (first, second)
    assert rules.requirements_for("medical_mask", "AU") == ()


def test_editions_are_found_by_standard_and_year_each_entry_under_every_year_that_it_names():
    both, one = edition("ASTM F2100", "2019 / 2021"), edition("ASTM F2100", "21", date(2022, 1, 1))
    rules = book(editions=[both, one, edition("EN 149", "2001+A1:2009")])

    assert rules.editions_of["ASTM F2100"] == {"2019": (both,), "2021": (both, one)}
    assert list(rules.editions_of["EN 149"]) == ["2001+a1"]


def test_a_rulebook_is_hashed_by_edition_and_its_repr_has_each_fact_once():
    rules, same = (book(row("the row", "a"), editions=[edition("EN 149", "the year")]) for _ in range(2))

    assert rules == same and hash(rules) == hash(same)
    assert (repr(rules).count("the row"), repr(rules).count("the year")) == (1, 1)
