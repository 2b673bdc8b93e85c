"""Decisions at the desk: one signature where little depends on it, two where much does. The first recommends, the second decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from audits.desk import certificates, log, permissions, reviews, senior_notices, suppliers, two_signatures
from audits.desk.judged import digest_of
from audits.models import Decision, Recommendation, Review
from audits.signatures import draws, second_reviews
from audits.signatures.circumstances import circumstances_of
from audits.signatures.independence import require_stated
from audits.signatures.need import Need, need_of
from audits.signatures.weights import weights
from kpmarket.accounts.models import Notice, User
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate, Supplier

Subject = Supplier | Certificate
Outcome = Decision.Outcome
End = Recommendation.End
Service = Callable[..., Decision]
SERVICES: dict[tuple[str, str], Service] = {
    ("certificate", Outcome.APPROVED): certificates.approve_certificate,
    ("certificate", Outcome.REJECTED): certificates.reject_certificate,
    ("supplier", Outcome.APPROVED): suppliers.qualify_supplier,
    ("supplier", Outcome.REJECTED): suppliers.reject_supplier,
    ("supplier", Outcome.REINSTATED): suppliers.reinstate_supplier,
}
"""What the second signature does, by what the case is about and the outcome."""


class AlreadyRecommended(Exception):
    """A recommendation waits for its second signature already."""


class RecommendationVoid(Exception):
    """What was judged has changed since: the recommendation is void, and the case is judged again."""


class RefusalWithoutNote(Exception):
    """Who refuses the second signature says why."""


class _Undo(Exception):
    """Takes a decision back that was made to see what it would change."""

    def __init__(self, need: Need) -> None:
        self.need = need


@transaction.atomic
def decide(
    subject: Subject, outcome: str, service: Service, *, by: User, at: datetime, **arguments: Any
) -> Decision | Recommendation:
    """Decide a case of one's own, or recommend it where two signatures are needed: then nothing changes yet.

    What depends on the decision is found by making it, and it is taken back again where it needs a second signature.
    ``service`` decides, with ``arguments``; its refusals pass through. Raises NotStated and AlreadyRecommended.
    """
    review = permissions.open_review_of(subject)
    if review is not None and review.auditor_id == by.pk:
        require_stated(review, by)
        if review.recommendations.open().exists():
            raise AlreadyRecommended
    is_sampled = _is_sampled(review, at=at)  # its seed stays when the decision is taken back, and is made before it
    try:
        decision = _decide_alone(service, subject, outcome, is_sampled=is_sampled, by=by, at=at, **arguments)
    except _Undo as undone:
        subject.refresh_from_db()
        return recommend(subject, outcome, undone.need, review=review, by=by, at=at, **arguments)
    second_reviews.draw_for(decision, at=at)
    return decision


@transaction.atomic
def _decide_alone(
    service: Service, subject: Subject, outcome: str, *, is_sampled: bool, by: User, at: datetime, **arguments: Any
) -> Decision:
    """Decide. Raises _Undo, and takes everything back, where two signatures are needed."""
    decision = service(subject, by=by, at=at, **arguments)
    if outcome in weights().tables["outcomes"]:
        need = need_of(circumstances_of(decision, at=at), weights(), is_sampled=is_sampled)
        if need.is_needed:
            raise _Undo(need)
    return decision


def sign(recommendation: Recommendation, *, by: User, at: datetime) -> Decision | None:
    """The second signature: what was recommended is decided now; None where it upholds a suspension.

    Raises SamePerson, NotStated, IllegalTransition where it ended meanwhile, RecommendationVoid where the facts changed, and
    what the decision itself raises.
    """
    if _has_changed(recommendation):
        end_as_void(recommendation, at=at)
        raise RecommendationVoid
    return _sign(recommendation, by=by, at=at)


@transaction.atomic
def _sign(recommendation: Recommendation, *, by: User, at: datetime) -> Decision | None:
    subject = _require_second(recommendation, by=by, at=at)
    require_stated(recommendation.review, by)
    two_signatures.close(recommendation, by=by, at=at, ended=End.SIGNED)
    decision = None
    if recommendation.upholds is None:
        service = SERVICES[log.kind_of(subject), recommendation.outcome]
        reasons: dict[str, Any] = {"reasons": recommendation.reasons} if recommendation.reasons else {}
        words: dict[str, Any] = {"note": recommendation.note, "internal_note": recommendation.internal_note}
        decision = service(subject, by=by, at=at, **words, **reasons, **recommendation.arguments)
        two_signatures.make(recommendation, decision)
        second_reviews.draw_for(decision, at=at)
    _log(recommendation, "recommendation_signed", by=by, at=at, decision=decision.pk if decision else None)
    _notify(recommendation, "recommendation_signed", at=at)
    return decision


@transaction.atomic
def refuse(recommendation: Recommendation, *, note: str, by: User, at: datetime) -> Decision | None:
    """The second person does not sign, and says why. The case stays with its auditor; a suspension ends.

    Raises SamePerson, RefusalWithoutNote, or IllegalTransition where it ended meanwhile.
    """
    subject = _require_second(recommendation, by=by, at=at)
    if not note.strip():
        raise RefusalWithoutNote
    two_signatures.close(recommendation, by=by, at=at, ended=End.REFUSED, refusal=note.strip())
    decision = None
    if recommendation.upholds is not None and isinstance(subject, Supplier):
        decision = suppliers.reinstate_supplier(subject, by=by, at=at, note=note, internal_note="")
        two_signatures.make(recommendation, decision)
    sha256 = reviews.digest_of_note(note)
    _log(recommendation, "recommendation_refused", by=by, at=at, note_sha256=sha256)
    _notify(recommendation, "recommendation_refused", at=at)
    return decision


@transaction.atomic
def withdraw(recommendation: Recommendation, *, by: User, at: datetime) -> None:
    """Who recommended takes it back; a suspension in force is not undone by that. Raises IllegalTransition."""
    if recommendation.proposed_by_id != by.pk or recommendation.upholds_id:
        raise permissions.NotYourCase
    permissions.require_auditor(by, recommendation.subject, at=at)
    two_signatures.close(recommendation, by=by, at=at, ended=End.WITHDRAWN)
    _log(recommendation, "recommendation_withdrawn", by=by, at=at)


def open_recommendation(subject: Subject) -> Recommendation | None:
    """What waits for its second signature about this company or document."""
    waiting = Recommendation.objects.open().select_related(
        "proposed_by", "supplier", "certificate", "review", "upholds"
    )
    certificate = subject if isinstance(subject, Certificate) else None
    return waiting.filter(supplier=permissions.company_of(subject), certificate=certificate).first()


def recommend(
    subject: Subject,
    outcome: str,
    need: Need,
    *,
    by: User,
    at: datetime,
    review: Review | None = None,
    upholds: Decision | None = None,
    reasons: Sequence[str] = (),
    note: str = "",
    internal_note: str = "",
    **arguments: Any,
) -> Recommendation:
    made = Recommendation(
        supplier=permissions.company_of(subject),
        certificate=subject if isinstance(subject, Certificate) else None,
        review=review,
        upholds=upholds,
        outcome=outcome,
        reasons=list(reasons),
        note=note,
        internal_note=internal_note.strip(),
        arguments=arguments,
        judged=digest_of(subject),
        grounds=[list(one) for one in need.grounds],
        is_sampled=need.is_sampled,
        proposed_by=by,
        proposed_at=at,
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as conflict:
        raise AlreadyRecommended from conflict
    _log_first(made, need, at=at)
    senior_notices.of_signature(subject, by=by, at=at)
    return made


def _log_first(made: Recommendation, need: Need, *, at: datetime) -> None:
    judged = {"reasons": made.reasons, "note": made.note, "judged": made.judged, "threshold": need.threshold}
    why = {"grounds": made.grounds, "is_sampled": made.is_sampled}
    _log(made, "decision_recommended", by=made.proposed_by, at=at, **judged, **why)


def _require_second(recommendation: Recommendation, *, by: User, at: datetime) -> Subject:
    """The case, for another auditor without an interest in it.

    Company and case are locked before the recommendation, in the order in which deciding and putting back lock them.
    """
    subject = recommendation.subject
    permissions.require_company_before_desk(subject)
    type(subject)._default_manager.select_for_update(no_key=True).get(pk=subject.pk)
    permissions.require_auditor(by, subject, at=at)
    two_signatures.require_another(recommendation, by)
    if recommendation.closed_at is not None:
        raise IllegalTransition(f"Recommendation {recommendation.pk}: closed already")
    return subject


def _has_changed(recommendation: Recommendation) -> bool:
    """Whether the company or the document is not what was judged; of a document, its files and pages too."""
    return recommendation.closed_at is None and digest_of(recommendation.subject) != recommendation.judged


@transaction.atomic
def end_as_void(recommendation: Recommendation, *, at: datetime) -> None:
    two_signatures.close(recommendation, by=None, at=at, ended=End.VOID)
    _log(recommendation, "recommendation_void", by=None, at=at)
    _notify(recommendation, "recommendation_void", at=at)


def _is_sampled(review: Review | None, *, at: datetime) -> bool:
    if review is None:
        return False
    return draws.is_sampled(review, purpose=draws.SIGNATURE, percent=settings.SAMPLE_PERCENT, at=at)


def _log(recommendation: Recommendation, act: str, *, by: User | None, at: datetime, **content: Any) -> None:
    said = {"recommendation": recommendation.pk, "outcome": recommendation.outcome, **content}
    log.append(act=act, subject=log.name_of(recommendation.subject), by=by, at=at, content=said)


def _notify(recommendation: Recommendation, kind: str, *, at: datetime) -> None:
    """Tell whoever gave the first signature how it ended."""
    company = recommendation.supplier
    params = {"name_en": company.name_en, "name_zh": company.name_zh, "note": recommendation.refusal}
    url = reverse(f"admin:audits_{log.kind_of(recommendation.subject)}case_change", args=[recommendation.subject.pk])
    Notice.objects.create(recipient=recommendation.proposed_by, kind=kind, params=params, url=url, created_at=at)
