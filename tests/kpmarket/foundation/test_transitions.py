"""The one place where a status changes."""

from itertools import product

import pytest

from kpmarket.foundation import transitions
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate, Supplier
from tests.factories import NOON, CertificateFactory, SupplierFactory, UserFactory

pytestmark = pytest.mark.django_db
MAKERS = {Certificate: CertificateFactory, Supplier: SupplierFactory}
PAIRS = [(model, a, b) for model in MAKERS for a, b in product(model.Status.values, repeat=2)]


@pytest.mark.parametrize(
    ("model", "before", "after"), [pair for pair in PAIRS if pair[2] in pair[0].TRANSITIONS.get(pair[1], ())]
)
def test_an_arrow_of_the_table_is_taken_and_written_down(model, before, after):
    row, person = MAKERS[model](status=before), UserFactory()

    transitions.move(row, after, by=person, at=NOON, reasons=["other"], note="Because.")

    assert model.objects.get(pk=row.pk).status == row.status == after
    step = row.history.get()
    assert (step.before, step.after, step.by, step.at) == (before, after, person, NOON)
    assert (step.reasons, step.note) == (["other"], "Because.")


@pytest.mark.parametrize(
    ("model", "before", "after"), [pair for pair in PAIRS if pair[2] not in pair[0].TRANSITIONS.get(pair[1], ())]
)
def test_no_other_transition_is_possible(model, before, after):
    row = MAKERS[model](status=before)

    with pytest.raises(IllegalTransition):
        transitions.move(row, after, by=None, at=NOON)

    assert (model.objects.get(pk=row.pk).status, row.history.count()) == (before, 0)


def test_of_two_who_believe_the_same_one_wins():
    row = CertificateFactory(status="submitted")
    first, second = Certificate.objects.get(pk=row.pk), Certificate.objects.get(pk=row.pk)
    transitions.move(first, "in_review", by=None, at=NOON)

    with pytest.raises(IllegalTransition):
        transitions.move(second, "retracted", by=None, at=NOON)

    assert Certificate.objects.get(pk=row.pk).status == "in_review"
    assert row.history.count() == 1


def test_facts_that_change_with_the_status_are_stored_with_it():
    row = CertificateFactory(status="in_review", scope="before")

    transitions.move(row, "approved", by=None, at=NOON, scope="after")

    assert (row.scope, Certificate.objects.get(pk=row.pk).scope) == ("after", "after")


def test_a_step_says_from_where_to_where():
    row = CertificateFactory(status="submitted")

    step = transitions.move(row, "in_review", by=None, at=NOON)

    assert str(step) == "submitted → in_review"
