"""Who acts for a group of people: invited by letter, joined by token, given a role, removed.

A group is a supplier's company or a buyer's organisation: a row with ``memberships`` (each with ``user``, ``role``,
``since`` and its ``group``) and ``invitations``. One role is the owner's, and a group always has an owner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction

from kpmarket.accounts.models import Notice, User
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter

MOST_OPEN_INVITATIONS = 20
OWNER = "owner"


class AlreadyMember(Exception):
    """A person with this address belongs to the group."""


class TooManyInvitations(Exception):
    """So many letters are open that another would be a nuisance."""


class InvitationClosed(Exception):
    """Accepted, withdrawn, or older than its days."""


class WrongAddress(Exception):
    """The invitation is for another address."""


class LastOwner(Exception):
    """A group always has an owner."""


@transaction.atomic
def invite(group: Any, *, email: str, role: str, by: User, at: datetime, letter: Callable[[Any], Letter]) -> Any:
    """Send a letter that lets this address join; an earlier open letter to it no longer counts.

    Raises AlreadyMember or TooManyInvitations.
    """
    lock(group)
    email = email.lower()
    if group.memberships.filter(user__email__iexact=email).exists():
        raise AlreadyMember
    group.invitations.pending().filter(email=email).update(withdrawn_at=at)
    if group.invitations.open(at).count() >= MOST_OPEN_INVITATIONS:
        raise TooManyInvitations
    invitation = group.invitations.create(email=email, role=role, invited_by=by, created_at=at)
    outbox.write([letter(invitation)], at=at)
    return invitation


def withdraw_invitation(invitation: Any, *, at: datetime) -> None:
    """The invitation can no longer be accepted. Raises InvitationClosed when it was accepted first."""
    if not type(invitation).objects.pending().filter(pk=invitation.pk).update(withdrawn_at=at):
        raise InvitationClosed


@transaction.atomic
def accept(invitation: Any, group: Any, *, by: User, at: datetime) -> tuple[Any, bool]:
    """Join the group: the membership, and whether it is new. Who belongs to it already keeps the role.

    Raises WrongAddress or InvitationClosed.
    """
    if invitation.email.lower() != by.email.lower():
        raise WrongAddress
    if not type(invitation).objects.open(at).filter(pk=invitation.pk).update(accepted_at=at, accepted_by=by):
        raise InvitationClosed
    found: tuple[Any, bool] = group.memberships.get_or_create(user=by, defaults={"role": invitation.role, "since": at})
    return found


@transaction.atomic
def change_role(membership: Any, group: Any, role: str) -> None:
    """Give a member another role. Raises LastOwner when nobody would own the group."""
    keep_an_owner(membership, group, stays=role == OWNER)
    type(membership).objects.filter(pk=membership.pk).update(role=role)


def keep_an_owner(membership: Any, group: Any, *, stays: bool) -> None:
    """Lock the group, and raise LastOwner where this member is its only owner and does not stay one."""
    lock(group)
    others = group.memberships.exclude(pk=membership.pk)
    if not stays and not others.filter(role=OWNER).exists():
        raise LastOwner


def notify_owners(group: Any, kind: str, params: Mapping[str, object], *, but: User, at: datetime) -> None:
    """A notice on the site for every owner except one person."""
    owners = group.memberships.filter(role=OWNER).exclude(user=but)
    Notice.objects.bulk_create(
        Notice(recipient_id=owner, kind=kind, params=dict(params), created_at=at)
        for owner in owners.values_list("user", flat=True)
    )


def lock(group: models.Model) -> None:
    """Nobody else changes who belongs to the group until the transaction is over."""
    type(group)._default_manager.select_for_update().get(pk=group.pk)
