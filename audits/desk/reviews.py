"""Taking and releasing a case, and what all decisions have in common."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from audits.clearances import judging
from audits.desk import checklists, holding, log, mail, permissions, two_signatures
from audits.desk.decider_names import commit_to_name
from audits.desk.judged import facts_of_certificate, facts_of_supplier
from audits.law.current import NoRulebook
from audits.models import ChecklistAnswer, Decision, InternalNote, Recommendation, Review
from kpmarket.accounts.models import Notice, User
from kpmarket.foundation import transitions
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate, Membership, Product, Supplier
from suppliers.readings import jobs
from suppliers.sentences.reasons import RejectionReason, RevisionReason

Subject = Supplier | Certificate
OTHER = RevisionReason.OTHER.value
REVISION_REASONS = frozenset(RevisionReason.values)
REJECTION_REASONS = frozenset(RejectionReason.values)


class IncompleteDecision(Exception):
    """A decision against the supplier without a permitted reason, or without the note that "other" needs."""


@transaction.atomic
def start_review(subject: Subject, *, by: User, at: datetime) -> Review:
    """Take a case that awaits review, and have its unread documents read.

    So does a case whose auditor left it too long: it goes back first. Raises TooManyCases, or IllegalTransition when a
    colleague was quicker.
    """
    permissions.require_auditor(by, subject, at=at)
    permissions.require_company_before_desk(subject)
    holding.require_room(by)
    held = permissions.open_review_of(subject)
    if held is not None and holding.is_due_back(held, at=at):
        give_back(held, subject, at=at)
    transitions.move(subject, subject.Status.IN_REVIEW, by=by, at=at)
    review = Review.objects.create(
        supplier=permissions.company_of(subject),
        certificate=subject if isinstance(subject, Certificate) else None,
        auditor=by,
        opened_at=at,
    )
    if isinstance(subject, Certificate):
        jobs.enqueue_stale(subject, at=at)
    log.append(act="review_started", subject=log.name_of(subject), by=by, at=at, content={"review": review.pk})
    return review


@transaction.atomic
def release_review(subject: Subject, *, by: User, at: datetime, note: str = "") -> Decision:
    """Put one's own case back into the queue, undecided. Only the desk reads the note; the supplier is not notified."""
    permissions.require_auditor(by, subject, at=at)
    review = permissions.require_taken_by(by, subject)
    return release(review, subject, by=by, at=at, note=note)


def release(review: Review, subject: Subject, *, by: User, at: datetime, note: str) -> Decision:
    """End the review without a decision about the case. The history, which the supplier reads, does not get the note."""
    transitions.move(subject, subject.Status.SUBMITTED, by=by, at=at)
    close(review, at=at)
    return record(subject, Decision.Outcome.RELEASED, by=by, at=at, review=review, note=note)


@transaction.atomic
def give_back(review: Review, subject: Subject, *, at: datetime) -> None:
    """End a review that holding.due_back found: the clock does it. What is still in review awaits review again."""
    if subject.status == subject.Status.IN_REVIEW:
        transitions.move(subject, subject.Status.SUBMITTED, by=None, at=at)
    close(review, at=at)
    content = {"review": review.pk, "auditor": review.auditor_id}
    log.append(act="review_returned", subject=log.name_of(subject), by=None, at=at, content=content)


def close(review: Review, *, at: datetime) -> None:
    """End the review. Raises IllegalTransition where it has ended: it was handed over, put back or decided meanwhile."""
    if Review.objects.open().filter(pk=review.pk).update(closed_at=at) != 1:
        raise IllegalTransition(f"Review {review.pk}: no longer open")
    review.closed_at = at
    void_recommendations(review, at=at)


def void_recommendations(review: Review, *, at: datetime) -> None:
    """What was recommended in a review ends with it, unless it was just signed: somebody decides again."""
    for one in Recommendation.objects.open().filter(review=review).select_related("certificate", "supplier"):
        two_signatures.close(one, by=None, at=at, ended=Recommendation.End.VOID)
        content = {"recommendation": one.pk}
        log.append(act="recommendation_void", subject=log.name_of(one.subject), by=None, at=at, content=content)


def record(
    subject: Subject,
    outcome: str,
    *,
    by: User,
    at: datetime,
    review: Review | None = None,
    reasons: Sequence[str] = (),
    note: str = "",
    effective_on: date | None = None,
    internal_note: str = "",
    corrects: Mapping[str, int] | None = None,
    surroundings: Mapping[str, Any] | None = None,
    answers: Sequence[ChecklistAnswer] = (),
) -> Decision:
    """Store a decision as a row, and as an entry of the decision log with what was judged.

    ``corrects``: of a correction, the decision that it takes the place of and who proposed it. ``surroundings``: what
    stood next to the document when it was decided. ``answers`` to its checklist are rows that are not saved yet.
    """
    certificate = subject if isinstance(subject, Certificate) else None
    decision = Decision.objects.create(
        review=review,
        supplier=permissions.company_of(subject),
        certificate=certificate,
        outcome=outcome,
        reasons=list(reasons),
        note=note,
        effective_on=effective_on,
        by=by,
        at=at,
    )
    _keep(internal_note, decision)
    checklists.keep(answers, decision)
    content = {**_content(decision, internal_note), **({"corrects": dict(corrects)} if corrects else {})}
    content |= {"name": commit_to_name(by), "surroundings": surroundings or {}}
    content |= {"checklist": checklists.content_of(answers)} if answers else {}
    log.append(act=f"{log.kind_of(subject)}_{outcome}", subject=log.name_of(subject), by=by, at=at, content=content)
    return decision


def _content(decision: Decision, internal_note: str) -> dict[str, object]:
    """What the log keeps of a decision."""
    certificate = decision.certificate
    return {
        "decision": decision.pk,
        "reasons": decision.reasons,
        "note": decision.note,
        "internal_note_sha256": digest_of_note(internal_note),
        "effective_on": decision.effective_on.isoformat() if decision.effective_on else None,
        "judged": facts_of_certificate(certificate) if certificate else facts_of_supplier(decision.supplier),
    }


def _keep(internal_note: str, decision: Decision) -> None:
    if internal_note.strip():
        InternalNote.objects.create(decision=decision, text=internal_note.strip())


def digest_of_note(internal_note: str) -> str | None:
    """What the log keeps of an internal note, so that an entry may be shown to outsiders; None where there is none."""
    words = internal_note.strip()
    return hashlib.sha256(words.encode()).hexdigest() if words else None


def announce(decision: Decision, *, kind: str) -> None:
    """A notice and a letter for each member who may act, in the transaction of the decision."""
    members = Membership.objects.filter(supplier=decision.supplier, role__in=Membership.EDITING_ROLES)
    users = [member.user for member in members.filter(user__is_active=True).select_related("user")]
    params = {**_names(decision), "reasons": decision.reasons, "note": decision.note}
    Notice.objects.bulk_create(
        Notice(recipient=user, kind=kind, params=params, url=mail.page_of(decision), created_at=decision.at)
        for user in users
    )
    outbox.write((mail.decision_letter(decision, kind, user) for user in users), at=decision.at)


def refresh_clearances(certificate: Certificate, *, at: datetime) -> None:
    """Judge the products again that rest on this document."""
    judge_again(judging.products_touched_by(certificate), at=at)


def judge_again(products: Iterable[Product], *, at: datetime) -> None:
    """Judge these products again. Without a rulebook nothing is cleared: nothing changes."""
    with contextlib.suppress(NoRulebook):
        judging.refresh_products(products, at=at)


def require_reasons(reasons: Sequence[str], note: str, *, among: Collection[str]) -> None:
    """Raise unless at least one reason is given, all are known ones, and "other" comes with words."""
    given = set(reasons)
    if not given or not given <= set(among) or (OTHER in given and not note.strip()):
        raise IncompleteDecision


def _names(decision: Decision) -> dict[str, str]:
    """What it is about, in both languages: a notice is read in the language in force then."""
    if decision.certificate is None or decision.certificate.certificate_type is None:
        return {"name_en": decision.supplier.name_en, "name_zh": decision.supplier.name_zh}
    kind, number = decision.certificate.certificate_type, decision.certificate.number
    return {"name_en": f"{kind.name_en} {number}".strip(), "name_zh": f"{kind.name_zh} {number}".strip()}
