"""Before they judge, auditors state that they have no interest in the company, or which one they have."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audits.desk import log, permissions, reviews
from audits.models import IndependenceStatement, Review
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate, Supplier

Interest = IndependenceStatement.Interest
PUT_BACK = "The auditor stated an interest in the company."


class NotStated(permissions.NotAllowed):
    """The person has not said yet whether they have an interest in the company."""


class InterestUnnamed(Exception):
    """Another interest than those of the list is said in words."""


def has_stated(review: Review, user: User) -> bool:
    """Whether this person stated for this case that they have no interest."""
    return review.statements.filter(person=user, interest=Interest.NONE).exists()


def require_stated(review: Review | None, user: User) -> None:
    """Raise NotStated unless this person said for this case that they have no interest; without a case, nothing is asked."""
    if review is not None and not has_stated(review, user):
        raise NotStated


@transaction.atomic
def state(
    subject: Supplier | Certificate, *, interest: str, note: str = "", by: User, at: datetime
) -> IndependenceStatement:
    """Keep what the person says about the company of this case. Who has an interest puts their own case back with it.

    Raises InterestUnnamed, or NotAllowed for whoever does not judge at all.
    """
    permissions.require_auditor(by, subject, at=at)
    if interest == Interest.OTHER and not note.strip():
        raise InterestUnnamed
    review = permissions.open_review_of(subject)
    if review is None:
        raise IllegalTransition(f"{log.name_of(subject)}: not in review")
    made = IndependenceStatement.objects.create(
        person=by,
        supplier=permissions.company_of(subject),
        review=review,
        interest=interest,
        note=note.strip(),
        at=at,
    )
    content = {"statement": made.pk, "review": review.pk, "is_independent": interest == Interest.NONE}
    log.append(act="independence_stated", subject=log.name_of(subject), by=by, at=at, content=content)
    if interest != Interest.NONE and review.auditor_id == by.pk:
        reviews.release(review, subject, by=by, at=at, note=PUT_BACK)
    return made
