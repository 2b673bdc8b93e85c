from dataclasses import replace
from datetime import date, timedelta

import pytest

from audits.compliance.days import FIRST, LAST
from audits.compliance.expression import Documents, condition_fits, days_met, is_met
from audits.compliance.remarks import Remark
from tests.audits.compliance.law import TODAY, all_of, any_of, book, document, dossier, edition, leaf, row

SWITCH = [
    edition("GB 2626", "2006", date(2006, 12, 1), date(2021, 6, 30), is_forbidden_after=True),
    edition("GB 2626", "2019", date(2021, 7, 1)),
]


def met_by(asked, *documents, editions=()):
    return days_met(asked, Documents(dossier(*documents), book(editions=editions)))


def remarks_by_day(asked, held, editions, *on):
    """The remarks of the way in which the document meets the leaf on each of the days; a day on which none does is left out."""
    fits = Documents(dossier(held), book(editions=editions)).fits(asked)
    return {day: fit.remarks for day in on or (TODAY,) for fit in fits if fit.first <= day.toordinal() <= fit.last}


def test_a_document_meets_a_leaf_on_its_days_both_ends_included():
    first, last = date(2026, 1, 1), date(2026, 12, 31)

    assert met_by(leaf("doc"), document("doc", first, last)) == ((first.toordinal(), last.toordinal()),)


def test_a_document_with_its_days_reversed_meets_nothing():
    assert met_by(leaf("doc"), document("doc", date(2026, 1, 2), date(2026, 1, 1))) == ()


@pytest.mark.parametrize(
    ("asked", "stated", "meets"),
    [
        ({"scope": "sterile class I"}, {"scope": "Sterile  Class I"}, True),
        ({"scope": "sterile class I"}, {"scope": "sterile class I", "class": "B"}, True),
        ({"scope": "sterile class I"}, {}, False),
        ({"scope": "sterile class I"}, {"class": "sterile class I"}, False),
        ({"scope": "masks or gloves"}, {"scope": "masks"}, False),
        ({"class": "B", "scope": "x"}, {"class": "B"}, False),
        ({"class": "B"}, {"class": "C"}, False),
        ({"class": "B"}, {"class": ("B", "C")}, True),
        ({"product_codes": ("QVP", "QKO")}, {"product_codes": "QKO"}, True),
        ({"product_codes": ("QVP", "QKO")}, {"product_codes": ("FXX", "QVP")}, True),
        ({"product_codes": ("QVP", "QKO")}, {"product_codes": ("FXX",)}, False),
        ({"product_codes": ("QVP", "QKO")}, {"product_codes": ()}, False),
        ({"standard": "EN 166"}, {"standard": ("EN 149", "EN166:2001")}, True),
        ({"standard": ("EN 166", "EN 149")}, {"standard": "EN 149"}, True),
        ({"standard": "EN 14683"}, {"standard": "EN 149"}, False),
    ],
)
def test_every_key_of_the_narrowing_must_be_stated_and_agree(asked, stated, meets):
    assert bool(met_by(leaf("report", **asked), document("report", **stated))) is meets


def test_a_cited_edition_counts_on_the_days_on_which_the_list_accepts_it():
    old, new = document("report", standard="GB 2626-2006"), document("report", standard="GB 2626-2019")
    asked = leaf("report", standard="GB 2626")

    assert met_by(asked, old, editions=SWITCH) == ((date(2006, 12, 1).toordinal(), date(2021, 6, 30).toordinal()),)
    assert met_by(asked, new, editions=SWITCH) == ((date(2021, 7, 1).toordinal(), LAST),)
    assert met_by(asked, old, new, editions=SWITCH) == ((date(2006, 12, 1).toordinal(), LAST),)


def test_an_edition_that_the_list_does_not_have_counts_and_is_remarked_on():
    asked, held = leaf("report", standard="GB 2626"), document("report", standard="GB 2626-1992")

    assert remarks_by_day(asked, held, SWITCH) == {TODAY: (Remark.UNLISTED_EDITION,)}


def test_an_edition_that_is_superseded_counts_on_with_a_remark_unless_a_law_forbids_it():
    ended = edition("EN 14683", "2014", date(2014, 3, 1), TODAY - timedelta(days=1))
    asked, held = leaf("report", standard="EN 14683"), document("report", standard="EN 14683:2014")

    assert remarks_by_day(asked, held, [ended], TODAY - timedelta(days=1), TODAY) == {
        TODAY - timedelta(days=1): (),
        TODAY: (Remark.SUPERSEDED_EDITION,),
    }
    assert remarks_by_day(asked, held, [replace(ended, is_forbidden_after=True)]) == {}


def test_a_report_that_cites_the_new_edition_too_has_no_remark():
    both = document("report", standard="GB 2626-1992, GB 2626-2019")
    asked = leaf("report", standard="GB 2626")

    assert Documents(dossier(both), book(editions=SWITCH)).meets(asked, TODAY.toordinal(), firmly=True)


def test_an_edition_of_an_unlisted_standard_does_not_matter():
    assert met_by(leaf("report", standard="EN 149"), document("report", standard="EN 149:1991"), editions=SWITCH) == (
        (FIRST, LAST),
    )


def test_a_document_that_cites_no_edition_meets_what_asks_for_none():
    assert met_by(leaf("report", standard="GB 2626"), document("report", standard="GB 2626"), editions=SWITCH) == (
        (FIRST, LAST),
    )


def test_an_edition_named_by_the_requirement_is_the_only_one_whatever_the_list_says():
    asked = leaf("report", standard="GB 2626-2006")

    assert met_by(asked, document("report", standard="GB 2626-2006"), editions=SWITCH) == ((FIRST, LAST),)
    assert met_by(asked, document("report", standard="GB 2626-2019"), editions=SWITCH) == ()


def test_one_entry_of_the_list_may_name_several_editions():
    listed = [edition("ASTM F2100", "2019 / 2021", date(2019, 7, 1))]

    for cited in ("ASTM F2100-19", "ASTM F2100-2021"):
        spans = met_by(leaf("report", standard="ASTM F2100"), document("report", standard=cited), editions=listed)
        assert spans == ((date(2019, 7, 1).toordinal(), LAST),)


def test_all_of_needs_every_part_on_the_same_day_and_any_of_one():
    early, late = document("a", None, date(2026, 6, 30)), document("b", date(2026, 6, 30), None)
    middle = date(2026, 6, 30).toordinal()

    assert met_by(all_of("a", "b"), early, late) == ((middle, middle),)
    assert met_by(any_of("a", "b"), early, late) == ((FIRST, LAST),)
    assert met_by(all_of("a", any_of("b", "c")), early, late) == ((middle, middle),)
    assert met_by(all_of("a", "c"), early, late) == ()


def test_a_tree_holds_by_its_leaves():
    tree = all_of("a", any_of("b", "c"))

    assert is_met(tree, lambda asked: asked.evidence in "ac")
    assert not is_met(tree, lambda asked: asked.evidence in "bc")


@pytest.mark.parametrize(
    ("condition", "attributes", "fits"),
    [
        ({}, {}, True),
        ({"sterile": False}, {}, False),
        ({"sterile": False}, {"sterile": False, "legacy": True}, True),
        ({"sterile": False}, {"sterile": True}, False),
        ({"sterile": True}, {"sterile": 1}, False),
        ({"sterile": True}, {"sterile": "True"}, False),
        ({"sterile": False, "legacy": True}, {"sterile": False}, False),
        ({"claims": "none"}, {"claims": "none"}, True),
        ({"claims": "none"}, {"claims": "None"}, False),
        ({"claims": "none"}, {"claims": "none known"}, False),
        ({"claims": "none"}, {"claims": ("none",)}, True),
        ({"claims": "none"}, {"claims": ("none", "protects the wearer")}, False),
        ({"claim": "protects the wearer"}, {"claim": ("medical", "protects the wearer")}, True),
        ({"claim": "protects the wearer"}, {"claim": "protects the wearer against chemicals"}, False),
        ({"model_first_placed_before": date(2026, 5, 28)}, {"model_first_placed_on": date(2026, 5, 27)}, True),
        ({"model_first_placed_before": date(2026, 5, 28)}, {"model_first_placed_on": date(2026, 5, 28)}, False),
        ({"model_first_placed_before": date(2026, 5, 28)}, {}, False),
        ({"first_made_on": date(2026, 5, 28)}, {"first_made_on": date(2026, 5, 28)}, True),
        ({"sterilised_before": True}, {"sterilised_before": True}, True),
        ({"model_first_placed_before": date(2026, 5, 28)}, {"model_first_placed_before": date(2026, 5, 28)}, False),
    ],
)
def test_a_condition_fits_what_the_product_states_and_nothing_else(condition, attributes, fits):
    assert condition_fits(row("R", "doc", condition=condition), attributes) is fits
