"""A case changes hands: a senior auditor or the head moves it, or it goes back because its auditor left it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from audits.desk import holding, log, permissions, reviews
from audits.models import Auditor, Decision, Review
from kpmarket.accounts.models import Notice, User
from kpmarket.accounts.offices import in_office
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate, Supplier

Subject = Supplier | Certificate


class NoteMissing(Exception):
    """Whoever moves a colleague's case says why."""


class ColleagueMayNot(permissions.NotAllowed):
    """The colleague is not in office, or belongs to the company."""


def colleagues(*, at: datetime) -> QuerySet[Auditor]:
    """Auditors in office, with the number of cases that each has in hand as ``in_hand``."""
    held = Review.objects.held().filter(auditor=OuterRef("user")).order_by().values("auditor")
    in_hand = Coalesce(Subquery(held.annotate(number=Count("pk")).values("number")), 0)
    offices = Auditor.objects.filter(in_office(at))
    able = offices.filter(user__is_active=True, user__is_staff=True)
    return able.annotate(in_hand=in_hand).select_related("user").order_by("user__name", "pk")


@transaction.atomic
def release_from(subject: Subject, *, by: User, at: datetime, note: str) -> Decision:
    """Put a colleague's case back into the queue. Raises NoteMissing, or IllegalTransition where nobody has it now."""
    review = _review_to_move(subject, by=by, at=at, note=note)
    decision = reviews.release(review, subject, by=by, at=at, note=note)
    _notify(review.auditor, "case_taken_away", subject, decision.note, at=at)
    return decision


@transaction.atomic
def hand_over(subject: Subject, *, to: User, by: User, at: datetime, note: str) -> Review:
    """Give a colleague's case to another auditor, who reads the note and may decide it from now on.

    Raises NoteMissing, ColleagueMayNot, TooManyCases, or IllegalTransition where nobody has it now.
    """
    review = _review_to_move(subject, by=by, at=at, note=note)
    try:
        permissions.require_auditor(to, subject, at=at)
    except permissions.NotAllowed as refusal:
        raise ColleagueMayNot from refusal
    holding.require_room(to)
    reviews.close(review, at=at)
    handed = Review.objects.create(
        supplier=review.supplier,
        certificate=review.certificate,
        auditor=to,
        opened_at=at,
        handed_over_by=by,
        note=note,
    )
    content = {"review": handed.pk, "from": review.auditor_id, "to": to.pk, "note": note}
    log.append(act="review_handed_over", subject=log.name_of(subject), by=by, at=at, content=content)
    _notify(to, "case_handed_to_you", subject, note, at=at)
    _notify(review.auditor, "case_taken_away", subject, note, at=at)
    return handed


def take_company(company: Supplier, *, by: User, at: datetime) -> list[Review]:
    """Take every untaken case of one company in one sitting: the company itself first, as many as one person may hold.

    Raises IllegalTransition where colleagues took them all, and what taking a single case raises.
    """
    waiting = Certificate.objects.awaiting_review().filter(supplier=company, status=Certificate.Status.SUBMITTED)
    certificates = list(waiting.order_by("submitted_at", "pk"))
    taken: list[Review] = []
    subjects: list[Subject] = [company] if company.status == Supplier.Status.SUBMITTED else []
    for subject in [*subjects, *certificates]:
        try:
            taken.append(reviews.start_review(subject, by=by, at=at))
        except IllegalTransition:
            continue
        except holding.TooManyCases:
            if not taken:
                raise
            break
    if not taken:
        raise IllegalTransition(f"Supplier {company.pk}: no untaken case")
    return taken


def return_due_cases(*, at: datetime) -> int:
    """Put back every case whose auditor left it, each in its own transaction; how many there were."""
    found = Review.objects.filter(holding.due_back(at=at)).select_related("certificate", "supplier", "auditor")
    return sum(_return(review, at=at) for review in found.order_by("pk"))


def _return(review: Review, *, at: datetime) -> bool:
    """False where somebody decided it, took it or moved it meanwhile."""
    is_in_review = review.subject.status == review.subject.Status.IN_REVIEW
    try:
        with transaction.atomic():
            reviews.give_back(review, review.subject, at=at)
            if is_in_review:
                _notify(review.auditor, "case_went_back", review.subject, "", at=at)
    except IllegalTransition:
        return False
    return True


def _review_to_move(subject: Subject, *, by: User, at: datetime, note: str) -> Review:
    permissions.require_lead(by, subject, at=at)
    if not note.strip():
        raise NoteMissing
    review = permissions.open_review_of(subject)
    if review is None:
        raise IllegalTransition(f"{type(subject).__name__} {subject.pk}: nobody has it")
    return review


def _notify(user: User, kind: str, subject: Subject, note: str, *, at: datetime) -> None:
    company = permissions.company_of(subject)
    params = {"name_en": company.name_en, "name_zh": company.name_zh, "note": note}
    url = reverse(f"admin:audits_{log.kind_of(subject)}case_change", args=[subject.pk])
    Notice.objects.create(recipient=user, kind=kind, params=params, url=url, created_at=at)
