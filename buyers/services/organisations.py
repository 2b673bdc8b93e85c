"""Organisations that buy: begun by one person, joined by others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from buyers import mail
from buyers.models import Buyer, BuyerInvitation, BuyerMembership
from kpmarket.accounts import members
from kpmarket.accounts.models import User


@transaction.atomic
def begin_organisation(buyer: Buyer, *, by: User, at: datetime) -> Buyer:
    """Save a new organisation; the person who begins it is its first owner and acts for it from now on."""
    buyer.save()
    BuyerMembership.objects.create(buyer=buyer, user=by, role=BuyerMembership.Role.OWNER, since=at, chosen_at=at)
    return buyer


def choose(membership: BuyerMembership, *, at: datetime) -> None:
    """The person acts for this one of their organisations from now on."""
    BuyerMembership.objects.filter(pk=membership.pk).update(chosen_at=at)


def invite_member(buyer: Buyer, *, email: str, role: str, by: User, at: datetime) -> BuyerInvitation:
    """Send a letter that lets this address join. Raises AlreadyMember or TooManyInvitations."""
    invitation: BuyerInvitation = members.invite(
        buyer, email=email, role=role, by=by, at=at, letter=mail.invitation_letter
    )
    return invitation


@transaction.atomic
def accept_invitation(invitation: BuyerInvitation, *, by: User, at: datetime) -> BuyerMembership:
    """Join the organisation and act for it; its owners get a notice. Raises WrongAddress or InvitationClosed."""
    buyer = invitation.buyer
    membership, is_new = members.accept(invitation, buyer, by=by, at=at)
    if is_new:
        params: dict[str, Any] = {"person": str(by), "organisation": buyer.organisation, "buyer": buyer.pk}
        members.notify_owners(buyer, "buyers/member_joined", params, but=by, at=at)
    choose(membership, at=at)
    found: BuyerMembership = membership
    return found


def change_role(membership: BuyerMembership, role: str) -> None:
    """Give a member another role. Raises LastOwner when nobody would own the organisation."""
    members.change_role(membership, membership.buyer, role)


@transaction.atomic
def remove_member(membership: BuyerMembership) -> None:
    """End a membership; the rights end with the next request. Raises LastOwner when nobody would own the organisation."""
    members.keep_an_owner(membership, membership.buyer, stays=False)
    membership.delete()


def purchasers_of(buyer: Buyer) -> list[User]:
    """The members who ask and answer for the organisation, as far as their accounts are active."""
    found = buyer.memberships.filter(role__in=BuyerMembership.PURCHASING_ROLES, user__is_active=True)
    return [member.user for member in found.select_related("user")]
