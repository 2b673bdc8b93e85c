"""What we checked at a supplier, each with the day: what a badge means, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.models import Decision
from audits.site_audits import words
from audits.site_audits.reading import AuditState, light_rows, shown_audit, states_of_company
from audits.site_audits.states import Level as SiteLevel
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
    "site": Checked(
        _("Site audited"),
        _(
            "Auditors of ours looked at one site of the company against a standard, there or by video, on the day that is named. "
            "Critical and major findings are closed and their effect was checked. It holds until its last day, says nothing of "
            "other sites, products and clauses, and is suspended while a critical finding is open. It is no certificate."
        ),
    ),
}


@dataclass(frozen=True)
class Level:
    """Something that was checked at a supplier, and the day. ``tone`` is not empty where it does not hold: then it counts for
    nothing, and is shown so that nobody relies on it. ``on`` is None where nothing was reported yet."""

    label: str
    on: date | None
    until: date | None = None
    tone: str = ""


def levels(supplier: Supplier, *, on: date, sites: Sequence[AuditState] | None = None) -> list[Level]:
    """Identity, documents and site, where they were checked; three queries. Nothing is shown that was not done.

    ``sites``: the company's site audits on that day, where they are at hand.
    """
    in_force = Certificate.objects.in_force(on).filter(supplier=supplier)
    judged = (
        Decision.objects.filter(outcome=Decision.Outcome.APPROVED, certificate__in=in_force).order_by("-at").first()
    )
    return levels_with(supplier, timezone.localdate(judged.at) if judged else None, on=on, sites=sites)


def levels_with(
    supplier: Supplier, documents_on: date | None, *, on: date, sites: Sequence[AuditState] | None = None
) -> list[Level]:
    """The same where the day is at hand on which one of the documents in force was last approved; two queries."""
    checked: list[Level] = []
    qualified = supplier.decisions.filter(certificate=None, outcome=Decision.Outcome.APPROVED).order_by("-at").first()
    if qualified and supplier.status == Supplier.Status.QUALIFIED:
        checked.append(Level(str(LEVELS["identity"].label), timezone.localdate(qualified.at)))
    if documents_on:
        checked.append(Level(str(LEVELS["documents"].label), documents_on))
    audited = states_of_company(supplier, on=on, rows=light_rows()) if sites is None else sites
    if state := shown_audit(audited):
        checked.append(site_level(state))
    return checked


def site_level(state: AuditState) -> Level:
    """What a site audit says on a badge: a level only while it holds."""
    tone = {SiteLevel.HOLDS: "", SiteLevel.SUSPENDED: "bad"}.get(state.level, "warn")
    end = state.end if state.is_reported else None
    label = f"{words.level_words(state)} ({state.standard.number})"
    says_until = end is not None and state.level in (SiteLevel.HOLDS, SiteLevel.ENDED)
    return Level(label, end.finished_on if end else None, end.valid_until if end and says_until else None, tone)
