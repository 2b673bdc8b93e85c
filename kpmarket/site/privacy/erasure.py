"""Erasure of a person's data: asked for by the person, undone while the waiting time runs, then carried out.

The row of the account stays with nothing but its number, because what was submitted, decided and written names it; the
append-only tables are not touched. Law of rights: GDPR Art. 17, PIPL Art. 47.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.admin.models import LogEntry as AdminLogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from audits.desk import log
from audits.desk.permissions import office_of
from audits.models import Auditor, DeskRole, DoubtFile, DoubtReport, LawReminder, NameAtDecision
from buyers.models import Buyer, BuyerInvitation, BuyerMembership, LossNotice, ShortlistEntry
from kpmarket.accounts.models import ErasureRequest, FormerAddress, Notice, User
from kpmarket.accounts.sessions import end_sessions_of
from kpmarket.foundation.configuration.retention import Kept
from kpmarket.foundation.monitoring.security_log import log_event
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter
from kpmarket.site.privacy import mail
from suppliers.models import Contact, FormerMembership, Invitation, Membership, Reminder, Supplier
from suppliers.products import services as products

logger = logging.getLogger(__name__)
MEMBER_JOINED = ("suppliers/member_joined", "buyers/member_joined")
"""The notices to others that have a person's name in them."""


class StillInOffice(Exception):
    """Auditors and others of our staff leave their office first: a superuser ends it."""


class LastOwnerAmongMembers(Exception):
    """The person alone owns a company or organisation that others belong to; ``companies`` are those."""

    def __init__(self, companies: list[Supplier | Buyer]) -> None:
        super().__init__(len(companies))
        self.companies = companies


class AskedAlready(Exception):
    """A request is open."""


class NothingToUndo(Exception):
    """No request is open: it was undone, or carried out."""


def open_request(person: User) -> ErasureRequest | None:
    return ErasureRequest.objects.open().filter(person=person).first()


def owned_alone(person: User) -> list[Supplier]:
    """Companies whose only owner is this person."""
    owned = Supplier.objects.owned_by(person)
    others = Membership.objects.filter(role=Membership.Role.OWNER).exclude(user=person)
    return list(owned.exclude(pk__in=others.values("supplier")).order_by("pk"))


def bought_for_alone(person: User) -> list[Buyer]:
    """Organisations that buy whose only owner is this person."""
    others = BuyerMembership.objects.filter(role=BuyerMembership.Role.OWNER).exclude(user=person)
    return list(Buyer.objects.owned_by(person).exclude(pk__in=others.values("buyer")).order_by("pk"))


def companies_to_hand_over(person: User) -> list[Supplier | Buyer]:
    """What this person alone owns and others belong to: one of these becomes an owner first."""
    alone: list[Supplier | Buyer] = [*owned_alone(person), *bought_for_alone(person)]
    return [company for company in alone if company.memberships.exclude(user=person).exists()]


def companies_left_behind(person: User) -> list[Supplier]:
    """Companies that nobody but this person belongs to: their products leave the catalogue."""
    return [company for company in owned_alone(person) if not company.memberships.exclude(user=person).exists()]


@transaction.atomic
def ask(person: User, *, session_key: str | None, at: datetime) -> ErasureRequest:
    """Note that the person wants to be erased; a letter says until when it can be undone. All other sessions end.

    Raises StillInOffice, LastOwnerAmongMembers or AskedAlready.
    """
    _refuse_while_needed(person, at=at)
    due = at + timedelta(days=settings.RETENTION_DAYS[Kept.ERASURE_WAIT])
    try:
        with transaction.atomic():
            request = ErasureRequest.objects.create(person=person, asked_at=at, due_at=due)
    except IntegrityError as clash:
        raise AskedAlready from clash
    end_sessions_of(person, but=session_key)
    outbox.write([mail.erasure_asked(request)], at=at)
    log_event("erasure_asked", account=person.pk)
    return request


@transaction.atomic
def undo(person: User, *, at: datetime) -> None:
    """The account stays as it is. Raises NothingToUndo."""
    request = ErasureRequest.objects.select_for_update().filter(person=person, undone_at=None, carried_out_at=None)
    if not request.update(undone_at=at):
        raise NothingToUndo
    log_event("erasure_undone", account=person.pk)


def due(*, at: datetime) -> int:
    """How many people are to be erased by that moment."""
    return ErasureRequest.objects.due(at).count()


def carry_out_due(*, at: datetime) -> int:
    """Erase everybody whose waiting time is over; how many. One that cannot be erased now is logged and stops no other."""
    erased = 0
    for key in list(ErasureRequest.objects.due(at).order_by("due_at").values_list("pk", flat=True)):
        try:
            erased += carry_out(key, at=at)
        except (StillInOffice, LastOwnerAmongMembers) as reason:
            logger.warning("Request %s for erasure waits: %s.", key, type(reason).__name__)
        except Exception:
            logger.exception("Request %s for erasure failed.", key)
    return erased


@transaction.atomic
def carry_out(key: int, *, at: datetime) -> bool:
    """Erase the person of one request, unless it was undone or done meanwhile. A letter says so, the last one.

    Raises StillInOffice or LastOwnerAmongMembers where the person took on something since.
    """
    request = ErasureRequest.objects.due(at).select_for_update().filter(pk=key).first()
    if request is None:
        return False
    person = User.objects.select_for_update().get(pk=request.person_id)
    _refuse_while_needed(person, at=at)
    last_letter = mail.erasure_done(request)
    _leave_companies(person, at=at)
    organisations = _leave_organisations(person, at=at)
    _erase_what_others_read(person, organisations)
    _delete_own_rows(person)
    _empty_account(person, at=at)
    outbox.write([last_letter], at=at)
    ErasureRequest.objects.filter(pk=request.pk).update(carried_out_at=at)
    log.append(act="person_erased", subject=f"person:{person.pk}", by=None, at=at, content={})
    log_event("account_erased", account=person.pk)
    return True


def _refuse_while_needed(person: User, *, at: datetime) -> None:
    if person.is_staff or person.is_superuser or office_of(person, at=at):
        raise StillInOffice
    if companies := companies_to_hand_over(person):
        raise LastOwnerAmongMembers(companies)


def _leave_companies(person: User, *, at: datetime) -> None:
    """End each membership. That it was there is kept by number: nobody judges a company for which they acted."""
    for company in companies_left_behind(person):
        for product in company.products.filter(is_listed=True):
            products.set_listed(product, False, at=at)
    memberships = Membership.objects.filter(user=person)
    FormerMembership.objects.bulk_create(
        FormerMembership(supplier_id=one.supplier_id, user=person, role=one.role, since=one.since, until=at)
        for one in memberships
    )
    memberships.delete()
    Contact.objects.filter(email__iexact=person.email).delete()
    theirs = Q(email__iexact=person.email) | Q(accepted_by=person)
    Invitation.objects.pending().filter(theirs | Q(invited_by=person)).update(withdrawn_at=at)
    Invitation.objects.filter(theirs).update(email="")
    reports = DoubtReport.objects.filter(Q(email__iexact=person.email) | Q(by=person))
    DoubtFile.objects.filter(report__in=reports).update(original_name="file")
    reports.update(email="")


def _leave_organisations(person: User, *, at: datetime) -> list[int]:
    """End each membership; the organisations that the person belonged to.

    An organisation of one goes too; where it sent enquiries or placed orders, its name stays with these.
    """
    left = [one.pk for one in bought_for_alone(person)]
    belonged = list(BuyerMembership.objects.filter(user=person).values_list("buyer", flat=True))
    BuyerMembership.objects.filter(user=person).delete()
    theirs = Q(email__iexact=person.email) | Q(accepted_by=person)
    BuyerInvitation.objects.pending().filter(theirs | Q(invited_by=person)).update(withdrawn_at=at)
    BuyerInvitation.objects.filter(theirs).update(email="")
    ShortlistEntry.objects.filter(buyer__in=left).delete()
    LossNotice.objects.filter(buyer__in=left).delete()
    Buyer.objects.filter(pk__in=left).update(address="", tax_number="")
    Buyer.objects.filter(pk__in=left, enquiries=None, orders=None).delete()
    return belonged


def _erase_what_others_read(person: User, organisations: list[int]) -> None:
    """Names that stand as text in what belongs to others: notices of colleagues, the history of the desk's pages."""
    companies = FormerMembership.objects.filter(user=person).values_list("supplier", flat=True)
    joined = Q(params__supplier__in=list(companies)) | Q(params__buyer__in=organisations)
    for notice in Notice.objects.filter(joined, kind__in=MEMBER_JOINED):
        if notice.params.get("person") in {person.name, person.email}:
            notice.params["person"] = ""
            notice.save(update_fields=["params"])
    offices = Auditor.objects.filter(user=person).values_list("pk", flat=True)
    roles = DeskRole.objects.filter(user=person).values_list("pk", flat=True)
    pages = {User: [person.pk], Auditor: list(offices), DeskRole: list(roles)}
    for model, keys in pages.items():
        kind = ContentType.objects.get_for_model(model)
        history = AdminLogEntry.objects.filter(content_type=kind, object_id__in=map(str, keys))
        history.update(object_repr=F("object_id"))


def _delete_own_rows(person: User) -> None:
    for rows in (
        Notice.objects.filter(recipient=person),
        Reminder.objects.filter(recipient=person),
        LawReminder.objects.filter(recipient=person),
        NameAtDecision.objects.filter(person=person),
        Authenticator.objects.filter(user=person),
        EmailAddress.objects.filter(user=person),
        FormerAddress.objects.filter(user=person),
        Letter.objects.filter(address__iexact=person.email),
    ):
        rows.delete()
    end_sessions_of(person)


def _empty_account(person: User, *, at: datetime) -> None:
    """Only the number stays, and since when. The password that no text has ends every session that is left."""
    person.email = f"erased-{person.pk}@erased.invalid"
    person.name = ""
    person.set_unusable_password()
    person.is_active = False
    person.last_login = None
    person.erased_at = at
    person.language = settings.LANGUAGE_CODE
    person.groups.clear()
    person.user_permissions.clear()
    person.save()
