"""What the pages of a draft show: who may do what, its rows, its files and its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from audits.answers.messages import route
from audits.compliance.reference import Confidence
from audits.compliance.rulebook import Rulebook
from audits.editions import drafts
from audits.editions.forms import CONFIDENCES
from audits.law import row_editing
from audits.models import RulebookDraft
from kpmarket.accounts.models import User
from kpmarket.foundation.text.languages import in_reader_language

Option = tuple[str, str]
"""Value and label of a select."""


@dataclass(frozen=True, slots=True)
class DraftAccess:
    """What a person may do with a draft now."""

    may_write: bool
    may_take_back: bool
    may_publish: bool


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file of the rulebook, and whether the draft changes it."""

    name: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A requirement as its file has it, with its route and confidence in words."""

    id: str
    route: str
    first_day: str
    last_day: str
    confidence: str


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """A step of a draft, as the component ``timeline`` shows it."""

    when: datetime
    what: str
    who: str
    note: str = ""


def access_of(draft: RulebookDraft, user: User, *, keeps_law: bool) -> DraftAccess:
    """What this person may do; ``keeps_law``: whether the rulebook is theirs to keep."""
    is_own = draft.drafted_by_id == user.pk
    is_written, is_submitted = draft.status == drafts.Status.WRITING, draft.status == drafts.Status.SUBMITTED
    return DraftAccess(
        may_write=keeps_law and is_own and is_written,
        may_take_back=keeps_law and is_own and is_submitted,
        may_publish=keeps_law and not is_own and is_submitted,
    )


def draft_files(draft: RulebookDraft) -> list[DraftFile]:
    """Every file, in the order of the texts."""
    return [DraftFile(name, name in draft.changed) for name in draft.texts]


def market_options(book: Rulebook) -> list[Option]:
    """The file of each market, and its name."""
    return [
        (f"markets/{one.id}.yaml", in_reader_language(en=one.name, zh=one.name_zh)) for one in book.markets.values()
    ]


def section_options(book: Rulebook) -> list[Option]:
    """The product types, each a section of a market's file."""
    return [
        (key, in_reader_language(en=str(facts["name"]), zh=str(facts["name_zh"])))
        for key, facts in book.product_types.items()
    ]


def draft_rows(text: str, section: str, book: Rulebook) -> list[DraftRow]:
    """The rows of one product type in a market's file."""
    names = {row.route: route(row) for row in book.requirements}
    rows = (row_editing.values_in(text, row.id) for row in row_editing.rows_in(text) if row.section == section)
    return [_draft_row(values, names) for values in rows if values]


def _draft_row(values: Mapping[str, Any], names: Mapping[str, str]) -> DraftRow:
    return DraftRow(
        id=values["id"],
        route=names.get(values["route"]) or values["route"],
        first_day=str(values.get("from", "")),
        last_day=str(values.get("until", "")),
        confidence=str(dict(CONFIDENCES)[Confidence(values["confidence"])]),
    )


def draft_history(draft: RulebookDraft) -> list[TimelineEvent]:
    """The steps of the draft, newest first."""
    labels = dict(drafts.Status.choices)
    events = draft.history.select_related("by").order_by("-at", "-pk")
    steps = [
        TimelineEvent(event.at, str(labels.get(event.after, event.after)), str(event.by), event.note)
        for event in events
    ]
    return [*steps, TimelineEvent(draft.drafted_at, _("begun"), str(draft.drafted_by))]
