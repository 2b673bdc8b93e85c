"""How much is proven, and what is weakest."""

from datetime import date

import pytest

from audits.answers.clearance_panel import panel
from audits.clearances.evidence import documents_on_record
from audits.law.current import load_rulebook
from tests.audits import small_law
from tests.audits.conftest import LONG_AGO
from tests.audits.dossiers import product_with

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def proof(*documents, market="EU", on=TODAY):
    product = product_with(*documents)
    return panel(product, documents_on_record(product), market=market, on=on, today=TODAY).proof


def counts(one):
    return (one.proven, one.needed, one.yours)


def test_every_document_of_the_way_is_counted_with_what_china_asks_on_export(law):
    assert counts(proof("doc", "report", "licence")) == (3, 3, 0)
    assert counts(proof("doc", "licence")) == (2, 3, 0)


def test_of_alternatives_the_one_that_lacks_least_is_counted(law, tmp_path):
    asks = "asks: {any_of: [{all_of: [doc, {report: {standard: EN 1}}]}, licence]}"
    eu = small_law.FILES["markets/EU.yaml"].replace("asks: {all_of: [doc, {report: {standard: EN 1}}]}", asks)
    load_rulebook(small_law.write(tmp_path / "any", EU=eu), by=None, at=LONG_AGO)

    assert counts(proof("licence")) == (1, 1, 0)
    assert counts(proof("doc")) == (0, 1, 0)


def test_what_only_the_buyers_side_can_hold_is_counted_as_theirs(law, tmp_path):
    theirs = small_law.FILES["evidence_types.yaml"].replace("held_by: manufacturer", "held_by: importer", 1)
    load_rulebook(small_law.write(tmp_path / "theirs", evidence_types=theirs), by=None, at=LONG_AGO)

    one = proof("report", "licence")

    assert counts(one) == (2, 3, 1)
    assert one.weakest == "Declaration: yours to arrange."


def test_where_nothing_is_asked_nothing_is_counted(law):
    assert proof("doc", market=None) is None


def test_a_missing_document_is_weaker_than_an_unsure_rule(law):
    assert proof("report", "licence").weakest == "Declaration: missing."


def test_an_unsure_rule_is_weaker_than_a_document_that_ends(law):
    assert (
        proof("doc", "report", "licence").weakest == "The rule “Identity of the maker” is held with medium confidence."
    )
    assert proof("doc", "licence", market="US").weakest == "The rule “Clearance” is held with low confidence."


def test_where_all_is_firm_the_first_document_to_end_is_the_weakest(law, tmp_path):
    china = small_law.FILES["markets/CN.yaml"].replace("confidence: medium", "confidence: high")
    load_rulebook(small_law.write(tmp_path / "firm", CN=china), by=None, at=LONG_AGO)

    one = proof("doc", ("report", {"valid_until": date(2027, 3, 14), "number": "TR-7"}), "licence")

    assert one.weakest == "Test report TR-7 ends first, on 14 March 2027."


def test_a_lapsed_document_says_so(law):
    one = proof("doc", ("report", {"valid_until": date(2026, 1, 1)}), "licence")

    assert one.weakest == "Test report (standard EN 1): The document on file has lapsed on this day."
