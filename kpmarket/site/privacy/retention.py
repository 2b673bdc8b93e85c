"""Deleting what has been kept as long as ``RETENTION_DAYS`` says. Each rule says what it would delete before it does."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import cast

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry as AdminLogEntry
from django.contrib.sessions.models import Session
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from audits.models import DoubtReport
from buyers.models import Buyer, BuyerInvitation, Enquiry, Message, Thread
from kpmarket.accounts.invitations import BaseInvitation
from kpmarket.accounts.models import FormerAddress, Notice, User
from kpmarket.foundation.configuration.retention import Kept
from kpmarket.foundation.outbox.models import Letter
from suppliers.certificates import files
from suppliers.models import Certificate, Invitation, Supplier

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rule:
    """What is over at a moment, and how it goes. ``selects`` gets the day before which it must have ended, and now."""

    name: str
    period: Kept
    selects: Callable[[datetime, datetime], QuerySet[Model]]
    removes: Callable[[QuerySet[Model]], int]

    def rows(self, *, at: datetime) -> QuerySet[Model]:
        return self.selects(at - timedelta(days=settings.RETENTION_DAYS[self.period]), at)


def rows_over(*, at: datetime) -> dict[str, int]:
    """How many rows each rule would delete or empty at that moment."""
    return {rule.name: rule.rows(at=at).count() for rule in RULES}


def enforce(*, at: datetime) -> dict[str, int]:
    """Delete or empty what is over at that moment; how many rows by rule. A rule that fails is logged and stops no other."""
    done: dict[str, int] = {}
    for rule in RULES:
        try:
            done[rule.name] = rule.removes(rule.rows(at=at))
        except Exception:  # whatever is wrong with one table, the others do not keep more than promised
            logger.exception("Retention of %s failed.", rule.name)
    return done


def expired_sessions(before: datetime, at: datetime) -> QuerySet[Model]:
    return Session.objects.filter(expire_date__lt=at)


def unlisted_sessions(before: datetime, at: datetime) -> QuerySet[Model]:
    """Addresses and browsers of sessions that are gone. One used later may belong to a session being written now."""
    live = Session.objects.filter(expire_date__gte=at).values("session_key")
    return UserSession.objects.filter(last_seen_at__lt=before).exclude(session_key__in=live)


def sent_letters(before: datetime, at: datetime) -> QuerySet[Model]:
    return Letter.objects.filter(sent_at__lt=before)


def put_aside_letters(before: datetime, at: datetime) -> QuerySet[Model]:
    return Letter.objects.filter(failed_at__lt=before)


def former_addresses(before: datetime, at: datetime) -> QuerySet[Model]:
    """As long as the letters that went there."""
    return FormerAddress.objects.filter(replaced_at__lt=before)


def read_notices(before: datetime, at: datetime) -> QuerySet[Model]:
    return Notice.objects.filter(read_at__lt=before)


def unused(invitations: type[BaseInvitation], before: datetime, at: datetime) -> QuerySet[Model]:
    """Withdrawn, or never accepted and long past their days."""
    lapsed = Q(withdrawn_at=None, created_at__lt=before - timedelta(days=BaseInvitation.DAYS_OPEN))
    return invitations.objects.filter(Q(withdrawn_at__lt=before) | lapsed, accepted_at=None)


def accepted(invitations: type[BaseInvitation], before: datetime, at: datetime) -> QuerySet[Model]:
    """Those with an address. The row stays: who accepted one never judges the company."""
    return invitations.objects.filter(accepted_at__lt=before).exclude(email="")


def abandoned_certificates(before: datetime, at: datetime) -> QuerySet[Model]:
    """Drafts that never went to an auditor, whose files and confirmed fields are as old too."""
    drafts = Certificate.objects.filter(status=Certificate.Status.DRAFT, submitted_at=None, created_at__lt=before)
    recent = Q(files__uploaded_at__gte=before) | Q(field_decisions__at__gte=before)
    return drafts.exclude(pk__in=Certificate.objects.filter(recent).values("pk")).filter(successors=None)


def abandoned_companies(before: datetime, at: datetime) -> QuerySet[Model]:
    """Drafts that never went to an auditor and never got a product or a certificate."""
    drafts = Supplier.objects.filter(status=Supplier.Status.DRAFT, submitted_at=None, created_at__lt=before)
    return drafts.filter(products=None, certificates=None, type_requests=None, accounts=None, history=None)


def unconfirmed_accounts(before: datetime, at: datetime) -> QuerySet[Model]:
    """Whoever signed up with that address never confirmed it, and could do nothing."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    strangers = User.objects.filter(last_login=None, is_staff=False, erased_at=None, date_joined__lt=before)
    return strangers.filter(Exists(addresses), ~Exists(addresses.filter(verified=True)))


def ended_conversations(before: datetime, at: datetime) -> QuerySet[Model]:
    """Enquiries whose last letter, on either side, is that old, and from which no quote or order came."""
    threads = Thread.objects.filter(enquiry=OuterRef("pk"))
    later = Message.objects.filter(thread__enquiry=OuterRef("pk"), sent_at__gte=before)
    kept = threads.filter(Q(quote__isnull=False) | Q(orders__isnull=False))
    return Enquiry.objects.filter(~Exists(later), ~Exists(kept), sent_at__lt=before)


def organisations_of_erased_buyers(before: datetime, at: datetime) -> QuerySet[Model]:
    """Nobody belongs to them; they stayed with the enquiries, the last of which is gone. Orders keep them."""
    return Buyer.objects.filter(memberships=None, enquiries=None, orders=None)


def addresses_of_answered_reports(before: datetime, at: datetime) -> QuerySet[Model]:
    """The report stays: it says why a document was looked at."""
    return DoubtReport.objects.filter(decided_at__lt=before).exclude(email="")


def desk_history(before: datetime, at: datetime) -> QuerySet[Model]:
    return AdminLogEntry.objects.filter(action_time__lt=before)


def delete(rows: QuerySet[Model]) -> int:
    """Delete the rows and what belongs to them; how many of the rows."""
    _all, by_table = rows.delete()
    return by_table.get(rows.model._meta.label, 0)


def empty_addresses(rows: QuerySet[Model]) -> int:
    return rows.update(email="")


def delete_drafts(rows: Iterable[Model]) -> int:
    """Each draft with its files, by the service that suppliers use; how many. One that fails is logged and stops no other."""
    deleted = 0
    for draft in rows:
        try:
            files.delete_draft(cast(Certificate, draft))
        except Exception:
            logger.exception("The draft of certificate %s could not be deleted.", draft.pk)
        else:
            deleted += 1
    return deleted


INVITATIONS: tuple[tuple[str, type[BaseInvitation]], ...] = (("", Invitation), (" to organisations", BuyerInvitation))
RULES = (
    Rule("expired sessions", Kept.ENDED_SESSIONS, expired_sessions, delete),
    Rule("addresses and browsers of ended sessions", Kept.ENDED_SESSIONS, unlisted_sessions, delete),
    Rule("sent letters", Kept.SENT_LETTERS, sent_letters, delete),
    Rule("letters that were put aside", Kept.PUT_ASIDE_LETTERS, put_aside_letters, delete),
    Rule("addresses that were replaced", Kept.SENT_LETTERS, former_addresses, delete),
    Rule("notices that were read", Kept.READ_NOTICES, read_notices, delete),
    *(
        Rule(f"closed invitations{of}", Kept.CLOSED_INVITATIONS, partial(unused, of_group), delete)
        for of, of_group in INVITATIONS
    ),
    *(
        Rule(
            f"addresses of accepted invitations{of}",
            Kept.CLOSED_INVITATIONS,
            partial(accepted, of_group),
            empty_addresses,
        )
        for of, of_group in INVITATIONS
    ),
    Rule("abandoned drafts of certificates", Kept.ABANDONED_DRAFTS, abandoned_certificates, delete_drafts),
    Rule("abandoned drafts of companies", Kept.ABANDONED_DRAFTS, abandoned_companies, delete),
    Rule("accounts never confirmed", Kept.UNCONFIRMED_ACCOUNTS, unconfirmed_accounts, delete),
    Rule("ended conversations", Kept.CONVERSATIONS, ended_conversations, delete),
    Rule("organisations of erased buyers", Kept.CONVERSATIONS, organisations_of_erased_buyers, delete),
    Rule("addresses of answered reports", Kept.CONVERSATIONS, addresses_of_answered_reports, empty_addresses),
    Rule("history of the desk's pages", Kept.DESK_HISTORY, desk_history, delete),
)
