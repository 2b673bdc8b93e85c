"""The signed heads of the decision log with the script that checks them, and numbers by quarter: open to everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from audits.desk.public_numbers import COLUMNS, FLOOR, numbers_before
from audits.models import LogHead
from buyers.guides.head import Head
from buyers.views.indexed import asked_language, in_asked_language
from kpmarket.foundation.outbox.models import Letter

SHOWN_HEADS = 31
LISTED_HEADS = 1000
LATE = timedelta(hours=48)
"""Each night signs a head, unless nothing was logged since: a newest one that is older is said to be."""
SCRIPT = settings.BASE_DIR / "tools" / "check_decision.py"
COLUMN_WORDS = {
    "documents_approved": gettext_lazy("Documents approved"),
    "documents_sent_back": gettext_lazy("Documents sent back"),
    "documents_refused": gettext_lazy("Documents refused"),
    "documents_revoked": gettext_lazy("Documents revoked"),
    "companies_vetted": gettext_lazy("Companies vetted"),
    "companies_refused": gettext_lazy("Companies refused"),
    "companies_suspended": gettext_lazy("Companies suspended"),
}


@dataclass(frozen=True)
class Sending:
    """To how many mailboxes outside the site the newest head was written, and how many of these letters were handed over."""

    written: int
    sent: int


@require_safe
@login_not_required
@in_asked_language
def record(request: HttpRequest) -> HttpResponse:
    """The newest heads, the public keys that signed them, and how to check a decision without us."""
    newest = list(LogHead.objects.order_by("-entries")[:SHOWN_HEADS])
    context = {
        "head": _head(request, _("The record of our decisions"), _("What we sign each night, and how you check it.")),
        "heads": newest,
        "keys": list(dict.fromkeys(one.key for one in newest)),
        "sending": sending_of(newest[0]) if newest else None,
        "is_late": is_late(newest[0], at=timezone.now()) if newest else False,
    }
    return render(request, "trust/record.html", context)


@require_safe
@login_not_required
def heads(request: HttpRequest) -> HttpResponse:
    """The newest heads for programs: statement, signature and public key, as they were made."""
    rows = LogHead.objects.order_by("-entries")[:LISTED_HEADS]
    return JsonResponse({"heads": list(rows.values("statement", "signature", "key"))})


@require_safe
@login_not_required
def script(request: HttpRequest) -> HttpResponseBase:
    """The script that checks a proof with Python alone."""
    return FileResponse(SCRIPT.open("rb"), as_attachment=True, filename=SCRIPT.name, content_type="text/x-python")


@require_safe
@login_not_required
@in_asked_language
def numbers(request: HttpRequest) -> HttpResponse:
    """What was decided by quarter, without what few companies stand behind."""
    about = _("How many companies and documents we vetted, refused and revoked, and how long it took.")
    context = {
        "head": _head(request, _("Our decisions in numbers"), about),
        "columns": [COLUMN_WORDS[name] for name in COLUMNS],
        "quarters": numbers_before(timezone.localdate()),
        "floor": FLOOR,
    }
    return render(request, "trust/numbers.html", context)


def sending_of(head: LogHead) -> Sending:
    """How far the letters of this head are."""
    letters = Letter.objects.filter(key__startswith=f"log-head-{head.entries}-")
    return Sending(letters.count(), letters.exclude(sent_at=None).count())


def is_late(head: LogHead, *, at: datetime) -> bool:
    """Whether the newest head is older than a night that was left out."""
    return at - head.made_at > LATE


def _head(request: HttpRequest, title: str, about: str) -> Head:
    return Head(title, about, request.path, kind="website", asked_language=asked_language(request))
