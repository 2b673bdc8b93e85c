"""Who may look at a case, and what a person may do with it now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from weakref import WeakKeyDictionary

from django.http import HttpRequest
from django.utils import timezone

from audits.desk import holding, permissions
from audits.models import Auditor, DeskRole, Review
from audits.signatures.second_reviews import hidden_certificates
from kpmarket.accounts.models import User
from suppliers.models import Certificate, Supplier

Subject = Supplier | Certificate
_OFFICES: WeakKeyDictionary[HttpRequest, tuple[Auditor | None, frozenset[str]]] = WeakKeyDictionary()
"""Office and roles of the person of each request that is being answered: needed many times, looked up once."""
_HIDDEN: WeakKeyDictionary[HttpRequest, frozenset[int]] = WeakKeyDictionary()
"""Likewise the documents that they judge blindly."""


@dataclass(frozen=True)
class CaseAccess:
    """What the person of a request may do with a case. ``review`` is the open one, ``own_companies`` are keys.

    ``waits_for_company``: a certificate of a company that is a draft or was rejected.
    """

    review: Review | None
    office: Auditor | None
    is_own_company: bool
    waits_for_company: bool
    own_companies: frozenset[int]
    may_judge: bool
    may_take: bool
    may_decide: bool
    may_hand_over: bool
    is_senior: bool


def may_look(request: HttpRequest) -> bool:
    """Auditors in office, people with a role at the desk, and superusers."""
    user = request.user
    is_known = user.is_active and user.is_staff
    return is_known and (user.is_superuser or office_in(request) is not None or bool(roles_in(request)))


def heads_desk(request: HttpRequest) -> bool:
    """Whether this person may read the figures of the desk: its head, and superusers."""
    return permissions.heads_desk(person(request), roles_in(request))


def keeps_law(request: HttpRequest) -> bool:
    """Whether this person may draft, publish and check the rulebook: senior auditors in office and compliance officers."""
    office = office_in(request)
    return (office is not None and office.is_senior) or DeskRole.Role.COMPLIANCE in roles_in(request)


def person(request: HttpRequest) -> User:
    """The signed-in person: nobody else gets this far."""
    return cast(User, request.user)


def office_in(request: HttpRequest) -> Auditor | None:
    """The office that the person of this request holds now."""
    return _look_up(request)[0]


def roles_in(request: HttpRequest) -> frozenset[str]:
    """The roles without judging that the person of this request has now."""
    return _look_up(request)[1]


def _look_up(request: HttpRequest) -> tuple[Auditor | None, frozenset[str]]:
    if request not in _OFFICES:
        _OFFICES[request] = permissions.office_and_roles_of(person(request), at=timezone.now())
    return _OFFICES[request]


def hidden_in(request: HttpRequest) -> frozenset[int]:
    """Keys of documents that the person judges again without knowing how they were decided: no page shows them."""
    if request not in _HIDDEN:
        _HIDDEN[request] = hidden_certificates(person(request)) if office_in(request) else frozenset()
    return _HIDDEN[request]


def access_to(subject: Subject, request: HttpRequest) -> CaseAccess:
    """What the person of this request may do with this case."""
    review = permissions.open_review_of(subject)
    office = office_in(request)
    own_companies = frozenset(permissions.own_companies(person(request)))
    is_own_company = permissions.company_of(subject).pk in own_companies
    may_judge = office is not None and not is_own_company
    waits_for_company = isinstance(subject, Certificate) and not subject.supplier.is_before_the_desk
    is_in_review = subject.status == subject.Status.IN_REVIEW and not waits_for_company
    is_lead = heads_desk(request) or (office is not None and office.is_senior)
    return CaseAccess(
        review=review,
        office=office,
        is_own_company=is_own_company,
        waits_for_company=waits_for_company,
        own_companies=own_companies,
        may_judge=may_judge,
        may_take=may_judge and not waits_for_company and _is_free(subject, review, person(request)),
        may_decide=may_judge and is_in_review and review is not None and review.auditor_id == person(request).pk,
        may_hand_over=is_in_review and review is not None and is_lead and not is_own_company,
        is_senior=may_judge and office is not None and office.is_senior,
    )


def _is_free(subject: Subject, review: Review | None, user: User) -> bool:
    """Whether the case awaits review, or goes back because a colleague left it."""
    if subject.status == subject.Status.IN_REVIEW and review is not None and review.auditor_id != user.pk:
        return holding.is_due_back(review, at=timezone.now())
    return subject.status == subject.Status.SUBMITTED
