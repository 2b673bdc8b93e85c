"""What an auditor had in front of them, as a digest that the form of a decision carries: what changed since is not decided."""

from __future__ import annotations

import hashlib
import json

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from suppliers.models import Certificate, CertificatePage, Supplier

CHANGED_SINCE = _("The case has changed since you opened it. Look at it again, then decide. Nothing was decided.")
OF_A_COMPANY = ("name_zh", "name_en", "credit_code", "role", "province", "city", "address_zh", "address_en", "website")
OF_A_DOCUMENT = ("certificate_type_id", "number", "issuer", "issuer_number", "valid_from", "valid_until", "scope")


def digest_of(subject: Supplier | Certificate) -> str:
    """The SHA-256 of the facts, and of a certificate of its files and page images, as they are now."""
    names = OF_A_DOCUMENT if isinstance(subject, Certificate) else OF_A_COMPANY
    facts: list[object] = [str(getattr(subject, name)) for name in names]
    if isinstance(subject, Certificate):
        pages = CertificatePage.objects.filter(file__certificate=subject, file__removed_at=None)
        facts += pages.order_by("file", "number").values_list("file__sha256", "sha256")
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def has_changed(request: HttpRequest, subject: Supplier | Certificate) -> bool:
    """Whether the case is no longer what the page showed on which this form was filled in, or nothing says what it showed."""
    return request.POST.get("shown") != digest_of(subject)
