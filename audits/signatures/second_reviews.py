"""Blind second reviews: a share of decided documents, chosen by the logged seeds, is judged again by another auditor.

Who judges again has nothing to do with the case before and does not see how it was decided until they have said what they
would decide. Nothing follows by itself: where the two differ, a senior says who is right and corrects the decision in its case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from audits.desk import log, permissions, reviews
from audits.desk.judged import digest_of
from audits.desk.two_signatures import SamePerson
from audits.models import (
    Decision,
    IndependenceStatement,
    Recommendation,
    Review,
    SecondOpinion,
    SecondReview,
    Settlement,
)
from audits.signatures import draws
from audits.signatures.agreement import Agreement, agreement_of
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate

Outcome = SecondOpinion.Outcome
TAKEN_FOR = timedelta(days=7)
"""So long a second review is in one person's hand; then somebody else may take it."""


class SecondReviewLapsed(Exception):
    """What was judged has changed since: nobody can judge the same again."""


class NoReasonGiven(Exception):
    """Who would not approve, and who settles, says why."""


@dataclass(frozen=True)
class Figures:
    """How many second reviews there are by state, and how far the judgements agree; ``agreement`` is None without a pair.

    A page shows shares and kappa only where ``agreement.may_be_shown``.
    """

    agreement: Agreement | None
    waiting: int
    lapsed: int
    unsettled: int

    @property
    def pairs(self) -> int:
        return self.agreement.pairs if self.agreement else 0


def draw_for(decision: Decision, *, at: datetime) -> SecondReview | None:
    """Choose this decision, where its case falls into the share. A company is not chosen: that it is on the site shows
    everybody how it was decided."""
    certificate, review = decision.certificate, decision.review
    if certificate is None or review is None or decision.outcome not in Outcome.values:
        return None
    if not draws.is_sampled(review, purpose=draws.SECOND_REVIEW, percent=settings.SAMPLE_PERCENT, at=at):
        return None
    row = SecondReview.objects.create(decision=decision, judged=digest_of(certificate), chosen_at=at)
    _log(row, "second_review_chosen", by=None, at=at, judged=row.judged)
    return row


def take(row: SecondReview, *, by: User, at: datetime) -> None:
    """Take it, stating that one has no interest in the company and does not know how it was decided.

    Raises SamePerson for whoever had to do with the case, IllegalTransition where somebody else has it, SecondReviewLapsed.
    """
    if _lapse_if_changed(row, at=at):
        raise SecondReviewLapsed
    with transaction.atomic():
        now = _locked(row)
        certificate = certificate_of(now)
        permissions.require_auditor(by, certificate, at=at)
        if by.pk in people_of(now):
            raise SamePerson
        if not is_free(now, at=at):
            raise IllegalTransition(f"second review {row.pk}: taken")
        SecondReview.objects.filter(pk=row.pk).update(auditor=by, taken_at=at)
        none = IndependenceStatement.Interest.NONE
        IndependenceStatement.objects.create(
            person=by, supplier=certificate.supplier, review=now.decision.review, interest=none, at=at
        )
        _log(now, "second_review_taken", by=by, at=at, is_independent=True)


def judge(row: SecondReview, *, outcome: str, note: str, by: User, at: datetime) -> SecondOpinion:
    """Say what one would decide. It is kept for good, and from now on the person may see how it was decided.

    Raises NotYourCase, NoReasonGiven, IllegalTransition where it was judged, SecondReviewLapsed.
    """
    if _lapse_if_changed(row, at=at):
        raise SecondReviewLapsed
    with transaction.atomic():
        now = _locked(row)
        permissions.require_auditor(by, certificate_of(now), at=at)
        if now.auditor_id != by.pk:
            raise permissions.NotYourCase
        if outcome not in Outcome.values or (outcome != Outcome.APPROVED and not note.strip()):
            raise NoReasonGiven
        if now.lapsed_at is not None or SecondOpinion.objects.filter(second_review=now).exists():
            raise IllegalTransition(f"second review {row.pk}: judged already")
        made = SecondOpinion.objects.create(second_review=now, outcome=outcome, note=note.strip(), by=by, at=at)
        _log(now, "second_review_judged", by=by, at=at, outcome=outcome, note_sha256=reviews.digest_of_note(note))
        return made


@transaction.atomic
def settle(row: SecondReview, *, stands: str, note: str, by: User, at: datetime) -> Settlement:
    """A senior who is neither of the two says which judgement is right. The decision itself is corrected in its case.

    Raises SeniorOnly, SamePerson, NoReasonGiven, or IllegalTransition where there is nothing to settle.
    """
    now = _locked(row)
    permissions.require_auditor(by, certificate_of(now), at=at)
    permissions.require_senior_office(by, at=at)
    if not SecondReview.objects.unsettled().filter(pk=row.pk).exists():
        raise IllegalTransition(f"second review {row.pk}: nothing to settle")
    if by.pk in {*people_of(now), now.opinion.by_id}:
        raise SamePerson
    if stands not in Settlement.Stands.values or not note.strip():
        raise NoReasonGiven
    try:
        with transaction.atomic():
            made = Settlement.objects.create(second_review=now, stands=stands, note=note.strip(), by=by, at=at)
    except IntegrityError as conflict:
        raise IllegalTransition(f"second review {row.pk}: settled already") from conflict
    _log(now, "second_review_settled", by=by, at=at, stands=stands, note_sha256=reviews.digest_of_note(note))
    return made


def figures(*, since: datetime | None = None, until: datetime | None = None) -> Figures:
    """The agreement of decisions that were chosen in that time, in four queries."""
    rows = SecondReview.objects.all()
    if since is not None:
        rows = rows.filter(chosen_at__gte=since)
    if until is not None:
        rows = rows.filter(chosen_at__lt=until)
    outcomes = rows.exclude(opinion=None).order_by().values_list("decision__outcome", "opinion__outcome")
    return Figures(
        agreement=agreement_of(outcomes),
        waiting=rows.open().count(),
        lapsed=rows.exclude(lapsed_at=None).count(),
        unsettled=rows.unsettled().count(),
    )


def hidden_certificates(user: User) -> frozenset[int]:
    """Keys of the documents of which this person must not see how they were decided, as one query."""
    return frozenset(SecondReview.objects.in_hand(user).values_list("decision__certificate", flat=True))


def to_take(user: User, *, at: datetime, own_companies: Iterable[int]) -> QuerySet[SecondReview]:
    """What this person could judge again, the longest wait first: nothing that they had to do with."""
    free = Q(auditor=None) | Q(taken_at__lt=at - TAKEN_FOR)
    rows = SecondReview.objects.open().filter(free).exclude(auditor=user)
    judged = Decision.objects.filter(by=user, certificate__isnull=False).values("certificate")
    held = Review.objects.filter(auditor=user, certificate__isnull=False).values("certificate")
    signed = Recommendation.objects.filter(Q(proposed_by=user) | Q(closed_by=user), certificate__isnull=False)
    known: tuple[QuerySet[Any], ...] = (judged, held, signed.values("certificate"))
    for some in known:
        rows = rows.exclude(decision__certificate__in=some)
    return rows.exclude(decision__supplier__in=list(own_companies)).order_by("chosen_at", "pk")


def people_of(row: SecondReview) -> set[int]:
    """Keys of everybody who had to do with the document before: held its case, recommended, signed or decided."""
    certificate = row.decision.certificate_id
    found = set(Review.objects.filter(certificate=certificate).values_list("auditor", flat=True))
    found |= set(Decision.objects.filter(certificate=certificate).values_list("by", flat=True))
    for proposed_by, closed_by in Recommendation.objects.filter(certificate=certificate).values_list(
        "proposed_by", "closed_by"
    ):
        found |= {proposed_by, closed_by}
    return found - {None}


def is_free(row: SecondReview, *, at: datetime) -> bool:
    """Whether somebody may take it: nobody has it, or the person who has it left it too long."""
    if row.lapsed_at is not None or SecondOpinion.objects.filter(second_review=row).exists():
        return False
    return row.taken_at is None or row.taken_at < at - TAKEN_FOR


def certificate_of(row: SecondReview) -> Certificate:
    """The document that it is about: companies are not chosen."""
    certificate = row.decision.certificate
    assert certificate is not None  # noqa: S101 (draw_for takes documents alone)
    return certificate


def _lapse_if_changed(row: SecondReview, *, at: datetime) -> bool:
    """End it where the document is not what was judged, in a transaction of its own. Whether it was."""
    with transaction.atomic():
        now = _locked(row)
        is_judged = SecondOpinion.objects.filter(second_review=now).exists()
        if is_judged or digest_of(certificate_of(now)) == now.judged:
            return False
        if SecondReview.objects.filter(pk=row.pk, lapsed_at=None).update(lapsed_at=at):
            _log(now, "second_review_lapsed", by=None, at=at)
        return True


def _locked(row: SecondReview) -> SecondReview:
    """The row as it is now, and nobody else's until the transaction ends."""
    rows = SecondReview.objects.select_related("decision__certificate__supplier", "decision__review")
    return rows.select_for_update(of=("self",)).get(pk=row.pk)


def _log(row: SecondReview, act: str, *, by: User | None, at: datetime, **content: object) -> None:
    said = {"second_review": row.pk, "of_decision": row.decision_id, **content}
    log.append(act=act, subject=log.name_of(certificate_of(row)), by=by, at=at, content=said)
