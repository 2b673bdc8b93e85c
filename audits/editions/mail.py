"""Letters to a supplier's people about what a change of the law means for their products."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.editions.law_change_messages import LawChange
from audits.editions.letters import LawLetter
from audits.models import LawReminder
from kpmarket.foundation import mail
from suppliers.models import Membership


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
