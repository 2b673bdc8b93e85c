"""The steps of a draft as buttons post them: submit, withdraw, send back, discard, rebase, publish."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from audits.admin.case.refusals import REFUSALS
from audits.editions import drafts, publishing
from audits.law.current import NoRulebook
from audits.models import RulebookDraft
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import IllegalTransition

DRAFT_REFUSALS: dict[type[Exception], Any] = {
    **REFUSALS,
    IllegalTransition: _("This draft has moved on in the meantime: look at it again. Nothing was changed."),
    drafts.NotYourDraft: _("Only the one who drafts it changes a draft. Nothing was changed."),
    publishing.AuthorMayNotPublish: _(
        "You drafted this edition, so another senior auditor must publish it: four eyes see more than two."
    ),
    publishing.SimulationNotRead: _(
        "Read first what it would do, and publish it from there. What you had read may be out of date. Nothing was changed."
    ),
    drafts.DraftClosed: _("This draft is no longer being written. Take it back first. Nothing was changed."),
    drafts.StaleVersion: _(
        "This draft was changed since you opened the page, perhaps in another window. Nothing was changed: look again."
    ),
    drafts.OutOfDate: _("Another edition came into force in the meantime. Carry the changes over to it first."),
    drafts.NothingChanged: _("This draft changes nothing yet."),
    NoRulebook: _("No rulebook is loaded yet: run manage.py load_rulebook first."),
}
STEPS_DONE = {
    "submit": _("Handed over. Another senior auditor can publish it now."),
    "withdraw": _("The draft is yours to write on again."),
    "discard": _("The draft is discarded. It stays on record."),
    "send_back": _("The draft went back to its author."),
    "rebase": _("Your changes stand on the edition in force now."),
    "publish": _("Published: the edition is in force, logged, and every clearance is judged by it."),
}
"""Step -> what the person reads when it is done."""


def take_step(draft: RulebookDraft, step: str, *, version: int, note: str, mark: str, by: User, at: datetime) -> None:
    """Do one of ``STEPS_DONE``; its refusals pass through."""
    match step:
        case "submit":
            drafts.submit(draft, version=version, by=by, at=at)
        case "withdraw":
            drafts.withdraw(draft, by=by, at=at)
        case "discard":
            drafts.discard(draft, by=by, at=at)
        case "send_back":
            drafts.send_back(draft, note=note, by=by, at=at)
        case "rebase":
            drafts.rebase(draft, version=version, by=by, at=at)
        case "publish":
            publishing.publish(draft, version=version, by=by, at=at, mark=mark)
