"""What we checked at a supplier, each with the day: what a badge means, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.models import Decision
from suppliers.models import Certificate, Supplier


class Checked(NamedTuple):
    """A level: its name, and what was checked for it."""

    label: str | Promise
    meaning: str | Promise


LEVELS = {
    "identity": Checked(
        _("Identity checked"),
        _(
            "An auditor judged what the company says of itself with the business licence that it uploaded: name, credit code, "
            "role and place. Whoever acts for it here has a confirmed e-mail address."
        ),
    ),
    "documents": Checked(
        _("Documents confirmed"),
        _(
            "An auditor judged at least one document that holds on this day: holder, product, issuer, number and days. "
            "It says nothing of documents that are not listed."
        ),
    ),
}


@dataclass(frozen=True)
class Level:
    """Something that was checked at a supplier, and the day."""

    label: str
    on: date


def levels(supplier: Supplier, *, on: date) -> list[Level]:
    """Identity and documents, where they were checked; two queries. Nothing is shown that was not done."""
    in_force = Certificate.objects.in_force(on).filter(supplier=supplier)
    judged = (
        Decision.objects.filter(outcome=Decision.Outcome.APPROVED, certificate__in=in_force).order_by("-at").first()
    )
    return levels_with(supplier, timezone.localdate(judged.at) if judged else None)


def levels_with(supplier: Supplier, documents_on: date | None) -> list[Level]:
    """The same where the day is at hand on which one of the documents in force was last approved; one query."""
    checked: list[Level] = []
    qualified = supplier.decisions.filter(certificate=None, outcome=Decision.Outcome.APPROVED).order_by("-at").first()
    if qualified and supplier.status == Supplier.Status.QUALIFIED:
        checked.append(Level(str(LEVELS["identity"].label), timezone.localdate(qualified.at)))
    if documents_on:
        checked.append(Level(str(LEVELS["documents"].label), documents_on))
    return checked
