"""Whose approval a document is, and for how much it holds, by destination and shipment."""

from dataclasses import replace

import pytest

from audits.compliance.assess import assess
from audits.compliance.parameters import quantity_of
from audits.compliance.reference import AcceptedAuthorities, Confidence
from audits.compliance.remarks import Remark
from audits.compliance.verdict import LeafCode, State
from tests.audits.compliance.law import TODAY, book, document, dossier, evidence_type, row

COUNTRIES = {"EG": "EG", "DE": "EU", "IE": "EU", "US": "US"}
APPROVAL = evidence_type("approval", parameter="authority")
FREE_SALE = evidence_type("free sale", parameter="authority_or_origin")
PERMIT = evidence_type("permit", held_by="importer")


def rules(asked, *accepts):
    return book(row("1", asked, market="EG"), types=[APPROVAL, FREE_SALE, PERMIT], countries=COUNTRIES, accepts=accepts)


def accepted(kind, *of, confidence=Confidence.HIGH, takes_origin=True):
    return AcceptedAuthorities("EG", kind, of, confidence, takes_origin)


def answer(held, book_, **facts):
    """State, reason and remarks of the one row."""
    facts = {"market": "EG", "country": "EG", "shipped_from_china": True, **facts}
    verdict = assess(replace(dossier(held), **facts), book_, on=TODAY)
    tree = verdict.alternatives[0].tree
    return verdict.state, tree.code, tree.remarks


@pytest.mark.parametrize(
    ("stated", "state", "code", "remarks"),
    [
        ({"country": "US"}, State.CLEARED, LeafCode.MET, ()),
        ({"country": " de "}, State.CLEARED, LeafCode.MET, ()),
        ({"country": "EU"}, State.CLEARED, LeafCode.MET, ()),
        ({"country": ("TR", "IE")}, State.CLEARED, LeafCode.MET, ()),
        ({"country": "TR"}, State.BLOCKED, LeafCode.AUTHORITY_NOT_ACCEPTED, ()),
        ({}, State.CONDITIONAL, LeafCode.MET, (Remark.AUTHORITY_NOT_STATED,)),
    ],
)
def test_an_approval_counts_where_the_destination_accepts_its_authority(stated, state, code, remarks):
    book_ = rules("approval", accepted("approval", "US", "EU"))

    assert answer(document("approval", **stated), book_) == (state, code, remarks)


def test_a_list_may_name_single_countries_of_a_market():
    book_ = rules("approval", accepted("approval", "IE"))

    assert [answer(document("approval", country=one), book_)[0] for one in ("IE", "DE")] == [
        State.CLEARED,
        State.BLOCKED,
    ]


@pytest.mark.parametrize("country", ["US", "TR"])
def test_a_list_that_is_not_sure_leaves_every_approval_open(country):
    book_ = rules("approval", accepted("approval", "US", confidence=Confidence.LOW))

    assert answer(document("approval", country=country), book_)[2] == (Remark.AUTHORITIES_UNSURE,)


def test_where_no_list_is_known_every_approval_is_open():
    assert answer(document("approval", country="US"), rules("approval"))[2] == (Remark.AUTHORITIES_NOT_LISTED,)


@pytest.mark.parametrize(
    ("stated", "accepts", "facts", "state"),
    [
        ({"country": "CN"}, [], {}, State.CLEARED),
        ({}, [], {}, State.CLEARED),
        ({"country": "US"}, [], {}, State.CONDITIONAL),
        ({"country": "US"}, [accepted("free sale", "US")], {}, State.CLEARED),
        ({"country": "CN"}, [accepted("free sale", "US")], {}, State.CLEARED),
        ({"country": "CN"}, [accepted("free sale", "US", takes_origin=False)], {}, State.BLOCKED),
        ({}, [accepted("free sale", "US", takes_origin=False)], {}, State.CONDITIONAL),
        ({"country": "VN"}, [accepted("free sale", "US")], {"shipped_from_china": False}, State.CLEARED),
    ],
)
def test_free_sale_of_the_country_of_origin_counts_unless_the_destination_wants_another(stated, accepts, facts, state):
    assert answer(document("free sale", **stated), rules("free sale", *accepts), **facts)[0] is state


@pytest.mark.parametrize(
    ("permitted", "shipped", "state", "remarks"),
    [
        ("5000", 5000, State.CLEARED, ()),
        ("5000", 5001, State.BLOCKED, ()),
        ("5000", None, State.CONDITIONAL, (Remark.QUANTITY_LIMITED,)),
        (None, 5001, State.CLEARED, ()),
    ],
)
def test_a_permit_holds_for_the_pieces_that_it_states(permitted, shipped, state, remarks):
    held = document("permit", **({"quantity": permitted} if permitted else {}))
    found, code, said = answer(held, rules("permit"), quantity=shipped)

    assert (found, said) == (state, remarks)
    assert code is (LeafCode.QUANTITY_EXCEEDED if state is State.BLOCKED else LeafCode.MET)


@pytest.mark.parametrize("said", ["", "many", "-5", "5.5", ("5", "6")])
def test_what_is_no_whole_number_limits_nothing(said):
    assert quantity_of(document("permit", quantity=said)) is None
