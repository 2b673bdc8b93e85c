"""Law and forum: what is refused, what must be known for a country, and what is proposed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from buyers.terms import clause

ON = date(2026, 11, 30)
GOOD = clause.Choice("cisg", ("HKIAC",), "Hong Kong", "HK", "en", 1)


def refused(country="DE", **changes):
    return [one.code for one in clause.refusals(replace(GOOD, **changes), country, ON)]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"forums": ("HKIAC", "CIETAC")}, ["two-institutions"]),
        ({"forums": ()}, ["no-institution"]),
        ({"forums": ("Court of Arbitration at Atlantis",)}, ["unknown-institution"]),
        ({"seat": "  "}, ["no-seat"]),
        ({"addition": "or before the courts of Hamburg"}, ["or-court"]),
        ({"addition": "或向人民法院起诉"}, ["or-court"]),
        ({"addition": "A party may also refer the matter to CIETAC."}, ["two-institutions"]),
        ({"seat": "Singapore International Arbitration Centre"}, ["two-institutions"]),
        ({"addition": "Hearings may be held on-line; notices go by e-mail."}, []),
        ({"arbitrators": 2}, ["arbitrators"]),
        ({"language": "fr"}, ["language"]),
    ],
)
def test_a_clause_that_arbitrators_would_call_sick_is_refused(changes, codes):
    assert refused(**changes) == codes


def test_the_convention_on_sales_is_refused_where_it_does_not_hold():
    assert refused("GB") == ["law"]
    assert refused("GB", law="hk") == []


def known(country, on=ON, **changes):
    return {one.code for one in clause.warnings(replace(GOOD, **changes), country, on)}


def test_what_must_be_known_of_taiwan_and_hong_kong_are_arrangements():
    assert {"arranged", "no-cisg", "no-apostille"} <= known("TW", law="hk", seat_country="SG")
    assert "arranged" in known("HK", seat_country="SG")
    assert "arranged" in known("DE")  # an award of Hong Kong against a party on the mainland


@pytest.mark.parametrize("country", ["MY", "TH", "AE", "KW", "QA", "EG", "NG", "KE", "GH", "IN"])
def test_countries_that_take_no_apostille_of_china_are_named(country):
    assert "no-apostille" in known(country, law="sg", seat_country="SG")


def test_an_apostille_counts_from_the_day_on_which_it_does():
    before, since = ({one.code for one in clause.warnings(GOOD, "BD", date(2025, 3, day))} for day in (29, 30))
    assert "no-apostille" in before and "no-apostille" not in since
    assert "apostille-unknown" in known("XK")
    assert not {"no-apostille", "apostille-unknown"} & known("GB-NIR")


def test_leaving_the_convention_out_and_declarations_are_named_with_their_source():
    assert "cisg-out" in known("DE", law="cn")
    (declared,) = [one for one in clause.warnings(GOOD, "AR", ON) if one.code == "cisg-declarations"]
    assert "depositary" in declared.source


@pytest.mark.parametrize(
    ("amount", "arbitrators"), [(Decimal("499999.99"), 1), (Decimal(500_000), 3), (Decimal(0), 1), (None, 3)]
)
def test_one_arbitrator_is_proposed_below_half_a_million_dollars(amount, arbitrators):
    proposal = clause.proposed(amount, is_chinese=False, country="DE", on=ON)

    assert (proposal.forums, proposal.seat, proposal.language) == (("HKIAC",), "Hong Kong", "en")
    assert proposal.arbitrators == arbitrators
    assert clause.refusals(proposal, "DE", ON) == ()


@pytest.mark.parametrize("country", ["DE", "GB", "US", "IN", "TW"])
@pytest.mark.parametrize("is_chinese", [True, False])
def test_no_proposal_is_one_that_would_be_refused(country, is_chinese):
    proposal = clause.proposed(None, is_chinese=is_chinese, country=country, on=ON)

    assert clause.refusals(proposal, country, ON) == ()
    assert proposal.forums == (("CIETAC",) if is_chinese else ("HKIAC",))


def test_fifteen_usual_terms_have_their_figures_in_both_languages():
    assert len(clause.usual_terms()) == 15
    assert all(one.usual.en and one.usual.zh and one.source for one in clause.usual_terms())
