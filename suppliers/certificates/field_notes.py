"""What was read, shown next to the field that it was read for: a proposal, an agreement or a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from suppliers.models import Product
from suppliers.readings.field_proposals import Proposed, bare_letters, is_same


class Standing(StrEnum):
    """How what was read stands to what is in the field."""

    PROPOSED = "proposed"
    SAME = "same"
    COMPARED = "compared"
    DIFFERS = "differs"
    OFFERED = "offered"


TONES = {
    Standing.PROPOSED: "info",
    Standing.SAME: "info",
    Standing.COMPARED: "ok",
    Standing.DIFFERS: "warn",
    Standing.OFFERED: "mute",
}
ICONS = {
    Standing.PROPOSED: "eye",
    Standing.SAME: "eye",
    Standing.COMPARED: "check",
    Standing.DIFFERS: "alert",
    Standing.OFFERED: "question",
}


@dataclass(frozen=True)
class Note:
    """A sentence about one field; ``use`` is the value to take over by one press, where it is not there yet."""

    standing: Standing
    sentence: str
    read: Proposed
    use: str = ""

    @property
    def asks_to_compare(self) -> bool:
        """Whether the field holds what was read: a person may say that it was compared with the page."""
        return self.standing in {Standing.PROPOSED, Standing.SAME, Standing.COMPARED}

    @property
    def tone(self) -> str:
        return TONES[self.standing]

    @property
    def icon(self) -> str:
        return ICONS[self.standing]


def note(read: Sequence[Proposed], value: Any, *, is_filled: bool, is_compared: bool = False) -> Note:
    """What to say about a field that holds this value; ``is_compared``: a person said so of this very value."""
    same = next((one for one in read if is_same(one, value)), None)
    best = read[0]
    words = {"page": (same or best).page, "read": (same or best).printed, "sure": (same or best).confidence_in_words}
    if same and is_compared:
        return Note(Standing.COMPARED, _("As read on page %(page)d, and compared by you.") % words, same)
    if same and same.is_derived:
        sentence = _("No first day was read; page %(page)d gives the day of issue: “%(read)s”. Compare and correct.")
        return Note(Standing.PROPOSED, sentence % words, same)
    if same and is_filled:
        return Note(Standing.PROPOSED, _("Page %(page)d, %(sure)s: “%(read)s”. Compare and correct.") % words, same)
    if same:
        return Note(Standing.SAME, _("As read on page %(page)d. Please compare.") % words, same)
    if value:
        sentence = _("Page %(page)d seems to say “%(read)s”, %(sure)s.") % words
        return Note(Standing.DIFFERS, sentence, best, best.value)
    return Note(Standing.OFFERED, _("Page %(page)d may say “%(read)s”, %(sure)s.") % words, best, best.value)


def products_note(read: Sequence[Proposed], ticked: Iterable[Product], *, is_filled: bool) -> Note:
    """The models that the document names, against the products that are ticked."""
    models = {bare_letters(one.value) for one in read}
    chosen = list(ticked)
    words = {"page": read[0].page, "models": ", ".join(dict.fromkeys(one.printed for one in read))}
    sentence = _("Page %(page)d names: %(models)s.") % words
    if not chosen:
        return Note(Standing.OFFERED, sentence, read[0])
    if all(bare_letters(product.model) in models for product in chosen):
        return Note(Standing.PROPOSED if is_filled else Standing.COMPARED, sentence, read[0])
    return Note(Standing.DIFFERS, sentence, read[0])
