"""Why a decision needs two signatures, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SENTENCES: dict[str, Callable[[int], str]] = {
    "always": lambda count: _("An act of this kind always needs two signatures."),
    "outcome_approved": lambda count: _("It is an approval."),
    "outcome_rejected": lambda count: _("It is a rejection for good."),
    "kind_company": lambda count: _("It is about a company, on which all of its documents rest."),
    "kind_certificate": lambda count: _("It is a certificate of a body."),
    "kind_registration": lambda count: _("It is a registration with an authority."),
    "kind_licence": lambda count: _("It is a licence."),
    "kind_declaration": lambda count: _("It is a declaration of the maker."),
    "kind_test_report": lambda count: _("It is a test report."),
    "product_2": lambda count: _("Products of a low class of risk rest on it."),
    "product_3": lambda count: _("Products of a middle class of risk rest on it."),
    "product_4": lambda count: _("Products of the highest classes of risk rest on it."),
    "new_company": lambda count: _("The company is new."),
    "contradictions": lambda count: ngettext(
        "%(count)s contradiction between facts was found.", "%(count)s contradictions between facts were found.", count
    ),
    "warnings": lambda count: ngettext(
        "%(count)s warning was not dismissed.", "%(count)s warnings were not dismissed.", count
    ),
    "clearances": lambda count: ngettext(
        "%(count)s clearance begins, changes or ends by it.",
        "%(count)s clearances begin, change or end by it.",
        count,
    ),
    "enquiries": lambda count: ngettext(
        "%(count)s open enquiry is about it.", "%(count)s open enquiries are about it.", count
    ),
    "orders": lambda count: ngettext(
        "%(count)s order in force is about it.", "%(count)s orders in force are about it.", count
    ),
}


def grounds_in_words(grounds: Iterable[Sequence[Any]], *, is_sampled: bool) -> list[tuple[str, int]]:
    """Each ground with its points, the heaviest first; the draw, which has none, last. A code that is no longer used stays."""
    ordered = sorted(grounds, key=lambda one: -one[1])
    said = [(_words(code, count), points) for code, points, count in ordered]
    return [*said, (_("It was chosen at random."), 0)] if is_sampled else said


def _words(code: str, count: int) -> str:
    found = SENTENCES.get(code)
    return found(count) % {"count": count} if found else code
