"""One document behind an answer: its pages in a viewer, with what was checked of it; a page of its own, or in another page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from audits.answers.chinese_names import name_and_original
from audits.clearances.evidence import documents_on_record
from audits.lookups.summaries import NO_ANSWERS, register_answers
from buyers.catalogue import destination
from buyers.catalogue.evidence_table import approved_on, register_note
from buyers.services.check_codes import Subject, SubjectKind, check_of
from suppliers.models import Certificate, CertificatePage, Product


@require_safe
@vary_on_headers("Cookie", "HX-Request")
@login_not_required
def document(request: HttpRequest, pk: int, certificate_pk: int) -> HttpResponse:
    """A document that counts for the product and whose pages the supplier shares; any other is as if it did not exist."""
    product = get_object_or_404(Product.objects.on_offer().select_related("supplier"), pk=pk)
    on_record = documents_on_record(product)
    certificate = on_record.certificates.get(certificate_pk)
    counts = any(one.ref == str(certificate_pk) for one in on_record.documents)
    if certificate is None or not (
        counts and certificate.is_shared and certificate.status == Certificate.Status.APPROVED
    ):
        raise Http404
    pages = list(CertificatePage.objects.filter(file__certificate=certificate, file__removed_at=None))
    if not pages:
        raise Http404
    answers = register_answers([certificate], at=timezone.now()).get(certificate.pk, NO_ANSWERS)
    here = destination.chosen(request)
    context = {
        "section": "catalogue",
        "product": product,
        "certificate": certificate,
        "issuer": name_and_original(certificate.issuer, own=(product.supplier.name_zh, product.supplier.name_en)),
        "approved_on": approved_on(certificate),
        "registers": answers.lines,
        "note": register_note(certificate, answers),
        "pages": [_page(page, number, certificate) for number, page in enumerate(pages, 1)],
        "destination": here.code if here else "",
        "destination_said": destination.standing(request).text,
        **check_of(Subject(SubjectKind.DOCUMENT, certificate.pk)),
        "back": f"{product.get_absolute_url()}?to={here.code}" if here else product.get_absolute_url(),
    }
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "buyers/_document.html" if is_part else "buyers/document.html", context)


def _page(page: CertificatePage, number: int, certificate: Certificate) -> dict[str, Any]:
    """One watermarked page for the component page_viewer."""
    words = _("%(document)s, page %(number)s, watermarked") % {
        "document": certificate.certificate_type,
        "number": number,
    }
    url = reverse("buyers:page-preview", args=[page.token])
    return {"url": url, "width": page.width, "height": page.height, "alt": words}
