"""Whether the tables still say what the decision log says, both ways: decisions, statuses, histories, reviews, documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, Subquery

from audits.desk import checklists, reviews
from audits.desk.judged import facts_of_certificate
from audits.desk.suppliers import STATUS_AFTER
from audits.models import ChecklistAnswer, Decision, LogEntry, Review, SecondOpinion, Settlement
from suppliers.models import Certificate, CertificateEvent, Supplier, SupplierEvent

CHUNK = 500
Outcome = Decision.Outcome
RELEASED = str(Outcome.RELEASED)
SUPPLIER_STATUS: dict[str, str] = {
    **{str(outcome): str(status) for outcome, status in STATUS_AFTER.items()},
    RELEASED: "submitted",
}
CERTIFICATE_STATUS: dict[str, str] = {
    **{
        outcome: outcome
        for outcome in (Outcome.APPROVED, Outcome.REVISION_REQUESTED, Outcome.REJECTED, Outcome.REVOKED)
    },
    RELEASED: "submitted",
    str(Outcome.REINSTATED): "approved",
}
STATUS_OF: dict[str, dict[str, str]] = {"certificate": CERTIFICATE_STATUS, "supplier": SUPPLIER_STATUS}
"""The status that an outcome gives; an outcome that is not listed gives none."""
ONLY_BY_DECISION = {
    "certificate": frozenset({"approved", "rejected", "revoked"}),
    "supplier": frozenset({"qualified", "suspended", "rejected"}),
}
"""Nobody but an auditor gives a subject such a status, and only another decision takes it away."""
Step = tuple[str, str, int | None, datetime, str]
"""A step of a history: subject, status after it, by whom, when, note."""


class Difference(NamedTuple):
    """What differs from the log. ``kind`` is a key of DIFFERENCES of verify_log; ``sequence`` the number of the entry, 0 where none
    speaks of it; ``what`` the row, such as ``decision:12``."""

    kind: str
    sequence: int = 0
    what: str = ""


class _Last(NamedTuple):
    """The last decision about a subject."""

    sequence: int
    outcome: str
    judged: dict[str, Any]


def differences() -> Iterator[Difference]:
    """What was changed in the tables past the log, and what the log does not know."""
    last: dict[str, _Last] = {}
    named: Counter[int] = Counter()
    entries = LogEntry.objects.filter(Q(act__startswith="certificate_") | Q(act__startswith="supplier_"))
    for chunk in _chunks(entries.order_by("sequence").iterator(chunk_size=CHUNK)):
        of_decisions = [entry for entry in chunk if "decision" in entry.content]
        yield from _of_decisions(of_decisions, named)
        for entry in of_decisions:
            outcome = entry.act.partition("_")[2]
            last[entry.subject] = _Last(entry.sequence, outcome, entry.content.get("judged", {}))
    yield from (Difference("unlogged", 0, f"decision:{pk}") for pk in _keys(Decision.objects.all()) if not named[pk])
    yield from _of_reviews()
    yield from _of_second_reviews("second_review_judged", "outcome", SecondOpinion.objects.all())
    yield from _of_second_reviews("second_review_settled", "stands", Settlement.objects.all())
    yield from _of_statuses("certificate", Certificate.objects.all(), CertificateEvent.objects.all(), last)
    yield from _of_statuses("supplier", Supplier.objects.all(), SupplierEvent.objects.all(), last)
    yield from _of_documents({name: one for name, one in last.items() if name.startswith("certificate:")})


def _of_decisions(entries: list[LogEntry], named: Counter[int]) -> Iterator[Difference]:
    """Each entry has its own decision with the same facts, and the step of the history that it made."""
    keys = [entry.content["decision"] for entry in entries]
    rows = Decision.objects.in_bulk(keys)
    answers: dict[int, list[ChecklistAnswer]] = {}
    for answer in ChecklistAnswer.objects.filter(decision__in=keys).order_by("pk"):
        answers.setdefault(answer.decision_id, []).append(answer)
    steps = {
        *_steps("certificate", CertificateEvent.objects.filter(subject__in=_subjects(entries, "certificate"))),
        *_steps("supplier", SupplierEvent.objects.filter(subject__in=_subjects(entries, "supplier"))),
    }
    for entry in entries:
        key = entry.content["decision"]
        named[key] += 1
        row = rows.get(key)
        if named[key] > 1:
            yield Difference("repeated", entry.sequence, f"decision:{key}")
        elif row is None or _words_of_row(row) != _words_of_entry(entry):
            yield Difference("decision", entry.sequence, f"decision:{key}")
        elif checklists.content_of(answers.get(key, ())) != entry.content.get("checklist", []):
            yield Difference("decision", entry.sequence, f"checklist of decision:{key}")
        kind, _separator, outcome = entry.act.partition("_")
        status = STATUS_OF[kind].get(outcome)
        said = entry.content["note"]
        notes = {said, ""} if outcome == RELEASED else {said}  # only the desk reads why a case went back
        if status and not any((entry.subject, status, entry.by_id, entry.at, note) in steps for note in notes):
            yield Difference("event", entry.sequence, entry.subject)


def _subjects(entries: list[LogEntry], kind: str) -> set[int]:
    return {int(entry.subject.partition(":")[2]) for entry in entries if entry.subject.startswith(f"{kind}:")}


def _steps(kind: str, events: Any) -> Iterator[Step]:
    for subject, *facts in events.values_list("subject", "after", "by", "at", "note"):
        yield (f"{kind}:{subject}", *facts)


def _words_of_row(row: Decision) -> tuple[object, ...]:
    kind, pk = ("certificate", row.certificate_id) if row.certificate_id else ("supplier", row.supplier_id)
    ends = row.effective_on.isoformat() if row.effective_on else None
    return f"{kind}_{row.outcome}", f"{kind}:{pk}", row.by_id, row.at, row.reasons, row.note, ends


def _words_of_entry(entry: LogEntry) -> tuple[object, ...]:
    said = entry.content
    return entry.act, entry.subject, entry.by_id, entry.at, said["reasons"], said["note"], said["effective_on"]


def _of_reviews() -> Iterator[Difference]:
    """Each taking or handing over of a case has its review: the same person, moment and subject."""
    entries = LogEntry.objects.filter(act__in=["review_started", "review_handed_over"]).order_by("sequence")
    for chunk in _chunks(entries.iterator(chunk_size=CHUNK)):
        rows = Review.objects.in_bulk([entry.content["review"] for entry in chunk])
        for entry in chunk:
            row = rows.get(entry.content["review"])
            said = (entry.subject, entry.content.get("to", entry.by_id), entry.at)
            if row is None or (_name_of(row), row.auditor_id, row.opened_at) != said:
                yield Difference("review", entry.sequence, f"review:{entry.content['review']}")


def _of_second_reviews(act: str, said: str, rows: Any) -> Iterator[Difference]:
    """Each second judgement, and each settlement, has its one entry with the same words, and the other way round."""
    by_review = {row.second_review_id: row for row in rows.iterator(chunk_size=CHUNK)}
    for entry in LogEntry.objects.filter(act=act).order_by("sequence").iterator(chunk_size=CHUNK):
        key = entry.content["second_review"]
        row = by_review.pop(key, None)
        words = entry.by_id, entry.at, entry.content[said], entry.content["note_sha256"]
        if row is None or words != (row.by_id, row.at, getattr(row, said), reviews.digest_of_note(row.note)):
            yield Difference("second_review", entry.sequence, f"second review:{key}")
    yield from (Difference("unlogged", 0, f"{act}:{key}") for key in sorted(by_review))


def _name_of(review: Review) -> str:
    return f"certificate:{review.certificate_id}" if review.certificate_id else f"supplier:{review.supplier_id}"


def _of_statuses(kind: str, subjects: Any, events: Any, last: dict[str, _Last]) -> Iterator[Difference]:
    """A status is that of the last step; one that only auditors give is that of the last decision, and has a decision."""
    steps = events.filter(subject=OuterRef("pk")).order_by("-at", "-pk")
    astray = subjects.annotate(said=Subquery(steps.values("after")[:1])).exclude(said=F("status")).exclude(said=None)
    found = {f"{kind}:{pk}" for pk in _keys(astray)}
    given = ONLY_BY_DECISION[kind]
    for pk, status in subjects.filter(status__in=given).order_by("pk").values_list("pk", "status"):
        name = f"{kind}:{pk}"
        if name not in last or STATUS_OF[kind].get(last[name].outcome, status) != status:
            found.add(name)
    statuses = dict(subjects.filter(pk__in=_decided(kind, last, given)).values_list("pk", "status"))
    for pk in _decided(kind, last, given - {"rejected"}):
        if statuses.get(pk) != STATUS_OF[kind][last[f"{kind}:{pk}"].outcome]:
            found.add(f"{kind}:{pk}")
    for name in sorted(found):
        yield Difference("status", last[name].sequence if name in last else 0, name)
    same: dict[str, Any] = {"at": OuterRef("at"), "by": OuterRef("by"), kind: OuterRef("subject")}
    if kind == "supplier":
        same["certificate"] = None
    undecided = events.filter(after__in=given).exclude(Exists(Decision.objects.filter(**same)))
    for pk, subject in undecided.order_by("pk").values_list("pk", "subject"):
        yield Difference("event", 0, f"{kind}:{subject} (step {pk})")


def _decided(kind: str, last: dict[str, _Last], statuses: frozenset[str]) -> list[int]:
    """Keys of the subjects whose last decision gave one of these statuses."""
    found = [name for name, one in last.items() if STATUS_OF[kind].get(one.outcome) in statuses]
    return [int(name.partition(":")[2]) for name in found if name.startswith(f"{kind}:")]


def _of_documents(last: dict[str, _Last]) -> Iterator[Difference]:
    """What was decided for good keeps its facts, its files and their pages."""
    keys = _decided("certificate", last, ONLY_BY_DECISION["certificate"])
    for start in range(0, len(keys), CHUNK):
        rows = Certificate.objects.filter(status__in=ONLY_BY_DECISION["certificate"])
        part = rows.prefetch_related("files__pages", "products").in_bulk(keys[start : start + CHUNK])
        for key, row in sorted(part.items()):
            entry = last[f"certificate:{key}"]
            now = facts_of_certificate(row)
            if files_in_order(now) != files_in_order(entry.judged):
                yield Difference("files", entry.sequence, f"certificate:{key}")
            if any(now.get(name) != value for name, value in entry.judged.items() if name != "files"):
                yield Difference("facts", entry.sequence, f"certificate:{key}")


def files_in_order(facts: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The files of an entry with their pages, in a fixed order."""
    return sorted((one["sha256"], one["pages"]) for one in facts.get("files", ()))


def _keys(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _chunks(entries: Iterator[LogEntry], size: int = CHUNK) -> Iterator[list[LogEntry]]:
    chunk: list[LogEntry] = []
    for entry in entries:
        chunk.append(entry)
        if len(chunk) == size:
            yield chunk
            chunk = []
    yield chunk
