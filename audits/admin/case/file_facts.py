"""What a file states about itself, for auditors: who made it and when, who signed it, codes on its pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audits.admin.case.marks import FileFact, Mark
from audits.admin.case.pages import reading_of
from audits.findings.seals import mentioned_seal
from suppliers.documents.reading import Change, Reading, Signature, Trust
from suppliers.documents.statements import Standing, statements_in
from suppliers.models import CertificateFile

WHAT_WAS = {
    Standing.FORMER_NAME: gettext_lazy("Former name"),
    Standing.REPLACES: gettext_lazy("Replaces"),
    Standing.SUSPENDED: gettext_lazy("Suspended"),
    Standing.REINSTATED: gettext_lazy("Reinstated"),
}
MAX_CHARACTERS = 300
"""Of a text that a stranger wrote into the file."""


def facts_of(file: CertificateFile) -> list[FileFact]:
    """All facts in words; none of a file that was not read."""
    row = reading_of(file)
    reading = row.reading if row else None
    if reading is None:
        return []
    return [
        *_provenance(reading),
        *(FileFact(_("Signature"), signature_in_words(signature)) for signature in reading.signatures),
        *_codes(file, reading),
        *_seals(file, reading),
        *_what_was(file, reading),
    ]


def _provenance(reading: Reading) -> Iterator[FileFact]:
    metadata = reading.metadata
    if metadata:
        facts = {
            _("Made with"): " · ".join(filter(None, (metadata.creator, metadata.producer))),
            _("Made"): moment_in_words(metadata.created),
            _("Changed"): moment_in_words(metadata.modified) if metadata.modified != metadata.created else "",
            _("Title"): metadata.title,
            _("Author"): metadata.author,
        }
        yield from (FileFact(name, value[:MAX_CHARACTERS]) for name, value in facts.items() if value)
    saved = reading.structure.revisions if reading.structure else 1
    if saved > 1:
        yield FileFact(_("Saved"), ngettext("%(count)s time", "%(count)s times", saved) % {"count": saved})


def _codes(file: CertificateFile, reading: Reading) -> Iterator[FileFact]:
    codes = [(page.number, code) for page in reading.pages for code in page.barcodes]
    for index, (number, code) in enumerate(codes):
        name, content = f"code_{file.pk}_{index}", code.content[:MAX_CHARACTERS]
        yield FileFact(code.format, content, Mark(file.pk, number, code.box, name, f"fact_{name}", content, "info"))


def _seals(file: CertificateFile, reading: Reading) -> Iterator[FileFact]:
    """Words for a seal or a signature: whether it is there and genuine, a person sees on the image."""
    if found := mentioned_seal(reading):
        words = _("Mentioned (%(words)s); not checked: look at the image.") % {"words": ", ".join(found.words)}
        name = f"seal_{file.pk}"
        mark = Mark(file.pk, found.page, found.box, name, f"fact_{name}", words, "info")
        yield FileFact(_("Seal or signature"), words, mark)


def _what_was(file: CertificateFile, reading: Reading) -> Iterator[FileFact]:
    """What is not any more: a former name, the document that this one replaces, a suspension and its end, with their days."""
    for index, one in enumerate(statements_in(reading)):
        if one.standing in WHAT_WAS:
            words = " · ".join(filter(None, (one.said, one.value, one.day)))[:MAX_CHARACTERS]
            name = f"was_{file.pk}_{index}"
            mark = Mark(file.pk, one.page, one.box, name, f"fact_{name}", words, "info")
            yield FileFact(str(WHAT_WAS[one.standing]), words, mark)


def signature_in_words(signature: Signature) -> str:
    """Who signed, when, and whether it is valid, as far as that is known without a network."""
    who = ", ".join(filter(None, (signature.signer or signature.field, moment_in_words(signature.signed_at))))
    return f"{who}: {_validity_in_words(signature)}"


def _validity_in_words(signature: Signature) -> str:
    if not signature.is_checked:
        return _("could not be checked")
    if not signature.is_intact or not signature.is_valid:
        return _("not valid")
    if signature.change is Change.SUSPICIOUS:
        return _("valid, but the file was changed afterwards in a way that the signature does not permit")
    if signature.trust is Trust.TRUSTED:
        return _("valid")
    return _("valid; the identity of the signer could not be verified")


def moment_in_words(text: str) -> str:
    """The moment in the reader's format; the text itself where it is none."""
    try:
        return date_format(datetime.fromisoformat(text), "DATETIME_FORMAT")
    except ValueError:
        return text
