"""Links for people without an account: given by one side, opened until they end, revoked one by one or all at once.

The token stands in the letter alone; the database keeps its SHA-256, and the outbox forgets the letter once it is sent.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import Resolver404, resolve

from buyers.delivery.mail import guests as mail
from buyers.delivery.models import GuestLink, Inspection, Shipment
from buyers.trade.models import Order, Side
from buyers.trade.services.evidence import Guest
from kpmarket.accounts.models import User
from kpmarket.foundation.limits.daily import DailyAct, within_daily_limit
from kpmarket.foundation.outbox import writing as outbox

DAYS_OPEN = 14
"""How long a link opens unless who gives it says otherwise."""
TOKEN_BYTES = 32
PURPOSE = GuestLink.Purpose
ROLES = {PURPOSE.INSPECTION: "inspector", PURPOSE.SHIPMENT: "forwarder", PURPOSE.FREIGHT: "forwarder"}
"""What a guest may submit as, in the words of ``milestones.yaml``."""


FILES_AT = {
    "delivery:guest-inspection-photos": PURPOSE.INSPECTION,
    "delivery:guest-shipment-report": PURPOSE.SHIPMENT,
    "delivery:guest-shipment-table": PURPOSE.SHIPMENT,
}
"""Where guests send files, or tables as long as files: the web server asks before it reads a stranger's large body."""


class NoSuchLink(Exception):
    """No link with this token opens this now: unknown, for something else, ended or revoked. Nobody learns which."""


@dataclass(frozen=True)
class Invited:
    """Who gets a link, as the side that gives it names them. The letter and the page are in ``language``."""

    name: str
    organisation: str
    email: str
    language: str


@transaction.atomic
def give_link(
    subject: Order | Shipment | Inspection,
    invited: Invited,
    *,
    side: Side,
    by: User,
    at: datetime,
    days: int = DAYS_OPEN,
    quotes_freight: bool = False,
) -> GuestLink:
    """Make a link to report on that subject, and write the letter that holds it. Raises OverDailyLimit.

    An order as the subject: the guest opens its shipments, or quotes their freight.
    """
    reports = PURPOSE.INSPECTION if isinstance(subject, Inspection) else PURPOSE.SHIPMENT
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with within_daily_limit(DailyAct.GUEST_LINKS, by.pk, at=at):
        link = GuestLink.objects.create(
            order=subject if isinstance(subject, Order) else subject.order,
            purpose=PURPOSE.FREIGHT if quotes_freight else reports,
            shipment=subject if isinstance(subject, Shipment) else None,
            inspection=subject if isinstance(subject, Inspection) else None,
            side=side,
            given_by=by,
            given_at=at,
            token_sha256=digest_of_token(token),
            ends_at=at + timedelta(days=days),
            **vars(invited),
        )
        outbox.write([mail.guest_link(link, token)], at=at)
    return link


def open_link(token: str, purpose: GuestLink.Purpose, *, at: datetime) -> GuestLink:
    """The link, with its order, subject and giver. Raises NoSuchLink."""
    digest = digest_of_token(token)
    rows = GuestLink.objects.select_related("order__buyer", "order__supplier", "shipment", "inspection", "given_by")
    link = rows.filter(token_sha256=digest, purpose=purpose).first()
    if link is None or not hmac.compare_digest(link.token_sha256, digest) or not is_open(link, at):
        raise NoSuchLink
    return link


def takes_files(path: str, *, at: datetime) -> bool:
    """Whether that path of a request is a guest's address for files, under a link that is open."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    purpose = FILES_AT.get(found.view_name)
    if purpose is None:
        return False
    try:
        open_link(found.kwargs["token"], purpose, at=at)
    except NoSuchLink:
        return False
    return True


def is_open(link: GuestLink, at: datetime) -> bool:
    """Whether it can be used at that moment."""
    return link.revoked_at is None and at < link.ends_at


def revoke_link(link: GuestLink, *, by: User, at: datetime) -> bool:
    """End one link at once; whether it was open until now."""
    return bool(GuestLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at, revoked_by=by))


def revoke_all(order: Order, *, side: Side, by: User, at: datetime) -> int:
    """End every link of that order that this side gave; how many were not ended before."""
    open_ones = GuestLink.objects.filter(order=order, side=side, revoked_at=None, ends_at__gt=at)
    return open_ones.update(revoked_at=at, revoked_by=by)


def guest_of(link: GuestLink) -> Guest:
    """Who submits evidence by this link, for ``trade.services.evidence.submit_evidence``."""
    return Guest(ROLES[GuestLink.Purpose(link.purpose)], link.name, link.organisation, link.given_by)


def digest_of_token(token: str) -> str:
    """What the database knows of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
