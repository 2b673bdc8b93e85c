"""Letters about legal cases. They name no word of what a case is about, and of no note: a mailbox may be read by others."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buyers.disputes.models import CaseDeadline, LegalCase
from buyers.terms.disputes.legal_deadlines import deadline_data
from buyers.trade.mail.short_letters import Words
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter


def case_opened(case: LegalCase, user: User) -> Letter:
    """To the client's people: the desk answers within days."""

    def words() -> Words:
        return Words(
            _("Case %(number)s is with our legal desk") % _number_of(case),
            (
                _("Our legal desk reads it and assigns it; the page of the case says until when."),
                _(
                    "Only your side and the person of the desk who works on it can read it. The other side is not informed."
                ),
                _("Nothing has to be done now. Days of law go on meanwhile: the page shows those that we know of."),
            ),
            case.get_absolute_url(),
            _("Open the case"),
        )

    return _letter(case, user, words, "opened")


def case_waits(case: LegalCase, user: User) -> Letter:
    """To the legal desk."""

    def words() -> Words:
        return Words(
            _("Case %(number)s waits for the legal desk") % _number_of(case),
            (
                _("A client opened it. Without an answer in time it stands first in the queue, as late."),
                _("Check for conflicts before you take it: the page refuses those that are known."),
            ),
            reverse("admin:disputes_legalcase_changelist"),
            _("Open the queue"),
        )

    return _letter(case, user, words, "waits", is_desk=True)


def case_assigned(case: LegalCase, number: int, user: User) -> Letter:
    """To the client's people."""

    def words() -> Words:
        who = str(case.counsel) if case.counsel else _("a person of our legal desk, without counsel outside")
        return Words(
            _("Case %(number)s is assigned") % _number_of(case),
            (
                _("It is worked on by: %(who)s.") % {"who": who},
                _("State on its page the days that are asked for: without them we cannot compute days of law."),
            ),
            case.get_absolute_url(),
            _("Open the case"),
        )

    return _letter(case, user, words, f"assigned-{number}")


def case_deadline(case: LegalCase, deadline: CaseDeadline, days: int, user: User) -> Letter:
    """To the client's people and who works on it: a day of law comes near."""

    def words() -> Words:
        rule = deadline_data().deadlines.get(deadline.rule)
        what = rule.label.read_in(user.language) if rule else deadline.label
        left = ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
        return Words(
            _("Case %(number)s: a day of law is near") % _number_of(case),
            (
                _("%(day)s at the latest: %(what)s. At most %(left)s are left.")
                % {"day": date_format(deadline.day), "what": what, "left": left},
                _("After that day the right may be lost. We computed it: check it with counsel before you rely on it."),
            ),
            case.get_absolute_url(),
            _("Look at it and acknowledge it"),
        )

    return _letter(case, user, words, f"deadline-{deadline.pk}-{days}", is_desk=user.pk == case.person_id)


def case_closed(case: LegalCase, user: User) -> Letter:
    """To the client's people."""

    def words() -> Words:
        return Words(
            _("Case %(number)s is closed") % _number_of(case),
            (
                _("Outcome: %(outcome)s.") % {"outcome": case.get_outcome_display()},
                _("Its page stays readable for your side. Nobody watches its days of law any more."),
            ),
            case.get_absolute_url(),
            _("Open the case"),
        )

    return _letter(case, user, words, "closed")


def _number_of(case: LegalCase) -> dict[str, str]:
    return {"number": case.number}


def _letter(case: LegalCase, user: User, words: Callable[[], Words], cause: str, *, is_desk: bool = False) -> Letter:
    with translation.override(user.language):
        said = words()
        context = {
            "title": said.subject,
            "paragraphs": said.paragraphs,
            "action_url": settings.SITE_URL + said.path,
            "action_label": said.action,
            "reason": _("You get this letter because you work at the legal desk.")
            if is_desk
            else _("You get this letter because you act for the client of case %(number)s.") % _number_of(case),
        }
    return mail.compose("trade/short_letter", user, context, key=f"case-{case.pk}-{cause}-{user.pk}")
