"""What suppliers write on their offers, against what bodies and laboratories state."""

from dataclasses import replace

import pytest

from audits.compliance.dossier import Evidence, statements
from audits.findings import offer_claims
from audits.findings.case import Case, Claim, Item, Kind
from tests.audits.findings.cases import LANHE, TODAY

EXAMINATION = Kind("eu_ppe_module_b")
FFP2 = Claim(standards=("EN 149:2001 + A1:2009",), classes=("FFP2 NR D",))
REPORT = Evidence("test_report", stated=statements({"standard": ("EN 149:2001+A1:2009, FFP3 NR",)}))


def findings(text, claim=FFP2, kind=EXAMINATION, approved=()):
    item = Item("LH-9", texts={"name_en": text}, approved=approved)
    return [
        (one.code, dict(one.params))
        for one in offer_claims.contradicted_claims(Case(TODAY, claim, LANHE, kind, items=(item,)))
    ]


def test_a_higher_class_than_the_document_states_is_a_finding():
    facts = {"model": "LH-9", "words": "FFP3", "stated": "FFP2"}

    assert findings("Valved half mask FFP3 NR D") == [("offer_claims_more", facts)]


@pytest.mark.parametrize(
    ("text", "approved"), [("FFP2 folding mask", ()), ("FFP3 half mask", (REPORT,)), ("5 layers", ())]
)
def test_what_a_document_of_the_product_shows_is_none(text, approved):
    assert findings(text, approved=approved) == []


def test_an_approval_that_no_document_shows_is_a_finding_until_one_is_handed_in():
    facts = {"model": "LH-9", "words": "NIOSH approved"}

    assert findings("Cup mask, NIOSH approved") == [("offer_claims_unshown_approval", facts)]
    assert findings("Cup mask, NIOSH approved", kind=replace(EXAMINATION, id="us_niosh")) == []
