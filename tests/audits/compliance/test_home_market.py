"""What Chinese documents say of the home market: only documents that count on the day are used."""

from dataclasses import replace
from datetime import timedelta

import pytest

from audits.compliance.home_market import home_market_facts
from audits.compliance.reference import Confidence, Entitlement, IssuingBody
from audits.compliance.rulebook import HomeStatus, MustBeEntitled
from audits.compliance.verdict import HomeMarketFact
from tests.audits.compliance.law import TODAY, book, document, dossier, evidence_type

DAY = timedelta(days=1)
KIND = evidence_type("licence", home_status=HomeStatus.REGISTERED)


def home(*documents, types=(KIND,), bodies=(), on=TODAY, shipped_from_china=True):
    facts = dossier(*documents, shipped_from_china=shipped_from_china)
    return home_market_facts(facts, book(types=types, bodies=bodies), on=on)


@pytest.mark.parametrize(("since", "until"), [(TODAY, TODAY), (None, TODAY), (TODAY, None)])
def test_a_document_is_reported_from_its_first_day_to_its_last(since, until):
    held = document("licence", since, until)

    assert home(held) == (HomeMarketFact(HomeStatus.REGISTERED, (held,)),)
    assert bool(home(held, on=TODAY - DAY)) == (since is None)
    assert bool(home(held, on=TODAY + DAY)) == (until is None)


def test_a_document_of_an_unknown_type_or_without_a_home_status_is_not_reported():
    assert home(document("unheard_of"), document("report"), types=[KIND, evidence_type("report")]) == ()


def test_nothing_is_reported_of_what_is_not_shipped_from_china():
    assert home(document("licence"), shipped_from_china=False) == ()


def test_a_document_of_a_holder_who_is_not_permitted_is_not_reported():
    assert home(replace(document("licence"), holder="importer")) == ()


def test_a_document_is_reported_on_each_day_on_which_its_issuer_was_entitled():
    kind = replace(KIND, issuer_law="L", issuer_must_be_entitled=MustBeEntitled.THROUGHOUT)
    entitled = (
        Entitlement("L", None, TODAY - DAY, Confidence.HIGH),
        Entitlement("L", TODAY + DAY, None, Confidence.HIGH),
    )
    bodies = [IssuingBody("2163", "B", "CN", entitled)]
    held = replace(document("licence"), issuer="2163")

    reported = [bool(home(held, types=[kind], bodies=bodies, on=TODAY + n * DAY)) for n in (-1, 0, 1)]

    assert reported == [True, False, True]
