"""Codes from the reader of documents, as sentences: what happened, and what to do next."""

from __future__ import annotations

from pathlib import PurePath

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from suppliers.documents.results import Code, Refused

REFUSALS = {
    Code.EMPTY: _("This file is empty. Save it again and check that it opens on your computer."),
    Code.TOO_LARGE: _(
        "This file is %(size)s; at most %(limit)s can be taken. Scan at 150 to 200 dots per inch, or split it."
    ),
    Code.WRONG_KIND: _(
        "This is not a PDF, JPEG, PNG, WebP, TIFF or HEIC file. Export or photograph the paper and try again."
    ),
    Code.PASSWORD_PROTECTED: _(
        "This file opens with a password only. Save a copy without the password and upload that."
    ),
    Code.TOO_MANY_PIXELS: _(
        "This picture is too large to be drawn: more than %(limit)s million dots. Save it smaller, or scan at 150 to "
        "200 dots per inch."
    ),
    Code.UNREADABLE: _(
        "This file is damaged or incomplete, so its pages cannot be shown. Export or scan the paper again."
    ),
    Code.TOOK_TOO_LONG: _(
        "The pages of this file took too long to draw. Print it to a new PDF, or upload a scan of the paper."
    ),
    Code.USED_TOO_MUCH_MEMORY: _(
        "The pages of this file need too much memory to draw. Print it to a new PDF, or upload a scan of the paper."
    ),
    Code.NOT_FINISHED: _(
        "The reading of this file was broken off several times. Fill in its fields by hand, or upload a new scan."
    ),
    Code.MALWARE: _(
        "The virus scanner reports something in this file, so it cannot be taken. Print the paper to a new PDF or scan it "
        "again on another machine, and upload that."
    ),
}
MISNAMED = _(
    "This file is called %(suffix)s but is not a PDF, JPEG, PNG, WebP, TIFF or HEIC file. Export or photograph the "
    "paper and try again."
)
TOO_DETAILED = _("The pages of this file hold too much detail. Scan at 150 to 200 dots per inch, or split it.")
SUFFIXES = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".heif"})


def refusal(refused: Refused, file_name: str = "") -> str:
    """Why a file was not taken, in words for the person who uploaded it."""
    suffix = PurePath(file_name).suffix.lower()
    if refused.code == Code.TOO_MANY_PAGES:
        return _too_many_pages(refused)
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


def _in_words(refused: Refused) -> dict[str, object]:
    if refused.code == Code.TOO_LARGE:
        return {name: filesizeformat(value) for name, value in refused.params.items()}
    if refused.code == Code.TOO_MANY_PIXELS:
        return {"limit": refused.params["limit"] // 1_000_000}
    return dict(refused.params)
