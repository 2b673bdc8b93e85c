"""The people of a company, and the letters that invite more."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kpmarket.accounts.member_pages import send_invitation
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import Refusals, perform
from suppliers.companies import members as services
from suppliers.companies import scope
from suppliers.companies.member_forms import InvitationForm, RoleForm
from suppliers.companies.members import InvitationClosed, LastOwner, WrongAddress
from suppliers.models import Invitation, Membership, Supplier

OWNER_REFUSALS: Refusals = {
    LastOwner: gettext_lazy("A company always has an owner. Make somebody else an owner first."),
}
WITHDRAW_REFUSALS: Refusals = {InvitationClosed: gettext_lazy("The invitation was accepted or withdrawn before.")}


@require_safe
def members(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    return _members_page(request, scope.company(request, supplier_pk), InvitationForm())


@require_POST
def invite(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    supplier = scope.owned_company(request, supplier_pk)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _members_page(request, supplier, form)
    is_member = _("A person with this address belongs to the company already.")
    if not send_invitation(request, form, partial(services.invite_member, supplier), is_member=is_member):
        return _members_page(request, supplier, form)
    messages.success(request, _("Invitation sent to %(email)s.") % {"email": form.cleaned_data["email"]})
    return redirect("suppliers:members", supplier.pk)


def _members_page(request: PersonRequest, supplier: Supplier, form: InvitationForm) -> HttpResponse:
    is_owner = supplier.my_role == Membership.Role.OWNER
    context = {
        "supplier": supplier,
        "group": supplier,
        "members": supplier.memberships.select_related("user"),
        "invitations": supplier.invitations.open(timezone.now()) if is_owner else [],
        "roles": Membership.Role,
        "form": form,
        "is_owner": is_owner,
    }
    return render(request, "suppliers/members.html", context, status=422 if form.errors else 200)


@require_POST
def member_role(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    supplier = scope.owned_company(request, supplier_pk)
    membership = get_object_or_404(supplier.memberships.select_related("supplier"), pk=pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the three roles."))
        return redirect("suppliers:members", supplier.pk)
    change = partial(services.change_role, membership, form.cleaned_data["role"])
    perform(request, change, _("Role changed."), OWNER_REFUSALS)
    return redirect("suppliers:members", supplier.pk)


@require_POST
def member_remove(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    supplier = scope.owned_company(request, supplier_pk)
    membership = get_object_or_404(supplier.memberships.select_related("supplier", "user"), pk=pk)
    success = _("%(person)s no longer belongs to the company.") % {"person": membership.user}
    remove = partial(services.remove_member, membership, at=timezone.now())
    is_removed = perform(request, remove, success, OWNER_REFUSALS)
    has_left = is_removed and membership.user == request.user
    return redirect("suppliers:dashboard") if has_left else redirect("suppliers:members", supplier.pk)


@require_POST
def invitation_withdraw(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    supplier = scope.owned_company(request, supplier_pk)
    subject = get_object_or_404(supplier.invitations, pk=pk)
    withdraw = partial(services.withdraw_invitation, subject, at=timezone.now())
    perform(request, withdraw, _("Invitation withdrawn."), WITHDRAW_REFUSALS)
    return redirect("suppliers:members", supplier.pk)


@login_not_required
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the letter leads to: who invites, and how to accept. The token is the right to read it while it is open."""
    letter = get_object_or_404(Invitation.objects.select_related("supplier", "invited_by"), token=token)
    is_open = letter.is_open(timezone.now())
    if not is_open:
        return render(request, "suppliers/invitation.html", {"is_open": False}, status=410)
    is_addressee = request.user.is_authenticated and request.user.email.lower() == letter.email.lower()
    context = {"invitation": letter, "is_open": True, "is_addressee": is_addressee}
    return render(request, "suppliers/invitation.html", context)


@require_POST
def invitation_accept(request: PersonRequest, token: str) -> HttpResponse:
    letter = get_object_or_404(Invitation.objects.select_related("supplier"), token=token)
    try:
        services.accept_invitation(letter, by=request.user, at=timezone.now())
    except (InvitationClosed, WrongAddress):
        return redirect(letter)
    messages.success(request, _("You now act for %(company)s.") % {"company": letter.supplier})
    return redirect("suppliers:desk", letter.supplier_id)
