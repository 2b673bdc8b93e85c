"""Who may judge what: auditors in office judge cases that they took, and never a company that they belong to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Exists, QuerySet

from audits.models import Auditor, DeskRole, IndependenceStatement, Recommendation, Review
from kpmarket.accounts.models import User
from kpmarket.accounts.offices import in_office
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import (
    Certificate,
    CertificateEvent,
    CertificateFile,
    FormerMembership,
    Invitation,
    Membership,
    Supplier,
    SupplierEvent,
)

WITH_THE_SUPPLIER = (
    Supplier.Status.DRAFT,
    Supplier.Status.INFORMATION_REQUESTED,
    Certificate.Status.REVISION_REQUESTED,
)
"""The statuses from which somebody of the company hands a company or a document in."""


class NotAllowed(Exception):
    """This person may not do this to this case."""


class NotAnAuditor(NotAllowed):
    """Only auditors in office judge."""


class SeniorOnly(NotAllowed):
    """Only a senior auditor may revoke."""


class ConflictOfInterest(NotAllowed):
    """The auditor belongs or belonged to the company that is judged."""


class CompanyNotHandedIn(NotAllowed):
    """The company is a draft or was rejected: its certificates wait until it is handed in."""


class NotYourCase(NotAllowed):
    """Only the auditor who took a case may decide it, or the colleague who gives the second signature."""


def office_of(user: User, *, at: datetime) -> Auditor | None:
    """The auditor's office that this person holds at that moment."""
    if not (user.is_active and user.is_staff):
        return None
    return _offices(user, at).first()


def office_and_roles_of(user: User, *, at: datetime) -> tuple[Auditor | None, frozenset[str]]:
    """The office of this person and their roles without judging, in one statement."""
    if not (user.is_active and user.is_staff):
        return None, frozenset()
    marks = {f"is_{role}": Exists(_roles(user, at).filter(role=role)) for role in DeskRole.Role.values}
    people = User.objects.select_related("auditor").annotate(holds=Exists(_offices(user, at)), **marks)
    found: Any = people.get(pk=user.pk)
    roles = frozenset(role for role in DeskRole.Role.values if getattr(found, f"is_{role}"))
    return found.auditor if found.holds else None, roles


def is_auditor(user: User, *, at: datetime) -> bool:
    return office_of(user, at=at) is not None


def is_senior(user: User, *, at: datetime) -> bool:
    office = office_of(user, at=at)
    return office is not None and office.is_senior


def roles_of(user: User, *, at: datetime) -> frozenset[str]:
    """The roles without judging that this person has at that moment."""
    if not (user.is_active and user.is_staff):
        return frozenset()
    return frozenset(_roles(user, at).values_list("role", flat=True))


def heads_desk(user: User, roles: Collection[str]) -> bool:
    """Whether somebody with these roles leads the desk: its head, and superusers."""
    return user.is_active and user.is_staff and (user.is_superuser or DeskRole.Role.HEAD in roles)


def _offices(user: User, at: datetime) -> QuerySet[Auditor]:
    return Auditor.objects.filter(in_office(at), user=user)


def _roles(user: User, at: datetime) -> QuerySet[DeskRole]:
    return DeskRole.objects.filter(in_office(at), user=user).order_by()


def seniors(*, at: datetime) -> QuerySet[User]:
    """Senior auditors in office."""
    office = Auditor.objects.filter(in_office(at), level=Auditor.Level.SENIOR)
    return User.objects.filter(pk__in=office.values("user"), is_active=True, is_staff=True).order_by("pk")


def law_officers(*, at: datetime) -> QuerySet[User]:
    """Who may draft, publish and check the rulebook: senior auditors in office and compliance officers."""
    roles = DeskRole.objects.filter(in_office(at), role=DeskRole.Role.COMPLIANCE)
    people = User.objects.filter(pk__in=roles.values("user"), is_active=True, is_staff=True)
    return (people | seniors(at=at)).order_by("pk")


def own_companies(user: User) -> set[int]:
    """Keys of companies in which this person has an interest, as one query.

    They belong or once belonged to it, joined by an invitation, uploaded a document, handed it or a document in, or stated
    an interest themselves.
    An invitation alone does not count: otherwise a company could exclude an auditor by sending one. Nor does giving a
    case back to the queue, or opening it again, by which an auditor moves it to submitted.
    """
    companies = SupplierEvent.objects.filter(by=user, after=Supplier.Status.SUBMITTED, before__in=WITH_THE_SUPPLIER)
    documents = CertificateEvent.objects.filter(
        by=user, after=Certificate.Status.SUBMITTED, before__in=WITH_THE_SUPPLIER
    )
    interests = (
        FormerMembership.objects.filter(user=user).values_list("supplier"),
        Invitation.objects.filter(accepted_by=user).values_list("supplier"),
        Certificate.objects.filter(created_by=user).values_list("supplier"),
        CertificateFile.objects.filter(uploaded_by=user).values_list("certificate__supplier"),
        companies.values_list("subject"),
        documents.values_list("subject__supplier"),
        IndependenceStatement.objects.filter(person=user).exclude(interest="none").values_list("supplier"),
    )
    members = Membership.objects.filter(user=user).values_list("supplier").order_by()
    return {key for (key,) in members.union(*(interest.order_by() for interest in interests))}


def company_of(subject: Supplier | Certificate) -> Supplier:
    """The company whose case it is."""
    return subject.supplier if isinstance(subject, Certificate) else subject


def require_auditor(user: User, subject: Supplier | Certificate, *, at: datetime) -> None:
    """Raise unless this person may judge this subject."""
    if not is_auditor(user, at=at):
        raise NotAnAuditor
    if company_of(subject).pk in own_companies(user):
        raise ConflictOfInterest


def require_senior(user: User, subject: Supplier | Certificate, *, at: datetime) -> None:
    """Raise unless this person may revoke what was granted to this subject."""
    require_auditor(user, subject, at=at)
    if not is_senior(user, at=at) and not signs_now(user, subject, at=at):
        raise SeniorOnly


def signs_now(user: User, subject: Supplier | Certificate, *, at: datetime) -> bool:
    """Whether this person gives the second signature under a decision about this subject, in this very transaction."""
    signed = Recommendation.objects.filter(supplier=company_of(subject), closed_by=user, closed_at=at, result=None)
    certificate = subject if isinstance(subject, Certificate) else None
    return signed.filter(certificate=certificate, ended__in=["signed", "refused"]).exists()


def require_company_before_desk(subject: Supplier | Certificate) -> None:
    """Raise where the certificate's company is a draft or rejected. Its row stays locked until the transaction ends, so that
    nobody rejects the company between the look and the decision."""
    if isinstance(subject, Certificate):
        company = Supplier.objects.select_for_update(no_key=True).get(pk=subject.supplier_id)
        if not company.is_before_the_desk:
            raise CompanyNotHandedIn


def require_own_case(user: User, subject: Supplier | Certificate, *, at: datetime) -> Review:
    """The open review of this subject.

    Raises NotYourCase where it is another person's, IllegalTransition where there is none, CompanyNotHandedIn.
    """
    require_auditor(user, subject, at=at)
    require_company_before_desk(subject)
    return require_taken_by(user, subject, signing_at=at)


def require_taken_by(user: User, subject: Supplier | Certificate, *, signing_at: datetime | None = None) -> Review:
    """The open review of this subject. Raises NotYourCase or IllegalTransition. With ``signing_at`` the colleague may have it
    who gives the second signature at that moment."""
    review = open_review_of(subject)
    if review is None:
        raise IllegalTransition(f"{type(subject).__name__} {subject.pk}: not in review")
    if review.auditor_id != user.pk and not (signing_at and signs_now(user, subject, at=signing_at)):
        raise NotYourCase
    return review


def open_review_of(subject: Supplier | Certificate) -> Review | None:
    """The open review of this subject, if somebody took it."""
    reviews = Review.objects.open().select_related("auditor")
    if isinstance(subject, Certificate):
        return reviews.filter(certificate=subject).first()
    return reviews.filter(supplier=subject, certificate=None).first()


def require_lead(user: User, subject: Supplier | Certificate, *, at: datetime) -> None:
    """Raise unless this person may move a colleague's case: a senior auditor in office, the head, or a superuser.

    Never a person who belongs to the company: whoever chooses the judge is not a party.
    """
    if not heads_desk(user, roles_of(user, at=at)):
        require_senior_office(user, at=at)
    if company_of(subject).pk in own_companies(user):
        raise ConflictOfInterest


def require_senior_office(user: User, *, at: datetime) -> None:
    """Raise unless this person is a senior auditor in office."""
    if not is_auditor(user, at=at):
        raise NotAnAuditor
    if not is_senior(user, at=at):
        raise SeniorOnly


def require_law_office(user: User, *, at: datetime) -> None:
    """Raise unless this person may keep the rulebook: a compliance officer, or a senior auditor in office."""
    if DeskRole.Role.COMPLIANCE not in roles_of(user, at=at):
        require_senior_office(user, at=at)
