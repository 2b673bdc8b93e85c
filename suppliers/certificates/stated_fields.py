"""The entries by which rules narrow a document: their labels and what the form says next to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

STATED_LABELS = {
    "standard": _("Standard, with edition"),
    "scope": _("Codes in the scope"),
    "class": _("Class"),
    "product": _("Product named"),
    "product_codes": _("Product codes"),
    "basis": _("Basis"),
    "formula": _("Formula"),
    "languages": _("Languages of the label"),
    "name": _("Importer or representative named"),
    "country": _("Country of the party or authority"),
    "quantity": _("Pieces that it permits"),
    "insured": _("Sum insured, with its currency"),
}
STATED_HELP = {
    "standard": _("As printed, several with commas: EN 455-1:2020, EN 455-2:2015, ASTM F2100-21 Level 3"),
    "scope": _("As printed, in the words or codes of the body: MDA 0203, MDS 1005, Z1203020408"),
    "product_codes": _("Three letters each, separated by commas: FXX, MSH"),
    "insured": _(
        "As USD 5,000,000; where the policy limits each occurrence and the year, the limit of one occurrence."
        " Buyers of your orders read insurer, number, sum and days, as stated until an auditor approved the document."
    ),
    "languages": _("Every language on label and instructions: es, pt. Labels in several documents count together."),
}
MAX_STATED = 300
"""Characters of an entry that the rules narrow by."""
