"""What is known of a supplier, and for each fact who checked it and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.lookups import summaries
from audits.lookups.summaries import Line
from suppliers.models import Certificate, Supplier

LICENCE = "cn_business_licence"


@dataclass(frozen=True)
class SupplierFact:
    """One fact; ``checked`` says who stands behind it, ``is_checked`` whether somebody other than the supplier does."""

    label: str
    value: str
    checked: str
    is_checked: bool
    language: str = ""
    url: str = ""


@dataclass(frozen=True)
class SupplierRecord:
    """The facts, and what registers answered about the company itself."""

    facts: list[SupplierFact]
    register_lines: list[Line]
    qualified_on: date | None


def supplier_record(supplier: Supplier, qualified_on: date | None, *, on: date, at: datetime) -> SupplierRecord:
    """Facts of the page's head; two queries. ``qualified_on`` is the day on which an auditor qualified the company."""
    if qualified_on:
        judged = _("an auditor of ours, with the business licence, on %(day)s") % {"day": date_format(qualified_on)}
    else:
        judged = _("nobody yet")
    stated = _("stated by the company, not checked")
    place = ", ".join(dict.fromkeys(filter(None, [supplier.city, supplier.get_province_display()])))
    rows = [
        SupplierFact(_("Registered name"), supplier.name_zh, judged, bool(qualified_on), language="zh-Hans"),
        SupplierFact(_("Unified social credit code"), supplier.credit_code, judged, bool(qualified_on)),
        SupplierFact(_("Maker or trader"), str(supplier.get_role_display()), judged, bool(qualified_on)),
        SupplierFact(_("Place"), place, judged, bool(qualified_on)),
        SupplierFact(_("Address"), supplier.address_en or supplier.address_zh, stated, is_checked=False),
        SupplierFact(_("Website"), supplier.website, stated, is_checked=False, url=supplier.website),
    ]
    licences = Certificate.objects.in_force(on).filter(supplier=supplier, certificate_type=LICENCE)
    found = list(licences.select_related("certificate_type", "supplier"))
    said = summaries.lines(found, at=at) if found else {}
    lines = [line for document in found for line in said.get(document.pk, []) if line.about != "body"]
    return SupplierRecord([row for row in rows if row.value], lines, qualified_on)


def withheld(supplier: Supplier, *, on: date) -> int:
    """How many documents count on that day and are not shared with buyers."""
    return Certificate.objects.in_force(on).filter(supplier=supplier, is_shared=False).count()
