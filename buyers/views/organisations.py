"""An organisation that buys: its particulars, its people, and the letters that invite more."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buyers.models import Buyer, BuyerInvitation, BuyerMembership
from buyers.models.buyer import BuyerQuerySet
from buyers.organisation_forms import InvitationForm, OrganisationForm, RoleForm
from buyers.services import organisations as services
from kpmarket.accounts.member_pages import send_invitation
from kpmarket.accounts.members import InvitationClosed, LastOwner, WrongAddress, withdraw_invitation
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import Refusals, perform

OWNER_REFUSALS: Refusals = {
    LastOwner: gettext_lazy("An organisation always has an owner. Make somebody else an owner first."),
}
WITHDRAW_REFUSALS: Refusals = {InvitationClosed: gettext_lazy("The invitation was accepted or withdrawn before.")}


def with_role(scope: BuyerQuerySet, buyer_pk: int) -> Buyer:
    """The organisation with the role of the one person to whom the scope is narrowed. Raises Http404."""
    found: Buyer = get_object_or_404(scope.annotate(role_held=F("memberships__role")), pk=buyer_pk)
    found.my_role = found.role_held  # type: ignore[attr-defined]  # annotated just now
    return found


def owned(request: PersonRequest, buyer_pk: int) -> Buyer:
    """The organisation for an act that is its owners' alone."""
    return with_role(Buyer.objects.owned_by(request.user), buyer_pk)


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: PersonRequest, buyer_pk: int) -> HttpResponse:
    """Particulars and people. Members read; owners change."""
    is_sent = request.method == "POST"
    buyer = owned(request, buyer_pk) if is_sent else with_role(Buyer.objects.for_user(request.user), buyer_pk)
    form = OrganisationForm(request.POST if is_sent else None, instance=buyer)
    if is_sent and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("buyers:organisation", buyer.pk)
    return _page(request, buyer, form, InvitationForm())


def _page(request: PersonRequest, buyer: Buyer, form: OrganisationForm, invitation: InvitationForm) -> HttpResponse:
    is_owner = buyer.my_role == BuyerMembership.Role.OWNER
    kept = Buyer.objects.get(pk=buyer.pk) if form.errors else buyer
    context = {
        "buyer": kept,
        "group": kept,
        "particulars": form,
        "form": invitation,
        "members": buyer.memberships.select_related("user"),
        "invitations": buyer.invitations.open(timezone.now()) if is_owner else [],
        "roles": BuyerMembership.Role,
        "is_owner": is_owner,
        "all": list(Buyer.objects.acted_for_by(request.user.pk)),
    }
    status = 422 if form.errors or invitation.errors else 200
    return render(request, "buyers/organisation.html", context, status=status)


@require_POST
def choose(request: PersonRequest, buyer_pk: int) -> HttpResponse:
    """Act for this one of several organisations from now on."""
    membership = get_object_or_404(request.user.buyer_memberships.select_related("buyer"), buyer=buyer_pk)
    services.choose(membership, at=timezone.now())
    messages.success(request, _("You now buy for %(organisation)s.") % {"organisation": membership.buyer})
    return redirect("buyers:organisation", buyer_pk)


@require_POST
def invite(request: PersonRequest, buyer_pk: int) -> HttpResponse:
    """Send a letter that lets an address join."""
    buyer = owned(request, buyer_pk)
    form = InvitationForm(request.POST)
    act, is_member = partial(services.invite_member, buyer), _("A person with this address belongs to it already.")
    if not form.is_valid() or not send_invitation(request, form, act, is_member=is_member):
        return _page(request, buyer, OrganisationForm(instance=buyer), form)
    messages.success(request, _("Invitation sent to %(email)s.") % {"email": form.cleaned_data["email"]})
    return redirect("buyers:organisation", buyer.pk)


@require_POST
def member_role(request: PersonRequest, buyer_pk: int, pk: int) -> HttpResponse:
    """Give a member another role."""
    membership = get_object_or_404(owned(request, buyer_pk).memberships.select_related("buyer"), pk=pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        change = partial(services.change_role, membership, form.cleaned_data["role"])
        perform(request, change, _("Role changed."), OWNER_REFUSALS)
    else:
        messages.error(request, _("Choose one of the three roles."))
    return redirect("buyers:organisation", buyer_pk)


@require_POST
def member_remove(request: PersonRequest, buyer_pk: int, pk: int) -> HttpResponse:
    """End the membership of somebody, or one's own."""
    membership = get_object_or_404(owned(request, buyer_pk).memberships.select_related("buyer", "user"), pk=pk)
    return _end(request, membership)


@require_POST
def leave(request: PersonRequest, buyer_pk: int) -> HttpResponse:
    """End one's own membership, whatever the role."""
    membership = get_object_or_404(request.user.buyer_memberships.select_related("buyer", "user"), buyer=buyer_pk)
    return _end(request, membership)


def _end(request: PersonRequest, membership: BuyerMembership) -> HttpResponse:
    success = _("%(person)s no longer belongs to the organisation.") % {"person": membership.user}
    is_ended = perform(request, partial(services.remove_member, membership), success, OWNER_REFUSALS)
    if is_ended and membership.user == request.user:
        return redirect("buyers:home")
    return redirect("buyers:organisation", membership.buyer_id)


@require_POST
def invitation_withdraw(request: PersonRequest, buyer_pk: int, pk: int) -> HttpResponse:
    """The letter can no longer be accepted."""
    subject = get_object_or_404(owned(request, buyer_pk).invitations, pk=pk)
    withdraw = partial(withdraw_invitation, subject, at=timezone.now())
    perform(request, withdraw, _("Invitation withdrawn."), WITHDRAW_REFUSALS)
    return redirect("buyers:organisation", buyer_pk)


@login_not_required
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the letter leads to. The token is the right to read it while it is open."""
    letter = get_object_or_404(BuyerInvitation.objects.select_related("buyer", "invited_by"), token=token)
    if not letter.is_open(timezone.now()):
        return render(request, "buyers/invitation.html", {"is_open": False}, status=410)
    is_addressee = request.user.is_authenticated and request.user.email.lower() == letter.email.lower()
    accept_url = reverse("buyers:organisation-invitation-accept", args=[letter.token])
    context = {"invitation": letter, "is_open": True, "is_addressee": is_addressee, "accept_url": accept_url}
    return render(request, "buyers/invitation.html", context)


@require_POST
def invitation_accept(request: PersonRequest, token: str) -> HttpResponse:
    """Join, and act for the organisation from now on."""
    letter = get_object_or_404(BuyerInvitation.objects.select_related("buyer"), token=token)
    try:
        services.accept_invitation(letter, by=request.user, at=timezone.now())
    except (InvitationClosed, WrongAddress):
        return redirect(letter)
    messages.success(request, _("You now buy for %(organisation)s.") % {"organisation": letter.buyer})
    return redirect("buyers:organisation", letter.buyer_id)
