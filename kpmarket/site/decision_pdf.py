"""The record of a decision as PDF/A in both languages, for auditors to hand out. It is here as it takes the desk and the printer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from audits.admin.case.access import hidden_in, may_look
from audits.admin.staff_access import note_opened
from audits.desk.decision_record import Kept, Section, kept_of, sections_of, title_of
from audits.desk.staff_access import Kind
from audits.models import Decision
from buyers.trade.services.printing import LANGUAGES, ROOT, in_both, typeset
from kpmarket.foundation.storage.files import SAFE_HEADERS

TEMPLATE = ROOT / "trade" / "typst" / "decision.typ"


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, to be saved. The internal note is not in it."""
    if not may_look(request):
        raise Http404
    rows = Decision.objects.select_related("by", "supplier", "certificate__certificate_type", "review")
    rows = rows.exclude(certificate__in=hidden_in(request))
    kept = kept_of(get_object_or_404(rows, pk=pk))
    note_opened(request, Kind.RECORD, f"decision:{pk}")
    address = f"{settings.SITE_URL}{reverse('trust:record')}"
    content = typeset(TEMPLATE, content_of(kept), address=address, at=timezone.now())
    headers = {**SAFE_HEADERS, "Content-Disposition": f'attachment; filename="decision-{pk}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def content_of(kept: Kept) -> dict[str, Any]:
    """The record for the template: each word in both languages."""
    number = f"{kept.decision.pk}"
    return {
        "title": in_both(lambda: title_of(kept.decision)),
        "head": {"left": number, "right": f"{kept.decision.at:%Y-%m-%d %H:%M %Z}"},
        "digest": kept.entry.digest if kept.entry else "",
        "sections": sections_in_both(lambda: sections_of(kept)),
    }


def sections_in_both(make: Callable[[], Iterable[Section]]) -> list[dict[str, Any]]:
    """Sections as decision.typ takes them; ``make`` says them in the language in force, with as many rows in each."""
    by_language = {}
    for language, code in LANGUAGES.items():
        with translation.override(code):
            by_language[language] = list(make())
    return [
        {
            "title": {"en": english.title, "zh": chinese.title},
            "note": {"en": english.note, "zh": chinese.note},
            "rows": [
                {
                    "label": {"en": one.label, "zh": other.label},
                    "value": {"en": one.value, "zh": other.value},
                    "sub": {"en": one.sub, "zh": other.sub},
                }
                for one, other in zip(english.rows, chinese.rows, strict=True)
            ],
        }
        for english, chinese in zip(by_language["en"], by_language["zh"], strict=True)
    ]
