"""The effort for a missing document: a draft, a renewal, a report, a certificate, a registration."""

from dataclasses import replace
from datetime import timedelta

import pytest

from audits.compliance.missing import missing
from audits.compliance.reference import Confidence, Entitlement, IssuingBody
from audits.compliance.remediation_effort import EffortEstimates, RemediationEffort
from tests.audits.compliance.law import TODAY, all_of, book, document, dossier, edition, evidence_type, leaf, row

DAY = timedelta(days=1)
YESTERDAY = TODAY - DAY
KINDS = {
    "report": "test_report",
    "doc": "declaration",
    "ce": "certificate",
    "listing": "registration",
    "permit": "licence",
}


def rules(*rows, editions=()):
    types = {id_: evidence_type(id_, kind=kind) for id_, kind in KINDS.items()}
    return replace(book(*rows, editions=editions), evidence_types=types)


def ways(facts, *rows):
    return [[wanted.type for wanted in way] for way in missing(facts, rules(*rows), on=TODAY)]


def effort(facts, asked, editions=()):
    return EffortEstimates(facts, rules(editions=editions), TODAY).of(asked)


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("report", RemediationEffort.REPORT),
        ("doc", RemediationEffort.REPORT),
        ("ce", RemediationEffort.CERTIFICATE),
        ("listing", RemediationEffort.REGISTRATION),
        ("permit", RemediationEffort.REGISTRATION),
        ("unheard_of", RemediationEffort.CERTIFICATE),
    ],
)
def test_the_work_of_a_new_document_is_that_of_its_kind(type_, expected):
    assert effort(dossier(), leaf(type_)) is expected


def test_a_report_is_two_renewals_of_work_and_a_registration_two_reports():
    assert [int(one) for one in RemediationEffort] == [0, 1, 2, 3, 4]


def test_a_document_that_lapsed_is_a_renewal_and_one_that_is_a_draft_less_than_that():
    lapsed = document("ce", None, YESTERDAY)

    assert effort(dossier(lapsed), leaf("ce")) is RemediationEffort.RENEWAL
    assert (
        effort(replace(dossier(lapsed), in_preparation=(document("ce"),)), leaf("ce"))
        is RemediationEffort.IN_PREPARATION
    )


@pytest.mark.parametrize(
    ("since", "issued_on", "expected"),
    [
        (TODAY - 9 * DAY, None, RemediationEffort.RENEWAL),
        (TODAY, None, RemediationEffort.CERTIFICATE),
        (TODAY, TODAY - 9 * DAY, RemediationEffort.RENEWAL),
        (TODAY - 9 * DAY, TODAY, RemediationEffort.CERTIFICATE),
    ],
)
def test_a_lapsed_document_is_a_renewal_only_where_it_was_issued_while_its_issuer_was_entitled(
    since, issued_on, expected
):
    entitled = Entitlement("PPE", TODAY - 10 * DAY, TODAY - 8 * DAY, Confidence.HIGH)
    law = book(types=[evidence_type("exam", issuer_law="PPE")], bodies=[IssuingBody("2163", "B", "TR", (entitled,))])
    lapsed = replace(document("exam", since, TODAY), issuer="2163", issued_on=issued_on)

    assert EffortEstimates(dossier(lapsed), law, TODAY + DAY).of(leaf("exam")) is expected


def test_a_document_that_begins_only_later_is_no_more_work_than_a_renewal():
    assert effort(dossier(document("ce", TODAY + DAY)), leaf("ce")) is RemediationEffort.RENEWAL


def test_a_document_of_another_type_is_no_renewal():
    assert effort(dossier(document("doc", None, YESTERDAY)), leaf("ce")) is RemediationEffort.CERTIFICATE


def test_a_document_that_says_something_else_is_no_renewal():
    lapsed = document("report", None, YESTERDAY, standard="EN 166")

    assert effort(dossier(lapsed), leaf("report", standard="EN 149")) is RemediationEffort.REPORT


def test_a_report_to_an_edition_that_is_no_longer_accepted_is_no_renewal():
    old = dossier(document("report", standard="EN 149:2001"))

    assert (
        effort(
            old,
            leaf("report", standard="EN 149"),
            [edition("EN 149", "2001", None, YESTERDAY, is_forbidden_after=True)],
        )
        is RemediationEffort.REPORT
    )
    assert (
        effort(old, leaf("report", standard="EN 149"), [edition("EN 149", "2001", None, TODAY)])
        is RemediationEffort.RENEWAL
    )


@pytest.mark.parametrize(
    ("since", "expected"), [(TODAY, RemediationEffort.RENEWAL), (TODAY + DAY, RemediationEffort.REPORT)]
)
def test_a_report_to_an_edition_is_a_renewal_from_the_first_day_on_which_it_is_accepted(since, expected):
    lapsed = dossier(document("report", None, YESTERDAY, standard="EN 149:2001"))

    assert effort(lapsed, leaf("report", standard="EN 149"), [edition("EN 149", "2001", since)]) is expected


def test_ways_out_come_by_the_work_they_are():
    routes = (row("1", "ce"), row("2", "listing"), row("3", "report"), row("4", all_of("doc", "zzz")))

    assert ways(dossier(), *routes) == [["report"], ["ce"], ["listing"], ["doc", "zzz"]]
    assert ways(dossier(document("listing", None, YESTERDAY)), *routes)[0] == ["listing"]
    assert ways(replace(dossier(), in_preparation=(document("ce"),)), *routes)[0] == ["ce"]


def test_of_the_same_work_the_smaller_set_comes_first():
    routes = (row("1", all_of("doc", "report")), row("2", "listing"))

    assert ways(dossier(), *routes) == [["listing"], ["doc", "report"]]


def test_a_draft_clears_nothing():
    facts = replace(dossier(), in_preparation=(document("ce"),))

    assert ways(facts, row("1", "ce")) == [["ce"]]
