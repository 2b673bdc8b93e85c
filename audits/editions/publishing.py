"""Publishing an edition of the rulebook: the whole way from a submitted draft to judged products, in one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audits.clearances import judging
from audits.desk import log, permissions
from audits.editions import mail
from audits.editions.drafts import OutOfDate, StaleVersion, Status, lock_draft, rulebook_in
from audits.editions.letters import letters
from audits.editions.simulation import Simulation, mark_of, simulate
from audits.law.current import put_in_force
from audits.models import RulebookDraft, RulebookEdition
from kpmarket.accounts.models import User
from kpmarket.foundation import transitions
from kpmarket.foundation.outbox import writing as outbox


class AuthorMayNotPublish(permissions.NotAllowed):
    """The one who drafted an edition does not publish it."""


class SimulationNotRead(Exception):
    """The person has not had the simulation open, or it says something else by now."""


@transaction.atomic
def publish(draft: RulebookDraft, *, version: int, by: User, at: datetime, mark: str | None = None) -> RulebookEdition:
    """Put the draft in force as an edition, judge every product by it and write to the companies that it touches.

    Raises AuthorMayNotPublish for the drafter, OutOfDate when another edition came first, StaleVersion when the draft
    is not the one that this person read, SimulationNotRead where ``mark`` is given and is not that of their simulation now
    (``simulation.mark_of``), RulebookError when the law is not sound: then nothing has happened.
    """
    draft, before = _require_publishable(draft, version=version, by=by, at=at)
    result = simulate(rulebook_in(draft), on=timezone.localdate(at))
    if mark is not None and mark != mark_of(result, by):
        raise SimulationNotRead
    about_effects = letters(result.effects)
    edition, _is_new = put_in_force(draft.texts, by=by, at=at)
    transitions.move(draft, Status.PUBLISHED, by=by, at=at, edition=edition, changed_at=at)
    _log_publication(draft, edition, before, result, by=by, at=at)
    judging.apply_edition(at=at)
    outbox.write(mail.edition_letters(edition, about_effects), at=at)
    return edition


def _require_publishable(
    draft: RulebookDraft, *, version: int, by: User, at: datetime
) -> tuple[RulebookDraft, RulebookEdition]:
    """The draft as it is now and the edition in force, both locked."""
    permissions.require_law_office(by, at=at)
    in_force = RulebookEdition.objects.select_for_update().get(is_current=True)
    draft = lock_draft(draft)
    if draft.drafted_by_id == by.pk:
        raise AuthorMayNotPublish
    if draft.version != version:
        raise StaleVersion
    if draft.status == Status.SUBMITTED and draft.base_id != in_force.pk:
        raise OutOfDate
    return draft, in_force


def _log_publication(
    draft: RulebookDraft,
    edition: RulebookEdition,
    before: RulebookEdition,
    result: Simulation,
    *,
    by: User,
    at: datetime,
) -> None:
    """With what the simulation said, as the person who published read it."""
    content = {
        "edition": edition.edition,
        "before": before.edition,
        "draft": draft.pk,
        "title": draft.title,
        "drafted_by": draft.drafted_by_id,
        "files": sorted(draft.changed),
        "simulation": {
            "on": result.on.isoformat(),
            "judged": result.products,
            "touched": len(result.touched),
            "losses": len(result.losses),
            "gains": len(result.gains),
            "sha256": mark_of(result, by),
        },
    }
    log.append(act="rulebook_published", subject=f"rulebook:{edition.pk}", by=by, at=at, content=content)
