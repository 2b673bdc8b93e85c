"""Who acts for a company: invited by letter, joined by token, given a role, removed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kpmarket.accounts import members
from kpmarket.accounts.members import (
    MOST_OPEN_INVITATIONS,
    AlreadyMember,
    InvitationClosed,
    LastOwner,
    TooManyInvitations,
    WrongAddress,
    withdraw_invitation,
)
from kpmarket.accounts.models import User
from suppliers.companies import member_mail as mail
from suppliers.models import FormerMembership, Invitation, Membership, Supplier

__all__ = [
    "MOST_OPEN_INVITATIONS",
    "AlreadyMember",
    "InvitationClosed",
    "LastOwner",
    "TooManyInvitations",
    "WrongAddress",
    "withdraw_invitation",
]


def invite_member(supplier: Supplier, *, email: str, role: str, by: User, at: datetime) -> Invitation:
    """Send a letter that lets this address join. Raises AlreadyMember or TooManyInvitations."""
    invitation: Invitation = members.invite(
        supplier, email=email, role=role, by=by, at=at, letter=mail.invitation_letter
    )
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User, at: datetime) -> Membership:
    """Join the company; its owners get a notice. Raises WrongAddress or InvitationClosed."""
    supplier = invitation.supplier
    membership, is_new = members.accept(invitation, supplier, by=by, at=at)
    if is_new:
        params = {"person": str(by), "supplier": supplier.pk, "name_en": supplier.name_en}
        members.notify_owners(supplier, "suppliers/member_joined", params, but=by, at=at)
    found: Membership = membership
    return found


def change_role(membership: Membership, role: str) -> None:
    """Give a member another role. Raises LastOwner when nobody would own the company."""
    members.change_role(membership, membership.supplier, role)


@transaction.atomic
def remove_member(membership: Membership, *, at: datetime) -> None:
    """End a membership; the rights end with the next request. Raises LastOwner when nobody would own the company.

    That it was there is kept: an auditor does not judge a company for which they once acted.
    """
    members.keep_an_owner(membership, membership.supplier, stays=False)
    FormerMembership.objects.create(
        supplier_id=membership.supplier_id,
        user_id=membership.user_id,
        role=membership.role,
        since=membership.since,
        until=at,
    )
    membership.delete()
