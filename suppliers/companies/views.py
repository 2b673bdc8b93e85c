"""The steps that describe a company, and its hand-over to the auditors."""

from __future__ import annotations

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.companies import scope, services
from suppliers.companies.forms import CompanyForm, ContactForm
from suppliers.companies.services import AlreadyRegistered, Frozen, NotReady, TooEarly
from suppliers.identity.identifiers import credit_code_cautions
from suppliers.models import Contact, Supplier


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


def contacts(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """Step two: the people at the company, and a form for one more."""
    supplier = scope.company(request, supplier_pk)
    return _contact_page(request, supplier, Contact(supplier=supplier), _("Contact added."))


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


def _save_contact(request: PersonRequest, supplier: Supplier, form: ModelForm, done: str) -> HttpResponse:
    try:
        services.save_contact(form.instance)
    except Frozen:
        messages.error(request, _("The company is with the auditors: its contacts cannot change now."))
    else:
        messages.success(request, done)
    return redirect("suppliers:contacts", supplier.pk)


@require_POST
def contact_remove(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    supplier = scope.company(request, supplier_pk)
    try:
        services.remove_contact(get_object_or_404(supplier.contacts, pk=pk))
    except Frozen:
        messages.error(request, _("The company is with the auditors: its contacts cannot change now."))
    else:
        messages.success(request, _("Contact removed."))
    return redirect("suppliers:contacts", supplier.pk)


@require_POST
def submit(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    supplier = scope.company(request, supplier_pk)
    try:
        services.submit_supplier(supplier, by=request.user, at=timezone.now())
    except NotReady as lacking:
        missing = ", ".join(str(gap.words) for gap in lacking.gaps)
        messages.error(request, _("Not submitted yet. Missing: %(missing)s.") % {"missing": missing})
    except AlreadyRegistered:
        messages.error(
            request,
            _("A company with this credit code is registered here. Ask its owner to invite you, or write to us."),
        )
    except IllegalTransition:
        messages.error(request, _("The company has already been submitted."))
    else:
        messages.success(request, _("Submitted. We will review it within five working days; a receipt is on its way."))
    return redirect("suppliers:desk", supplier.pk)


@require_POST
def retract(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    supplier = scope.company(request, supplier_pk)
    try:
        services.retract_supplier(supplier, by=request.user, at=timezone.now())
    except IllegalTransition:
        messages.error(request, _("An auditor has begun, so the company can no longer be taken back."))
    else:
        messages.success(request, _("Taken back. You can change it and submit it again."))
    return redirect("suppliers:desk", supplier.pk)


@require_POST
def reopen(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    supplier = scope.company(request, supplier_pk)
    try:
        services.reopen_supplier(supplier, by=request.user, at=timezone.now())
    except TooEarly:
        messages.error(request, _("It is too early to apply again: the day stands on your desk."))
    except IllegalTransition:
        messages.error(request, _("Only a company that was rejected can apply again."))
    else:
        messages.success(request, _("The company is a draft again. Put right what the auditors wrote, then submit."))
    return redirect("suppliers:desk", supplier.pk)
