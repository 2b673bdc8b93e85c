"""Answers to a checklist are part of a decision: kept with it, in the log and in the seals, and never changed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from audits.admin.case.history import history_of
from audits.desk import log, log_days
from audits.desk.certificates import approve_certificate
from audits.desk.checklists import ChecklistLacks
from audits.desk.decision_record import entry_of, kept_of, sections_of
from audits.desk.log_and_rows import differences
from audits.models import ChecklistAnswer, Decision, LogEntry
from tests.audits.checklists.filled import NOTE, answers
from tests.factories import NOON
from tests.tampering import lift_triggers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def test_they_stand_with_the_decision_and_with_their_digests_in_the_log(taken, wen):
    given = answers(taken)

    decision = approve_certificate(taken, by=wen, at=NOON, checklist=given)

    rows = decision.checklist_answers.all()
    assert [(row.question, row.said, row.note) for row in rows] == [(name, "yes", NOTE) for name in given]
    kept = LogEntry.objects.get(act="certificate_approved").content["checklist"]
    assert [one["question"] for one in kept] == list(given)
    assert NOTE not in str(kept)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ChecklistAnswer.objects.update(said="no")


def test_colleagues_read_them_in_the_history_and_everybody_in_the_record_without_the_notes(taken, wen):
    given = answers(taken)
    last = list(given)[-1]
    given[last] = {"said": "not_applicable", "note": "A drawing: nobody signs it."}
    given = {name: {**one, "note": "" if name != last else one["note"]} for name, one in given.items()}
    decision = approve_certificate(taken, by=wen, at=NOON, checklist=given)

    internal = next(event.internal for event in history_of(taken) if event.internal)
    assert f"Checklist: {len(given) - 1} of {len(given)} questions answered yes." in internal
    assert "unaltered and no specimen? Not applicable. A drawing: nobody signs it." in internal
    record = next(one for one in sections_of(kept_of(decision)) if one.title == "Checklist")
    assert len(record.rows) == len(given)
    assert record.rows[-1].value == "Not applicable"
    assert "drawing" not in str(record)


def test_the_record_of_a_decision_with_two_signatures_is_that_of_the_decision(taken, wen):
    """The entry of the second signature is about the same document, at the same moment, and names the decision too."""
    decision = approve_certificate(taken, by=wen, at=NOON, checklist=answers(taken))
    log.append(
        act="recommendation_signed",
        subject=f"certificate:{taken.pk}",
        by=wen,
        at=NOON,
        content={"recommendation": 1, "decision": decision.pk},
    )

    assert entry_of(decision).act == "certificate_approved"


@pytest.mark.parametrize("left_out", [{"said": "no", "note": NOTE}, {"said": "not_applicable", "note": ""}, None])
def test_an_approval_needs_them_all(taken, wen, left_out):
    given = answers(taken)
    name = next(iter(given))
    given = {key: one for key, one in given.items() if key != name} | ({name: left_out} if left_out else {})

    with pytest.raises(ChecklistLacks):
        approve_certificate(taken, by=wen, at=NOON, checklist=given)

    assert not Decision.objects.exists()


def test_an_answer_that_was_changed_past_the_log_is_found(taken, wen):
    decision = approve_certificate(taken, by=wen, at=NOON, checklist=answers(taken))
    log_days.seal_days(at=NOON + timedelta(days=1))
    before = list(differences())
    lift_triggers()

    decision.checklist_answers.filter(pk=decision.checklist_answers.first().pk).update(machine="yes")

    assert [one.what for one in differences() if one not in before] == [f"checklist of decision:{decision.pk}"]
    assert [what.split(" of ")[0] for _number, what in log_days.changed_days()] == ["checklist_answers"]
