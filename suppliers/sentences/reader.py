"""Codes from the reader of documents, as sentences: what happened, and what to do next."""

from __future__ import annotations

from pathlib import PurePath

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from suppliers.documents.reading import Outcome, StageName
from suppliers.documents.results import Code, Refused

REFUSALS = {
    Code.EMPTY: _("This file is empty. Save it again and check that it opens on your computer."),
    Code.TOO_LARGE: _(
        "This file is %(size)s; at most %(limit)s can be taken. Scan at 150 to 200 dots per inch, or split it."
    ),
    Code.WRONG_KIND: _(
        "This is not a PDF, JPEG, PNG, WebP, TIFF or HEIC file. Export or photograph the document and try again."
    ),
    Code.PASSWORD_PROTECTED: _(
        "This file opens with a password only. Save a copy without the password and upload that."
    ),
    Code.TOO_MANY_PIXELS: _(
        "This picture is too large to process: more than %(limit)s million pixels. Save it smaller, or scan at 150 to "
        "200 dots per inch."
    ),
    Code.UNREADABLE: _(
        "This file is damaged or incomplete, so its pages cannot be shown. Export or scan the document again."
    ),
    Code.TOOK_TOO_LONG: _(
        "The pages of this file took too long to process. Print it to a new PDF, or upload a scan of the document."
    ),
    Code.USED_TOO_MUCH_MEMORY: _(
        "The pages of this file need too much memory to process. Print it to a new PDF, or upload a scan of the document."
    ),
    Code.NOT_FINISHED: _(
        "The reading of this file was broken off several times. Fill in its fields by hand, or upload a new scan."
    ),
    Code.MALWARE: _(
        "The virus scanner reports something in this file, so it cannot be taken. Print the document to a new PDF or scan it "
        "again on another machine, and upload that."
    ),
}
MISNAMED = _(
    "This file is called %(suffix)s but is not a PDF, JPEG, PNG, WebP, TIFF or HEIC file. Export or photograph the "
    "document and try again."
)
TOO_DETAILED = _("The pages of this file hold too much detail. Scan at 150 to 200 dots per inch, or split it.")
SUFFIXES = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".heif"})

STAGES = {
    StageName.PAGES: _("Drawing the pages"),
    StageName.TEXT_LAYER: _("Reading its text"),
    StageName.STRUCTURE: _("Looking at how it is built"),
    StageName.SIGNATURES: _("Checking signatures"),
    StageName.BARCODES: _("Looking for QR and bar codes"),
    StageName.COMPARISON: _("Comparing its text with the page image"),
    StageName.OCR: _("Reading the text in the picture"),
}
STAGE_REASONS = {
    "not-a-pdf": _("Pictures have no such part."),
    "text-layer-is-enough": _("Every page has a text layer of its own."),
    "no-signature-fields": _("Nobody signed this file."),
    "first-pages-only": _("This is a long document: the first pages were read."),
    "some-pages-only": _("Some pages took too long and were left out."),
    "first-signatures-only": _("This file has many signatures: the first ones were checked."),
    "ocr-not-wanted": _("Nobody asked for it."),
    "no-lines-to-compare": _("There is no text that could be compared."),
}
STAGE_FAILURES = {
    Code.TOOK_TOO_LONG: _("It took too long and was stopped. The other steps are not affected."),
    Code.USED_TOO_MUCH_MEMORY: _("It needed too much memory and was stopped. The other steps are not affected."),
}
STAGE_OUTCOMES = {
    Outcome.DONE: _("Done."),
    Outcome.PARTLY: _("Done in part."),
    Outcome.NOT_NEEDED: _("Not needed."),
    Outcome.NOT_ASKED: _("Not asked for."),
    Outcome.FAILED: _("This step failed over the file. The other steps are not affected."),
}
NOT_READ = {
    Code.TOOK_TOO_LONG: _("Reading this file took too long, so it was stopped. Fill in its fields by hand."),
    Code.USED_TOO_MUCH_MEMORY: _("Reading this file needs too much memory. Fill in its fields by hand."),
    Code.NOT_FINISHED: REFUSALS[Code.NOT_FINISHED],
    Code.MALWARE: _(
        "The virus scanner reports something in this file, so it was not opened. Print the document to a new PDF or scan it "
        "again on another machine, and upload that."
    ),
}
CANNOT_BE_READ = _("This file could not be read by the machine. Fill in its fields by hand; auditors see its pages.")


def stage_title(name: str) -> str:
    """What a step of reading does, while it does it."""
    return str(STAGES[StageName(name)])


def stage_outcome(outcome: str, reason: str = "") -> str:
    """How a step of reading ended, and why."""
    if reason in STAGE_REASONS:
        return str(STAGE_REASONS[reason])
    if outcome == Outcome.FAILED and reason in STAGE_FAILURES:
        return str(STAGE_FAILURES[Code(reason)])
    return str(STAGE_OUTCOMES[Outcome(outcome)])


def not_read(reason: str) -> str:
    """Why a file that was taken could not be read, and what to do."""
    known = reason in set(Code) and Code(reason) in NOT_READ
    return str(NOT_READ[Code(reason)] if known else CANNOT_BE_READ)


def refusal(refused: Refused, file_name: str = "") -> str:
    """Why a file was not taken, in words for the person who uploaded it."""
    suffix = PurePath(file_name).suffix.lower()
    if refused.code == Code.TOO_MANY_PAGES:
        return _too_many_pages(refused)
    if refused.code == Code.NOT_NOW:
        return _not_now(refused)
    if refused.code == Code.WRONG_KIND and suffix in SUFFIXES:
        return MISNAMED % {"suffix": suffix}
    if refused.code == Code.TOO_MANY_PIXELS and "limit" not in refused.params:
        return str(TOO_DETAILED)
    return str(REFUSALS[refused.code]) % _in_words(refused)


def _too_many_pages(refused: Refused) -> str:
    limit = refused.params.get("limit", 0)
    sentence = ngettext(
        "This file has more than %(limit)s page, which is the most that can be taken. Upload the pages that matter.",
        "This file has more than %(limit)s pages, which is the most that can be taken. Upload the pages that matter.",
        limit,
    )
    return sentence % {"limit": limit}


def _not_now(refused: Refused) -> str:
    minutes = refused.params["minutes"]
    sentence = ngettext(
        "Files of yours take so long to process that no more can be taken for %(minutes)s minute. Then upload "
        "this one again.",
        "Files of yours take so long to process that no more can be taken for %(minutes)s minutes. Then upload "
        "this one again.",
        minutes,
    )
    return sentence % {"minutes": minutes}


def _in_words(refused: Refused) -> dict[str, object]:
    if refused.code == Code.TOO_LARGE:
        return {name: filesizeformat(value) for name, value in refused.params.items()}
    if refused.code == Code.TOO_MANY_PIXELS:
        return {"limit": refused.params["limit"] // 1_000_000}
    return dict(refused.params)
