"""Facts that are not sure count only once an officer has compared them with their source."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from audits.desk.permissions import SeniorOnly
from audits.models import LogEntry
from buyers.delivery.models import FactConfirmation
from buyers.delivery.services import confirmations
from tests.factories import NOON, AuditorFactory

pytestmark = pytest.mark.django_db
SAUDI = ("cisg.csv", "SA")
"""A row of medium confidence of a file that everybody can look up with the UN."""


def officer(level="senior"):
    return AuditorFactory(level=level, since=NOON - timedelta(days=9)).user


def compare(verdict="confirmed", *, by=None, at=NOON, digest=None):
    digest = digest or confirmations.row_state(*SAUDI).row.digest
    by = by or officer()
    return confirmations.record(*SAUDI, digest=digest, verdict=verdict, note="treaties.un.org, X-10", by=by, at=at)


def test_a_row_counts_once_a_senior_officer_confirmed_it_and_the_log_says_who():
    assert SAUDI not in confirmations.confirmed_rows()

    entry = compare()

    assert confirmations.confirmed_rows() == {SAUDI}
    logged = LogEntry.objects.get(act="fact_compared")
    assert (logged.by, logged.content["row"]) == (entry.by, "SA")


def test_a_later_doubt_takes_the_confirmation_away():
    compare()
    compare("doubted", at=NOON + timedelta(days=1))

    assert confirmations.confirmed_rows() == frozenset()
    assert confirmations.row_state(*SAUDI).is_doubted


def test_a_row_that_reads_differently_now_is_unconfirmed():
    FactConfirmation.objects.create(
        file=SAUDI[0],
        row=SAUDI[1],
        digest="f" * 64,
        verdict="confirmed",
        note="An earlier text",
        by=officer(),
        at=NOON,
    )

    assert confirmations.confirmed_rows() == frozenset()
    with pytest.raises(confirmations.RowChanged):
        compare(digest="f" * 64)


def test_a_junior_officer_confirms_nothing_and_a_sure_row_is_not_asked_about():
    with pytest.raises(SeniorOnly):
        compare(by=officer("auditor"))
    with pytest.raises(confirmations.UnknownRow):
        confirmations.row_state("cisg.csv", "DE")


def test_the_database_refuses_to_change_what_was_found():
    entry = compare()
    with pytest.raises(IntegrityError), transaction.atomic():
        FactConfirmation.objects.filter(pk=entry.pk).update(verdict="doubted")
