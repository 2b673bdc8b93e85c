"""What a file says of itself, for auditors: who made it and when, who signed it, codes on its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.admin.case.pages import Mark, reading_of
from suppliers.documents.reading import Change, Reading, Signature, Trust
from suppliers.models import CertificateFile

LONGEST = 300
"""Signs of a text that a stranger wrote into the file."""


@dataclass(frozen=True)
class Fact:
    """A name, what the file says, and the place where it stands, if it has one."""

    name: str
    value: str
    mark: Mark | None = None


def facts_of(file: CertificateFile) -> list[Fact]:
    """All of it in words; nothing of a file that was not read."""
    row = reading_of(file)
    reading = row.reading if row else None
    if reading is None:
        return []
    return [
        *_making(reading),
        *(Fact(_("Signature"), signed(one)) for one in reading.signatures),
        *_codes(file, reading),
    ]


def _making(reading: Reading) -> Iterator[Fact]:
    said = reading.metadata
    if said:
        named = {
            _("Made with"): " · ".join(filter(None, (said.creator, said.producer))),
            _("Made"): moment(said.created),
            _("Changed"): moment(said.modified) if said.modified != said.created else "",
            _("Title"): said.title,
            _("Author"): said.author,
        }
        yield from (Fact(name, value[:LONGEST]) for name, value in named.items() if value)
    saved = reading.structure.revisions if reading.structure else 1
    if saved > 1:
        yield Fact(_("Saved"), ngettext("%(count)s time", "%(count)s times", saved) % {"count": saved})


def _codes(file: CertificateFile, reading: Reading) -> Iterator[Fact]:
    codes = [(page.number, code) for page in reading.pages for code in page.barcodes]
    for index, (number, code) in enumerate(codes):
        name, content = f"code_{file.pk}_{index}", code.content[:LONGEST]
        yield Fact(code.format, content, Mark(file.pk, number, code.box, name, f"fact_{name}", content, "info"))


def signed(signature: Signature) -> str:
    """Who signed, when, and whether it holds, as far as that can be told without a network."""
    who = ", ".join(filter(None, (signature.signer or signature.field, moment(signature.signed_at))))
    return f"{who}: {_state(signature)}"


def _state(signature: Signature) -> str:
    if not signature.is_checked:
        return _("could not be checked")
    if not signature.is_intact or not signature.is_valid:
        return _("does not hold")
    if signature.change is Change.SUSPICIOUS:
        return _("holds, but the file was changed after it in a way that signing does not permit")
    if signature.trust is Trust.TRUSTED:
        return _("holds")
    return _("holds; whether the signer is who they say is not known here")


def moment(text: str) -> str:
    """A moment as the reader writes it; as it stands where it is none."""
    try:
        return date_format(datetime.fromisoformat(text), "DATETIME_FORMAT")
    except ValueError:
        return text
