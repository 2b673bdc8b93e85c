"""Who acts for a company: invited by letter, joined by token, given a role, removed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kpmarket.accounts.models import Notice, User
from kpmarket.foundation.outbox import writing as outbox
from suppliers.companies import member_mail as mail
from suppliers.models import FormerMembership, Invitation, Membership, Supplier

MOST_OPEN_INVITATIONS = 20


class AlreadyMember(Exception):
    """A person with this address belongs to the company."""


class TooManyInvitations(Exception):
    """So many letters are open that another would be a nuisance."""


class InvitationClosed(Exception):
    """Accepted, withdrawn, or older than its days."""


class WrongAddress(Exception):
    """The invitation is for another address."""


class LastOwner(Exception):
    """A company always has an owner."""


@transaction.atomic
def invite_member(supplier: Supplier, *, email: str, role: str, by: User, at: datetime) -> Invitation:
    """Send a letter that lets this address join; an earlier open letter to it no longer counts."""
    _lock(supplier)
    email = email.lower()
    if supplier.memberships.filter(user__email__iexact=email).exists():
        raise AlreadyMember
    supplier.invitations.pending().filter(email=email).update(withdrawn_at=at)
    if supplier.invitations.open(at).count() >= MOST_OPEN_INVITATIONS:
        raise TooManyInvitations
    invitation = Invitation.objects.create(supplier=supplier, email=email, role=role, invited_by=by, created_at=at)
    outbox.write([mail.invitation_letter(invitation)], at=at)
    return invitation


def withdraw_invitation(invitation: Invitation, *, at: datetime) -> None:
    """The invitation can no longer be accepted. Raises InvitationClosed when it was accepted first."""
    if not Invitation.objects.pending().filter(pk=invitation.pk).update(withdrawn_at=at):
        raise InvitationClosed


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User, at: datetime) -> Membership:
    """Join the company. A person who belongs to it already keeps the role; its owners get a notice."""
    if invitation.email.lower() != by.email.lower():
        raise WrongAddress
    if not Invitation.objects.open(at).filter(pk=invitation.pk).update(accepted_at=at, accepted_by=by):
        raise InvitationClosed
    supplier = invitation.supplier
    membership, is_new = Membership.objects.get_or_create(
        supplier=supplier, user=by, defaults={"role": invitation.role, "since": at}
    )
    if is_new:
        _notify_owners(supplier, by, at)
    return membership


@transaction.atomic
def change_role(membership: Membership, role: str) -> None:
    """Give a member another role. Raises LastOwner when nobody would own the company."""
    _keep_an_owner(membership, stays=role == Membership.Role.OWNER)
    Membership.objects.filter(pk=membership.pk).update(role=role)


@transaction.atomic
def remove_member(membership: Membership, *, at: datetime) -> None:
    """End a membership; the rights end with the next request. Raises LastOwner when nobody would own the company.

    That it was there is kept: an auditor does not judge a company for which they once acted.
    """
    _keep_an_owner(membership, stays=False)
    FormerMembership.objects.create(
        supplier_id=membership.supplier_id,
        user_id=membership.user_id,
        role=membership.role,
        since=membership.since,
        until=at,
    )
    membership.delete()


def _keep_an_owner(membership: Membership, *, stays: bool) -> None:
    _lock(membership.supplier)
    others = membership.supplier.memberships.exclude(pk=membership.pk)
    if not stays and not others.filter(role=Membership.Role.OWNER).exists():
        raise LastOwner


def _notify_owners(supplier: Supplier, newcomer: User, at: datetime) -> None:
    owners = supplier.memberships.filter(role=Membership.Role.OWNER).exclude(user=newcomer)
    Notice.objects.bulk_create(
        Notice(
            recipient_id=owner,
            kind="suppliers/member_joined",
            params={"person": str(newcomer), "supplier": supplier.pk, "name_en": supplier.name_en},
            created_at=at,
        )
        for owner in owners.values_list("user", flat=True)
    )


def _lock(supplier: Supplier) -> None:
    Supplier.objects.select_for_update().get(pk=supplier.pk)
