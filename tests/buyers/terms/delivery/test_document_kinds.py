"""The data of documents: complete in both languages, with sources, and in step with the rulebook and the offers."""

import pytest
import yaml

from audits.law.files import RULEBOOK_DIR
from buyers.models.document_kind import DocumentKind
from buyers.terms.delivery.document_kinds import all_kinds, data_of, document_kinds, stages
from buyers.terms.errors import TermsError
from buyers.terms.incoterms import rules

ROW = {"id": "x", "en": "X", "zh": "某", "stage": "offer", "who": "seller", "source": "a book", "confidence": "high"}


def file_of(**changes):
    return {
        "meta": {"sources": {}},
        "stages": {"offer": {"en": "Offer", "zh": "报价"}},
        "doers": {"seller": {"en": "seller", "zh": "卖方", "side": "supplier"}},
        "kinds": [{**ROW, **changes}],
        "markets": [],
    }


def test_everything_that_an_offer_may_include_is_a_kind():
    assert set(DocumentKind.values) <= set(document_kinds())


def test_every_document_of_the_rulebook_that_a_row_names_exists():
    known = yaml.safe_load((RULEBOOK_DIR / "evidence_types.yaml").read_text(encoding="utf-8"))
    assert [kind.id for kind in all_kinds().values() if not kind.law <= set(known)] == []


def test_every_market_with_documents_is_one_of_the_rulebook():
    markets = {path.stem for path in (RULEBOOK_DIR / "markets").iterdir()}
    assert {kind.market for kind in all_kinds().values() if kind.market} <= markets


def test_every_duty_is_one_of_the_delivery_terms():
    duties = {duty.id for duty in rules()["CIF"].duties}
    assert {kind.duty for kind in all_kinds().values() if kind.duty} <= duties


def test_stages_stand_in_their_order():
    assert list(stages())[:3] == ["offer", "contract", "before_production"]


@pytest.mark.parametrize("change", [{"who": "nobody"}, {"stage": "later"}, {"needed": {"moon": "full"}}])
def test_a_row_with_an_unknown_word_is_refused(change):
    assert data_of(file_of()).kinds["x"].doer.side == "supplier"
    with pytest.raises(TermsError, match="unknown-word"):
        data_of(file_of(**change))


def test_a_row_without_a_source_is_refused():
    with pytest.raises(TermsError, match="no-source"):
        data_of(file_of(source=""))
