"""The page of the head of the desk: load, ages, weeks, reasons and agreement."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.admin.case.access import heads_desk
from audits.desk import head_figures
from suppliers.sentences.reasons import sentences


def show_figures(request: HttpRequest, site: AdminSite, opts: Any) -> HttpResponse:
    """404 for all but the head and superusers."""
    if not heads_desk(request):
        raise Http404
    found = head_figures.figures(at=timezone.now())
    context = {
        **site.each_context(request),
        "opts": opts,
        "title": _("How the desk does"),
        "figures": found,
        "reasons": [(sentences([code])[0], number) for code, number in found.reasons],
        "least": head_figures.LEAST_SIGNATURES,
    }
    return TemplateResponse(request, "admin/audits/head.html", context)
