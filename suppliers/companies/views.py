"""The steps that describe a company, and its hand-over to the auditors."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import Refusals, perform
from kpmarket.foundation.review_times import review_time
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.companies import scope, services
from suppliers.companies.forms import CompanyForm, ContactForm
from suppliers.companies.services import AlreadyRegistered, Frozen, NotReady, TooEarly
from suppliers.identity.identifiers import credit_code_cautions
from suppliers.models import Contact, Supplier


def _missing(refusal: NotReady) -> str:
    missing = ", ".join(str(gap.words) for gap in refusal.gaps)
    return _("Not submitted yet. Missing: %(missing)s.") % {"missing": missing}


CONTACT_REFUSALS: Refusals = {
    Frozen: gettext_lazy("The company is with the auditors: its contacts cannot change now."),
}
SUBMIT_REFUSALS: Refusals = {
    NotReady: _missing,
    AlreadyRegistered: gettext_lazy(
        "A company with this credit code is registered here. Ask its owner to invite you, or write to us."
    ),
    IllegalTransition: gettext_lazy("The company has already been submitted."),
}
RETRACT_REFUSALS: Refusals = {
    IllegalTransition: gettext_lazy("An auditor has begun, so the company can no longer be taken back."),
}
REOPEN_REFUSALS: Refusals = {
    TooEarly: gettext_lazy("It is too early to apply again: the day stands on your desk."),
    IllegalTransition: gettext_lazy("Only a company that was rejected can apply again."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def company(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """Step one. Whatever is right is kept; what is missing may follow later."""
    supplier = scope.company(request, supplier_pk)
    form = CompanyForm(request.POST or None, instance=supplier)
    if request.method == "POST" and form.is_valid():
        return _save_company(request, supplier, form)
    context = {
        "supplier": supplier,
        "form": form,
        "may_edit": scope.may_edit(supplier) and not supplier.is_frozen,
        "cautions": credit_code_cautions(supplier.credit_code, supplier.province),
    }
    return render(request, "suppliers/company.html", context, status=422 if form.errors else 200)


def _save_company(request: PersonRequest, supplier: Supplier, form: CompanyForm) -> HttpResponse:
    try:
        services.save_company(supplier, form.cleaned_data)
    except Frozen:
        messages.error(request, _("The company is with the auditors or judged: its particulars cannot change now."))
        return redirect("suppliers:company", supplier.pk)
    messages.success(request, _("Saved."))
    cautions = credit_code_cautions(form.cleaned_data["credit_code"], form.cleaned_data["province"])
    return redirect("suppliers:company" if cautions or "stay" in request.POST else "suppliers:contacts", supplier.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """Step two: the people at the company, and a form for one more."""
    supplier = scope.company(request, supplier_pk)
    return _contact_page(request, supplier, Contact(supplier=supplier), _("Contact added."))


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    supplier = scope.company(request, supplier_pk)
    return _contact_page(request, supplier, get_object_or_404(supplier.contacts, pk=pk), _("Contact changed."))


def _contact_page(request: PersonRequest, supplier: Supplier, subject: Contact, done: str) -> HttpResponse:
    form = ContactForm(request.POST or None, instance=subject)
    if request.method == "POST" and form.is_valid():
        return _save_contact(request, supplier, form, done)
    context = {
        "supplier": supplier,
        "contacts": supplier.contacts.all(),
        "form": form,
        "subject": subject,
        "may_edit": scope.may_edit(supplier) and not supplier.is_with_auditors,
    }
    return render(request, "suppliers/contacts.html", context, status=422 if form.errors else 200)


def _save_contact(request: PersonRequest, supplier: Supplier, form: ModelForm[Contact], done: str) -> HttpResponse:
    perform(request, partial(services.save_contact, form.instance), done, CONTACT_REFUSALS)
    return redirect("suppliers:contacts", supplier.pk)


@require_POST
def contact_remove(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    supplier = scope.company(request, supplier_pk)
    remove = partial(services.remove_contact, get_object_or_404(supplier.contacts, pk=pk))
    perform(request, remove, _("Contact removed."), CONTACT_REFUSALS)
    return redirect("suppliers:contacts", supplier.pk)


@require_POST
def submit(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    success = _("Submitted. We will review it within %(time)s; a receipt is on its way.") % {"time": review_time()}
    return _move(request, supplier_pk, services.submit_supplier, success, SUBMIT_REFUSALS)


@require_POST
def retract(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    success = _("Taken back. You can change it and submit it again.")
    return _move(request, supplier_pk, services.retract_supplier, success, RETRACT_REFUSALS)


@require_POST
def reopen(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    success = _("The company is a draft again. Put right what the auditors wrote, then submit.")
    return _move(request, supplier_pk, services.reopen_supplier, success, REOPEN_REFUSALS)


def _move(
    request: PersonRequest, supplier_pk: int, act: Callable[..., object], success: str, refusals: Refusals
) -> HttpResponse:
    """Change the company's status for the person; the page that follows says what happened."""
    supplier = scope.company(request, supplier_pk)
    perform(request, partial(act, supplier, by=request.user, at=timezone.now()), success, refusals)
    return redirect("suppliers:desk", supplier.pk)
