"""What the pages about certificates show: the list with its time line, one certificate with its pages and history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from suppliers.certificates.claimed_scope import KEYS, scope_text
from suppliers.certificates.files import twins
from suppliers.certificates.page_parts import (
    AuditorRequest,
    Bar,
    DayStatus,
    Event,
    ListRow,
    Page,
    Tab,
    Timeline,
    TimelineRow,
    Value,
)
from suppliers.certificates.stated_fields import STATED_LABELS
from suppliers.models import Certificate, CertificateEvent, CertificateFile, CertificatePage, Supplier
from suppliers.sentences import reasons

PAGE = 25
SOON_DAYS = 60
MAX_BARS = 12
MIN_BAR = 4
"""Thousandths of the time line: a bar that is narrower cannot be made out."""
YEARS_BACK, YEARS_AHEAD = 1, 3
C = Certificate.Status
TABS = {
    "all": (gettext_lazy("All"), Q()),
    "todo": (gettext_lazy("To do"), Q(status__in=[C.DRAFT, C.REVISION_REQUESTED])),
    "review": (gettext_lazy("With our auditors"), Q(status__in=[C.SUBMITTED, C.IN_REVIEW])),
    "approved": (gettext_lazy("Approved"), Q(status=C.APPROVED)),
    "closed": (gettext_lazy("Closed"), Q(status__in=[C.REJECTED, C.RETRACTED, C.REVOKED])),
}
STANDING = {C.DRAFT, C.SUBMITTED, C.IN_REVIEW, C.REVISION_REQUESTED, C.APPROVED}
TONES: dict[str, str] = {C.APPROVED: "ok", C.REVISION_REQUESTED: "warn", C.REJECTED: "bad", C.REVOKED: "bad"}


def list_context(supplier: Supplier, query: Mapping[str, str], *, on: date) -> dict[str, Any]:
    """The tab asked for, a page of its rows, and the line of time of what is approved."""
    chosen = query.get("show", "all") if query.get("show") in TABS else "all"
    mine = Certificate.objects.filter(supplier=supplier)
    counts = mine.aggregate(**{key: Count("pk", filter=wanted) for key, (_label, wanted) in TABS.items()})
    pages = Paginator(_with_counts(mine.filter(TABS[chosen][1])), PAGE)
    pages.count = counts[chosen]
    page = pages.get_page(query.get("page"))
    url = reverse("suppliers:certificates", args=[supplier.pk])
    return {
        "supplier": supplier,
        "rows": [_list_row(certificate, on) for certificate in page],
        "page": page,
        "tabs": _tabs(counts, url, chosen),
        "upload_limit": settings.UPLOAD_LIMIT,
        "list_url": f"{url}?show={chosen}",
        "timeline": _timeline(supplier, on) if chosen in {"all", "approved"} else None,
    }


def files_of(certificate: Certificate) -> list[CertificateFile]:
    """The files that count. Of what was read the proposals are enough here; the rest is long."""
    return list(certificate.files.as_shown().defer("reading__content"))


def certificate_context(certificate: Certificate, files: list[CertificateFile], *, on: date) -> dict[str, Any]:
    """One certificate with its files, page images and history."""
    history = list(certificate.history.select_related("by").order_by("-at", "-pk"))
    successors = certificate.successors.select_related("certificate_type").exclude(status__in=[C.REJECTED, C.RETRACTED])
    return {
        "supplier": certificate.supplier,
        "certificate": certificate,
        "files": files,
        "upload_limit": settings.UPLOAD_LIMIT,
        "pages": pages_of(files),
        "events": [_event(event, certificate) for event in history],
        "request_of_auditor": _auditor_request(certificate, history),
        "twins": list(twins(certificate)) if files else [],
        "successor": successors.first() if certificate.status == C.APPROVED else None,
        "status": status_on(certificate, on),
        "rows": _submitted_values(certificate),
        "covered": list(certificate.products.all()) if certificate.is_frozen else [],
    }


def status_on(certificate: Certificate, on: date) -> DayStatus:
    """What a company is shown of a certificate's state on a day: an approved one may have ended or not have begun."""
    code, word = certificate.status, certificate.get_status_display()
    if certificate.status == C.APPROVED and not certificate.holds(on):
        ended = certificate.valid_until is not None and certificate.valid_until < on
        code, word = ("lapsed", _("Ended")) if ended else ("awaiting", _("Not yet valid"))
    elif certificate.status == C.APPROVED and _days_left(certificate, on) <= SOON_DAYS:
        code, word = "expiring", _("Ends soon")
    return DayStatus(code, str(word), _days_sentence(certificate, on))


def _days_left(certificate: Certificate, on: date) -> int:
    return (certificate.valid_until - on).days if certificate.valid_until else 10**6


def _days_sentence(certificate: Certificate, on: date) -> str:
    """Until when, and how far off that is where the document counts."""
    if certificate.status not in STANDING:
        return ""
    if certificate.valid_until is None:
        return _("No last day") if certificate.is_frozen else ""
    if certificate.status != C.APPROVED:
        return _("Until %(day)s") % {"day": date_format(certificate.valid_until, "DATE_FORMAT")}
    left, day = _days_left(certificate, on), date_format(certificate.valid_until, "DATE_FORMAT")
    if left < 0:
        return ngettext("Ended %(day)s, %(days)d day ago", "Ended %(day)s, %(days)d days ago", -left) % {
            "day": day,
            "days": -left,
        }
    return ngettext("Until %(day)s, %(days)d day left", "Until %(day)s, %(days)d days left", left) % {
        "day": day,
        "days": left,
    }


def _with_counts(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    return (
        certificates.select_related("certificate_type")
        .annotate(
            file_count=Count("files", filter=Q(files__removed_at=None), distinct=True),
            product_count=Count("products", distinct=True),
        )
        .prefetch_related(
            Prefetch("history", CertificateEvent.objects.order_by("-at", "-pk")),
            Prefetch("files", CertificateFile.objects.kept(), to_attr="kept_files"),
        )
        .order_by("-created_at", "-pk")
    )


def _list_row(certificate: Any, on: date) -> ListRow:
    """The row of a certificate that carries ``kept_files`` and its history, newest step first."""
    first = certificate.kept_files[0].original_name if certificate.kept_files else _("No file yet")
    return ListRow(
        certificate=certificate,
        title=certificate.certificate_type.display_name if certificate.certificate_type else _("Type not chosen yet"),
        number=certificate.number or first,
        status=status_on(certificate, on),
        request=_auditor_request(certificate, list(certificate.history.all())),
    )


def _tabs(counts: Mapping[str, int], url: str, chosen: str) -> list[Tab]:
    return [Tab(str(label), f"{url}?show={key}", counts[key], key == chosen) for key, (label, _query) in TABS.items()]


def _timeline(supplier: Supplier, on: date) -> Timeline | None:
    """Approved certificates, the next to end first; None where there is none."""
    start, end = on - timedelta(days=365 * YEARS_BACK), on + timedelta(days=365 * YEARS_AHEAD)
    near = Certificate.objects.approved().not_renewed().filter(supplier=supplier, valid_until__gte=start)
    certificates = list(near.select_related("certificate_type").order_by("valid_until", "pk")[:MAX_BARS])
    if not certificates:
        return None
    rows = [_timeline_row(certificate, start, end, on) for certificate in certificates]
    return Timeline(rows, _place(on, start, end), start, end)


def _timeline_row(certificate: Certificate, start: date, end: date, on: date) -> TimelineRow:
    """A gap follows where the certificate has ended without a successor."""
    kind = certificate.certificate_type
    days_left = _days_left(certificate, on)
    first = _place(certificate.valid_from or start, start, end)
    last = _place(certificate.valid_until or end, start, end)
    tone = "mute" if days_left < 0 else "warn" if days_left <= SOON_DAYS else "ok"
    bars = [Bar(first, max(last - first, MIN_BAR), tone)]
    if days_left < 0:
        bars.append(Bar(last, max(_place(on, start, end) - last, MIN_BAR), "gap"))
    text = f"{certificate.number} · {_days_sentence(certificate, on)}"
    return TimelineRow(kind.display_name if kind else "", text, bars)


def _place(day: date, start: date, end: date) -> int:
    """Where a day lies between two others, in thousandths from 0 to 1000."""
    return min(1000, max(0, (day - start).days * 1000 // (end - start).days))


def pages_of(files: list[CertificateFile]) -> list[Page]:
    """The page images of all files, in their order."""
    return [_page(page, file) for file in files for page in file.pages.all()]


def _page(page: CertificatePage, file: CertificateFile) -> Page:
    return Page(
        place=(file.pk, page.number),
        url=reverse("suppliers:certificate-page", args=[page.token]),
        width=page.width,
        height=page.height,
        alt=_("%(file)s, page %(number)d") % {"file": file.original_name, "number": page.number},
    )


def _event(event: CertificateEvent, certificate: Certificate) -> Event:
    """Auditors stay unnamed; colleagues are named."""
    ours = {C.SUBMITTED, C.RETRACTED, C.DRAFT}
    by_us = (event.after in ours and event.before != C.IN_REVIEW) or event.after == C.RETRACTED
    return Event(
        when=event.at,
        what=str(C(event.after).label),
        who=str(event.by) if by_us and event.by else _("KP Medical Supplies"),
        note=" ".join([*reasons.sentences(event.reasons), event.note]).strip(),
        tone=TONES.get(event.after, ""),
    )


def _auditor_request(certificate: Certificate, history: list[CertificateEvent]) -> AuditorRequest | None:
    """Why it was sent back, refused or revoked, where that is its present state; ``history`` newest first."""
    last = history[0] if history else None
    if last is None or certificate.status not in {C.REVISION_REQUESTED, C.REJECTED, C.REVOKED}:
        return None
    return AuditorRequest(list(reasons.sentences(last.reasons)), last.note)


def _submitted_values(certificate: Certificate) -> list[Value]:
    """The fields of a frozen certificate, as they were submitted."""
    days = {name: getattr(certificate, name) for name in ("issued_on", "valid_from", "valid_until", "printed_until")}
    words = {name: date_format(day, "DATE_FORMAT") for name, day in days.items() if day}
    if certificate.valid_until is None:
        words["valid_until"] = _("No last day")
    stated = [(str(STATED_LABELS[key]), scope_text(certificate.stated, key)) for key in KEYS]
    rows = [
        (_("Certificate type"), str(certificate.certificate_type or "")),
        (_("Number"), certificate.number),
        (_("Issuing body"), certificate.issuer),
        (_("Number of the issuing body"), certificate.issuer_number),
        (_("Issued on"), words.get("issued_on", "")),
        (_("Valid from"), words.get("valid_from", "")),
        (_("Valid until"), words.get("valid_until", "")),
        (_("Last day as printed"), words.get("printed_until", "")),
        *stated,
        (_("Scope"), certificate.scope),
        (_("Buyers may see watermarked pages"), _("Yes") if certificate.is_shared else _("No")),
    ]
    return [Value(label, value) for label, value in rows if value]
