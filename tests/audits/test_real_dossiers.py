"""A maker who holds every document can open every market that has rules: with documents as they are printed."""

from datetime import date

import pytest

from audits.compliance.applicable import CHINA
from audits.compliance.assess import assess
from audits.compliance.dossier import Dossier, Evidence, statements
from audits.compliance.expression import STANDARD
from audits.compliance.rulebook import Combine, Outcome, leaves
from audits.compliance.verdict import State
from tests.audits.printed_reports import FDA_CODES, IVDR_CLASSES, REPORTS, STATED

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def rules(shipped_rulebook):
    return shipped_rulebook


def everything(rules, product_type):
    """Every kind of document, each as it is printed, and a report for each of the product's tests."""
    reports = [Evidence("test_report", stated=statements({STANDARD: text})) for text in REPORTS[product_type]]
    others = [
        Evidence(id_, stated=statements(_stated(id_, product_type)))
        for id_ in rules.evidence_types
        if id_ != "test_report"
    ]
    return (*reports, *others)


def _stated(id_, product_type):
    stated = dict(STATED.get(id_, {}))
    if id_ in ("us_510k", "us_device_listing") and product_type in FDA_CODES:
        stated["product_codes"] = FDA_CODES[product_type]
    if id_ == "eu_nb_cert_ivdr" and product_type in IVDR_CLASSES:
        stated["class"] = IVDR_CLASSES[product_type]
    return stated


def routes_in_force(rules):
    return [
        row
        for row in rules.requirements
        if row.market != CHINA
        and row.in_force(TODAY)
        and row.outcome is Outcome.ALLOWED_IF
        and row.combine is Combine.ALTERNATIVE
    ]


def state(rules, row):
    attributes = {
        key.removesuffix("_before") + "_on" if isinstance(wanted, date) else key: date(2019, 1, 1)
        if isinstance(wanted, date)
        else wanted
        for key, wanted in row.condition
    }
    buyer = {name: fitting[0] for name, fitting in row.buyer}
    facts = Dossier(row.product_type, attributes, row.market, everything(rules, row.product_type), buyer=buyer)
    return assess(facts, rules, on=TODAY).state


def test_no_route_is_closed_to_a_maker_who_holds_every_document(rules):
    closed = {row.id: state(rules, row) for row in routes_in_force(rules)}

    assert [id_ for id_, found in closed.items() if found is State.BLOCKED] == []


def test_every_pair_that_is_not_open_waits_for_a_person_or_is_prohibited(rules):
    routes = routes_in_force(rules)
    opened = {(row.product_type, row.market) for row in routes if state(rules, row).ships}
    others = {
        (row.product_type, row.market)
        for row in rules.requirements
        if row.in_force(TODAY) and row.outcome in (Outcome.MANUAL_REVIEW, Outcome.PROHIBITED)
    }

    assert {(row.product_type, row.market) for row in routes} - opened - others == set()


def test_no_printed_text_is_copied_from_a_row(rules):
    asked = {value for row in rules.requirements for leaf in leaves(row.expression) for _key, value in leaf.narrowing}
    printed = {text for texts in REPORTS.values() for text in texts} | {
        text for stated in STATED.values() for text in stated.values()
    }

    assert printed & asked == set()
