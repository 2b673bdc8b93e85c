"""Letters to a supplier's people about what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.law_ahead import LawChange
from audits.law_letters import LawLetter
from audits.models import Decision, LawReminder
from kpmarket import mail
from suppliers.models import Membership
from suppliers.reasons import sentences


def page_of(decision: Decision) -> str:
    """Where the supplier reads about it on the site."""
    if decision.certificate:
        return decision.certificate.get_absolute_url()
    return reverse("suppliers:desk", args=[decision.supplier_id])


def send_decision(pk: int, kind: str) -> None:
    """One letter to each member who may act, in that person's language."""
    decision = Decision.objects.select_related("supplier", "certificate__certificate_type").get(pk=pk)
    members = Membership.objects.filter(supplier=decision.supplier, role__in=Membership.EDITING_ROLES)
    for member in members.filter(user__is_active=True).select_related("user"):
        context = {
            "decision": decision,
            "supplier": decision.supplier,
            "certificate": decision.certificate,
            "reasons": Sentences(decision.reasons),
            "action_url": f"{settings.SITE_URL}{page_of(decision)}",
            "action_label": _("Open the certificate") if decision.certificate else _("Open your desk"),
            "reason": _("You get this letter because you act for this company."),
        }
        mail.send(f"audits/{kind}", member.user, context)


def send_law_letter(letter: LawLetter) -> None:
    """What a new edition of the rulebook changes for a company, to each member who may act."""
    members = Membership.objects.filter(supplier=letter.supplier, role__in=Membership.EDITING_ROLES)
    for member in members.filter(user__is_active=True).select_related("user"):
        mail.send("audits/law_changes", member.user, law_letter_context(letter))


def law_letter_context(letter: LawLetter) -> dict[str, object]:
    """What the letter is written from: also for the one who reads it before anything is published."""
    return {
        "supplier": letter.supplier,
        "lines": letter.lines,
        "action_url": f"{settings.SITE_URL}{reverse('audits:matrix', args=[letter.supplier.pk])}",
        "action_label": _("See your markets"),
        "reason": _("You get this letter because you act for this company."),
    }


def send_law_reminder(reminder: LawReminder, changes: Sequence[LawChange], *, on: date) -> None:
    """Tell one person what a change of the law takes from the company's products on one day, and what keeps it."""
    page = reverse("audits:matrix", args=[reminder.supplier_id])
    context = {
        "supplier": reminder.supplier,
        "day": reminder.day,
        "has_changed": reminder.day <= on,
        "changes": changes,
        "action_url": f"{settings.SITE_URL}{page}#law-ahead",
        "action_label": _("See your markets"),
        "reason": _("You get this letter because you look after this company's certificates."),
    }
    mail.send("audits/law_ahead", reminder.recipient, context, key=f"law-reminder-{reminder.pk}")


class Sentences:
    """Reasons that are put into words only when a letter is written, in the language of that letter."""

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes

    def __iter__(self) -> Iterator[str]:
        return iter(sentences(self.codes))

    def __bool__(self) -> bool:
        return bool(self.codes)
