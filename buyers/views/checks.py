"""The public check: what an address or four facts of a document lead to, for everybody, a limited number of times."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from audits.lookups.summaries import NO_ANSWERS, register_answers
from buyers.catalogue import reference
from buyers.catalogue.evidence_table import register_note, with_shared_pages
from buyers.forms import CheckForm, DayForm
from buyers.guides.head import Head
from buyers.services.check_codes import Subject, SubjectKind, check_address, check_of, subject_of
from buyers.services.public_check import (
    DocumentCheck,
    StatedFacts,
    check_document,
    check_product,
    check_supplier,
    find_document,
)
from buyers.services.qr_codes import qr_svg
from buyers.views.indexed import asked_language, in_asked_language
from buyers.views.kept import kept
from kpmarket.foundation.limits.allowance import Allowance
from kpmarket.foundation.places import day_there
from kpmarket.foundation.serving.wsgi_bridge import client_address
from suppliers.models import Certificate, Product, Supplier

TRIES = Allowance("public-check", 30, timedelta(minutes=10))
"""Facts that are typed and codes that are not ours, from one address."""
MOST_PRODUCTS = 20
"""Products that a check of a document names."""
A_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
@in_asked_language
def check(request: HttpRequest) -> HttpResponse:
    """Four facts of a document lead to what we know of it. One answer for whatever we do not know, or not with these facts."""
    if request.method != "POST":
        return _form_page(request, CheckForm())
    now = timezone.now()
    form = CheckForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    if not _may_try(request, now):
        return _too_many(request, form, now)
    facts = form.cleaned_data
    found = find_document(StatedFacts(facts["number"], facts["holder"], facts["issuer"], facts["issued_on"]))
    if found is None:
        return _form_page(request, form, is_unknown=True)
    today = timezone.localdate(now)
    known = check_document(found, today=today, on=facts["on"] or today)
    return render(request, "buyers/check_document.html", {**_details(known, now), "is_whole": True, "on": facts["on"]})


def _form_page(request: HttpRequest, form: CheckForm, *, status: int = 200, **more: Any) -> HttpResponse:
    about = _("Whether we approved a document, how it stands today and on a day, and what was checked of it.")
    head = Head(_("Check a document"), about, request.path, kind="website", asked_language=asked_language(request))
    return render(request, "buyers/check.html", {"form": form, "head": head, **more}, status=status)


def _too_many(request: HttpRequest, form: CheckForm, now: datetime) -> HttpResponse:
    seconds = int(TRIES.again(at=now).total_seconds()) + 1
    response = _form_page(request, form, status=429, minutes=-(-seconds // 60))
    response["Retry-After"] = str(seconds)
    return response


def _may_try(request: HttpRequest, now: datetime) -> bool:
    return TRIES.take(client_address(request.META, settings.TRUSTED_PROXY_COUNT), 1, at=now)


@require_safe
@never_cache
@login_not_required
@kept
def check_answer(request: HttpRequest, code: str) -> HttpResponse:
    """What a code stands for: its state now and, with ``on``, on that day."""
    now = timezone.now()
    subject = subject_of(code)
    if subject is None:
        if not _may_try(request, now):
            return _too_many(request, CheckForm(), now)
        raise Http404
    form, on = _day_asked(request, subject, now)
    today = _today(subject, now)
    context = {
        "day_form": form,
        "on": on if on != today else None,
        "today": today,
        "now": now,
        **check_of(subject),
    }
    template, found = ANSWERS[subject.kind](subject, today, on, now)
    return render(request, template, {**context, **found})


def _today(subject: Subject, now: datetime) -> date:
    """Which day it is in the country that the code names; here where it names none."""
    return day_there(subject.country, now) if subject.country else timezone.localdate(now)


def _day_asked(request: HttpRequest, subject: Subject, now: datetime) -> tuple[DayForm, date]:
    today = _today(subject, now)
    form = DayForm({"on": request.GET.get("on") or today.isoformat()})
    return form, form.cleaned_data["on"] if form.is_valid() else today


Found = tuple[str, dict[str, Any]]


def _product(subject: Subject, today: date, on: date, _now: datetime) -> Found:
    product = get_object_or_404(Product.objects.select_related("supplier", "product_type"), pk=subject.key)
    here = reference.destination(subject.country)
    if here is None:
        raise Http404
    found = check_product(product, here, today=today, on=on)
    return "buyers/check_product.html", {"check": found, "product": product, "here": here, "destination": here.code}


def _supplier(subject: Subject, today: date, on: date, _now: datetime) -> Found:
    supplier = get_object_or_404(Supplier, pk=subject.key)
    return "buyers/check_supplier.html", {"check": check_supplier(supplier, today=today, on=on), "supplier": supplier}


def _document(subject: Subject, today: date, on: date, now: datetime) -> Found:
    documents = Certificate.objects.select_related("certificate_type", "supplier")
    certificate = get_object_or_404(documents.exclude(certificate_type=None), pk=subject.key)
    return "buyers/check_document.html", _details(check_document(certificate, today=today, on=on), now)


ANSWERS = {SubjectKind.PRODUCT: _product, SubjectKind.SUPPLIER: _supplier, SubjectKind.DOCUMENT: _document}


def _details(check: DocumentCheck, now: datetime) -> dict[str, Any]:
    """A document with what registers said, and the offered products whose pages show it."""
    certificate = check.certificate
    answers = register_answers([certificate], at=now).get(certificate.pk, NO_ANSWERS)
    products = list(
        Product.objects.on_offer().filter(certificates=certificate).select_related("supplier")[:MOST_PRODUCTS]
    )
    is_shown = bool(with_shared_pages([certificate])) and bool(products)
    return {
        "check": check,
        "certificate": certificate,
        "registers": answers.lines,
        "note": register_note(certificate, answers),
        "products": products,
        "pages_url": reverse("buyers:document", args=[products[0].pk, certificate.pk]) if is_shown else "",
        "now": now,
    }


@require_safe
@login_not_required
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def check_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of a check's address, as an image."""
    subject = subject_of(code)
    if subject is None:
        raise Http404
    day = DayForm({"on": request.GET.get("on", "")})
    on = day.cleaned_data["on"] if day.is_valid() else None
    address = check_address(subject)
    return HttpResponse(qr_svg(f"{address}?on={on.isoformat()}" if on else address), content_type="image/svg+xml")
