"""One line of the check before a submission, and the lines about what a document says of its own standing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.documents.statements import Standing, Statement, is_suspended


class State(StrEnum):
    """How one point stands."""

    MISSING = "missing"
    CHECK = "check"
    COMPARE = "compare"
    READY = "ready"


@dataclass(frozen=True)
class Point:
    """One line of the check; ``field`` is where on the form to go."""

    state: State
    label: str
    sentence: str
    field: str


SENTENCES = {
    Standing.SPECIMEN: gettext_lazy(
        "Page %(page)d is marked “%(said)s”: a specimen proves nothing. Add the document itself."
    ),
    Standing.DRAFT: gettext_lazy("Page %(page)d is marked “%(said)s”: a draft proves nothing. Add the final document."),
    Standing.CANCELLED: gettext_lazy("Page %(page)d says “%(said)s”: a cancelled document clears nothing."),
    Standing.SUSPENDED: gettext_lazy(
        "Page %(page)d says “%(said)s”: while it is suspended it clears nothing. If that has ended, add the proof."
    ),
    Standing.VOLUNTARY: gettext_lazy(
        "Page %(page)d says “%(said)s”: a voluntary document does not count where a law asks for an examination by a body."
    ),
    Standing.OLD_EDITION: gettext_lazy(
        "Page %(page)d names “%(said)s”, an edition that was withdrawn. Is there a document to the present one?"
    ),
}


def standing_points(statements: tuple[Statement, ...]) -> Iterator[Point]:
    """What the document says against itself, each kind once. A suspension that ended is no question."""
    label, asked = _("What the document says of itself"), set()
    for one in statements:
        is_over = one.standing is Standing.SUSPENDED and not is_suspended(statements)
        if one.standing in SENTENCES and one.standing not in asked and not is_over:
            asked.add(one.standing)
            sentence = str(SENTENCES[one.standing]) % {"page": one.page, "said": one.said}
            yield Point(State.CHECK, label, sentence, "document")
