"""What only informs: by market, origin, product, code and day; pending law is never law."""

from datetime import timedelta

import pytest

from audits.compliance.information import Information, Topic
from audits.compliance.information_for import information_about, information_for
from audits.compliance.reference import Confidence
from tests.audits.compliance.law import MASK, TODAY, book, dossier

ONE_DAY = timedelta(days=1)


def entry(id_, **facts):
    known = {"topic": Topic.DUTY, "markets": ("EU",), "text": "", "text_zh": "", "legal_basis": "", "sources": ()}
    return Information(id=id_, confidence=Confidence.HIGH, **{**known, **facts})


def ids(entry_, *, on=TODAY, market="EU", codes=("6307.90",), origin="CN", buyer=None):
    law = book(information=[entry_])
    object.__setattr__(law, "product_types", {MASK: {"hs_2022": list(codes)}})
    return [one.id for one in information_about(MASK, market, law, origin=origin, on=on, buyer=buyer)]


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({"markets": ("US",)}, {}),
        ({"origins": ("CN",)}, {"origin": ""}),
        ({"product_types": ("ventilator",)}, {}),
        ({"hs": ("4015",)}, {}),
        ({"effective_until": TODAY - ONE_DAY}, {}),
        ({"effective_from": TODAY + timedelta(days=549)}, {}),
        ({"buyer": (("is_public", (True,)),)}, {"buyer": {"is_public": False}}),
        ({}, {"market": None}),
    ],
)
def test_an_entry_about_something_else_is_left_out(facts, asked):
    assert ids(entry("x", **facts), **asked) == []


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"markets": ("*",), "origins": ("CN",), "product_types": (MASK,), "hs": ("6307",)},
        {"effective_from": TODAY, "effective_until": TODAY},
        {"effective_from": TODAY + timedelta(days=548)},
        {"buyer": (("is_public", (True,)),)},
        {"is_pending": True, "expected": TODAY - ONE_DAY},
    ],
)
def test_an_entry_about_the_product_is_shown_while_it_is_law_soon_will_be_or_is_pending(facts):
    assert ids(entry("x", **facts)) == ["x"]


def test_pending_law_comes_last_and_is_not_in_force():
    pending, law = entry("a", is_pending=True), entry("b")

    assert [one.id for one in information_for(dossier(), book(information=[pending, law]), on=TODAY)] == ["b", "a"]
    assert (pending.in_force(TODAY), law.in_force(TODAY)) == (False, True)
