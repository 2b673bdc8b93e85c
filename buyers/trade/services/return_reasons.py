"""Why evidence is returned: codes that the answer keeps, and their sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ALTERED = "altered"
"""The reason that auditors are informed of: a doubt about a document, which they answer."""
RETURN_REASONS = {
    "unreadable": _("A page cannot be read."),
    "pages_missing": _("Pages or documents are missing."),
    "other_goods": _("It is about other goods, or about another order."),
    "facts_differ": _("What was typed differs from the document."),
    "quantity": _("The quantity is not what was agreed on."),
    "not_good": _("The result is not good."),
    ALTERED: _("The document seems to have been altered."),
}


def return_reason(code: str) -> str:
    """The sentence of a reason."""
    return str(RETURN_REASONS.get(code, code))
