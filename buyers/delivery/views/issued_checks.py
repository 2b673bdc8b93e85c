"""The public check of an issued document: its state today, for whoever has the address from one of its pages."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from buyers.delivery.forms.issued import CompareForm
from buyers.delivery.models import IssuedDocument
from buyers.delivery.services.issued.codes import version_of
from buyers.delivery.services.issued.overview import STATE_WORDS, TONES, state_of
from kpmarket.foundation.limits.allowance import Allowance
from kpmarket.foundation.serving.wsgi_bridge import client_address

TRIES = Allowance("document-check", 60, timedelta(minutes=10))
"""Codes that are not ours, and comparisons, from one address."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def document_check(request: HttpRequest, code: str) -> HttpResponse:
    """State, kind, number, version, day and digests: no names, no goods, no prices. POST compares a digest or a file."""
    row = _version_checked(request, code)
    if row is None:
        return render(request, "delivery/check_limit.html", status=429)
    is_post = request.method == "POST"
    form = CompareForm(request.POST, request.FILES) if is_post else CompareForm()
    is_same: bool | None = None
    if is_post and not _may_try(request):
        return render(request, "delivery/check_limit.html", status=429)
    if is_post and form.is_valid():
        is_same = _is_same(row, form)
    state = state_of(row)
    newest = IssuedDocument.objects.filter(number=row.number).order_by("-version").first()
    context = {
        "row": row,
        "state": state,
        "state_words": STATE_WORDS[state],
        "tone": TONES[state],
        "newest": newest,
        "form": form,
        "is_same": is_same,
        "now": timezone.now(),
    }
    return render(request, "delivery/document_check.html", context, status=422 if form.errors else 200)


def _version_checked(request: HttpRequest, code: str) -> IssuedDocument | None:
    """The version that the code names; None where this address has asked too often. Raises Http404."""
    named = version_of(code)
    rows = IssuedDocument.objects.select_related("replaced_by", "withdrawal")
    row = rows.filter(number=named[0], version=named[1]).first() if named else None
    if row is None and _may_try(request):
        raise Http404
    return row


def _may_try(request: HttpRequest) -> bool:
    return TRIES.take(client_address(request.META, settings.TRUSTED_PROXY_COUNT), 1, at=timezone.now())


def _is_same(row: IssuedDocument, form: CompareForm) -> bool:
    """Whether what the person has is this version: the file byte for byte, or a digest that begins like one of ours."""
    file = form.cleaned_data.get("file")
    if file:
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        return digest.hexdigest() == row.sha256
    typed = form.cleaned_data["digest"]
    return row.digest.startswith(typed) or row.sha256.startswith(typed)
