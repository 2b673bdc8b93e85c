"""Letters to a supplier's people about what a change of the law means for their products."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.editions.law_change_messages import LawChange
from audits.editions.letters import LawLetter
from audits.models import LawReminder, RulebookEdition
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Membership


def edition_letters(edition: RulebookEdition, letters: Iterable[LawLetter]) -> Iterator[Letter]:
    """What a new edition of the rulebook changes for these companies, to each member who may act."""
    by_company = {letter.supplier.pk: letter for letter in letters}
    members = Membership.objects.filter(supplier__in=by_company, role__in=Membership.EDITING_ROLES)
    for member in members.filter(user__is_active=True).select_related("user"):
        context = law_letter_context(by_company[member.supplier_id])
        key = f"edition-{edition.pk}-{member.supplier_id}-{member.user_id}"
        yield mail.compose("audits/law_changes", member.user, context, key=key)


def law_letter_context(letter: LawLetter) -> dict[str, object]:
    """What the letter is written from: also for the one who reads it before anything is published."""
    return {
        "supplier": letter.supplier,
        "lines": letter.lines,
        "action_url": f"{settings.SITE_URL}{reverse('audits:matrix', args=[letter.supplier.pk])}",
        "action_label": _("See your markets"),
        "reason": _("You get this letter because you act for this company."),
    }


def law_reminder(reminders: Sequence[LawReminder], changes: Sequence[LawChange], *, on: date) -> Letter:
    """What a change of the law takes from a company's products on one day, and what keeps it, for one person.

    ``reminders`` are the rows of that person, company and day that this letter is about, at least one.
    """
    reminder = reminders[0]
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
    cause = (reminder.market_id, reminder.day, reminder.code, reminder.about, reminder.rung)
    digest = hashlib.sha256(repr(cause).encode()).hexdigest()[:16]
    key = f"law-{reminder.supplier_id}-{reminder.recipient_id}-{digest}"
    return mail.compose("audits/law_ahead", reminder.recipient, context, key=key)
