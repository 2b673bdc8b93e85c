"""Drafting an edition of the rulebook: written by one senior auditor, submitted to another who publishes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.urls import reverse

from audits.compliance.rulebook import Rulebook
from audits.desk import permissions
from audits.law import files, row_editing
from audits.law.change import Change
from audits.law.changes import changes
from audits.law.current import current_edition, rulebook_of
from audits.law.merging import merge_texts
from audits.models import RulebookDraft, RulebookEdition
from kpmarket.accounts.models import Notice, User
from kpmarket.foundation import transitions

Status = RulebookDraft.Status


class NotYourDraft(permissions.NotAllowed):
    """Only the one who drafts changes a draft."""


class DraftClosed(Exception):
    """The draft is no longer being written."""


class StaleVersion(Exception):
    """The draft was changed since this person read it."""


class OutOfDate(Exception):
    """Another edition came into force since the draft was begun."""


class NothingChanged(Exception):
    """The draft says what the edition says that it is based on."""


class UnknownFile(Exception):
    """The rulebook has no file of that name."""


@transaction.atomic
def start(title: str, *, by: User, at: datetime) -> RulebookDraft:
    """Begin a draft of the edition in force. Raises NoRulebook when there is none."""
    permissions.require_law_office(by, at=at)
    base = current_edition()
    return RulebookDraft.objects.create(title=title, base=base, drafted_by=by, drafted_at=at, changed_at=at)


@transaction.atomic
def roll_back(edition: RulebookEdition, title: str, *, by: User, at: datetime) -> RulebookDraft:
    """Begin a draft that says again what an earlier edition said. It is simulated and published as any other.

    Raises NothingChanged for the edition in force, RulebookError where its files are not sound with those of today.
    """
    permissions.require_law_office(by, at=at)
    base = current_edition()
    changed = {name: text for name, text in edition.files.items() if base.files.get(name) != text}
    if not changed:
        raise NothingChanged
    files.accept({**base.files, **changed})
    return RulebookDraft.objects.create(
        title=title, base=base, changed=changed, drafted_by=by, drafted_at=at, changed_at=at
    )


@transaction.atomic
def save_file(draft: RulebookDraft, name: str, text: str, *, version: int, by: User, at: datetime) -> RulebookDraft:
    """Save the text of one file. Raises RulebookError unless the whole rulebook is sound with it."""
    draft = _writable(draft, version=version, by=by, at=at)
    texts = draft.texts
    if name not in texts:
        raise UnknownFile(name)
    files.accept({**texts, name: text})
    return _save_version(draft, {**draft.changed, name: text}, at=at)


@transaction.atomic
def save_row(
    draft: RulebookDraft, file: str, section: str, values: Mapping[str, Any], *, version: int, by: User, at: datetime
) -> RulebookDraft:
    """Save one row: the row with that id, or a new one, as the last of its product type.

    Raises CannotEditByForm when the text is laid out in a way that only YAML editing can change.
    """
    if file not in draft.texts:
        raise UnknownFile(file)
    text = draft.texts[file]
    if row_editing.row_in(text, values["id"]):
        text = row_editing.change_row(text, values["id"], values)
    else:
        text = row_editing.add_row(text, section, values)
    return save_file(draft, file, text, version=version, by=by, at=at)


@transaction.atomic
def undo_file(draft: RulebookDraft, name: str, *, version: int, by: User, at: datetime) -> RulebookDraft:
    """Restore that file as the edition has it; the rest of the draft must be sound without the change."""
    return save_file(draft, name, draft.base.files.get(name, ""), version=version, by=by, at=at)


def is_out_of_date(draft: RulebookDraft) -> bool:
    """Whether another edition came into force since the draft was begun."""
    return draft.is_open and not draft.base.is_current


@transaction.atomic
def rebase(draft: RulebookDraft, *, version: int, by: User, at: datetime) -> RulebookDraft:
    """Merge the draft's changes into the edition in force.

    Raises Conflict naming the rows that both changed, and RulebookError when the two together are not sound.
    """
    draft = _writable(draft, version=version, by=by, at=at)
    base, new = draft.base, RulebookEdition.objects.get(is_current=True)
    changed = {
        name: merge_texts(base.files.get(name, ""), text, new.files.get(name, ""))
        for name, text in draft.changed.items()
    }
    files.accept({**new.files, **changed})
    draft.base = new
    return _save_version(draft, changed, at=at)


@transaction.atomic
def submit(draft: RulebookDraft, *, version: int, by: User, at: datetime) -> None:
    """Submit the draft to a second senior auditor. It cannot be changed until it is withdrawn or sent back."""
    draft = _writable(draft, version=version, by=by, at=at)
    if is_out_of_date(draft):
        raise OutOfDate
    book = files.accept(draft.texts)
    if book.edition == draft.base.edition:
        raise NothingChanged
    transitions.move(draft, Status.SUBMITTED, by=by, at=at)
    _notify_officers(draft, at=at)


@transaction.atomic
def withdraw(draft: RulebookDraft, *, by: User, at: datetime) -> None:
    """Withdraw a submitted draft, to change it again."""
    _require_own(draft, by=by, at=at)
    transitions.move(draft, Status.WRITING, by=by, at=at)


@transaction.atomic
def send_back(draft: RulebookDraft, *, note: str, by: User, at: datetime) -> None:
    """The second person does not publish it as it is, and says why."""
    permissions.require_law_office(by, at=at)
    transitions.move(draft, Status.WRITING, by=by, at=at, note=note)


@transaction.atomic
def discard(draft: RulebookDraft, *, by: User, at: datetime) -> None:
    """Give the draft up. It stays on record."""
    _require_own(draft, by=by, at=at)
    transitions.move(draft, Status.DISCARDED, by=by, at=at)


def changes_in(draft: RulebookDraft) -> tuple[Change, ...]:
    """What the draft changes in the edition it is based on."""
    return changes(rulebook_of(draft.base.edition), rulebook_in(draft))


def rulebook_in(draft: RulebookDraft) -> Rulebook:
    """The law as the draft would have it, read but not checked."""
    return _rulebook(tuple(sorted(draft.texts.items()))) if draft.changed else rulebook_of(draft.base.edition)


@lru_cache(maxsize=2)
def _rulebook(texts: tuple[tuple[str, str], ...]) -> Rulebook:
    return files.read(dict(texts))


def lock_draft(draft: RulebookDraft) -> RulebookDraft:
    """The draft as it is now, locked until the transaction ends."""
    return RulebookDraft.objects.select_for_update(of=("self",)).select_related("base").get(pk=draft.pk)


def _notify_officers(draft: RulebookDraft, *, at: datetime) -> None:
    """Tell everybody else who may publish it that a draft waits for one of them."""
    officers = permissions.law_officers(at=at).exclude(pk=draft.drafted_by_id)
    url, params = reverse("admin:audits_rulebookdraft_change", args=[draft.pk]), {"title": draft.title}
    Notice.objects.bulk_create(
        Notice(recipient=user, kind="edition_to_publish", params=params, url=url, created_at=at) for user in officers
    )


def _require_own(draft: RulebookDraft, *, by: User, at: datetime) -> None:
    permissions.require_law_office(by, at=at)
    if draft.drafted_by_id != by.pk:
        raise NotYourDraft


def _writable(draft: RulebookDraft, *, version: int, by: User, at: datetime) -> RulebookDraft:
    """The draft as it is now, locked. Raises unless this person writes it and has read this version."""
    draft = lock_draft(draft)
    _require_own(draft, by=by, at=at)
    if draft.status != Status.WRITING:
        raise DraftClosed
    if draft.version != version:
        raise StaleVersion
    return draft


def _save_version(draft: RulebookDraft, changed: Mapping[str, str], *, at: datetime) -> RulebookDraft:
    """Save the files that differ from the base, as the next version."""
    draft.changed = {name: text for name, text in changed.items() if text != draft.base.files.get(name)}
    draft.version += 1
    draft.changed_at = at
    draft.save(update_fields=["base", "changed", "version", "changed_at"])
    return draft
