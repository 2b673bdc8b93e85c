"""Why a document that meets a requirement is not enough for a firm answer."""

from __future__ import annotations

from enum import StrEnum


class Remark(StrEnum):
    """What is open about a document that counts. An answer that needs such a document is at most *conditional*."""

    LANGUAGES_NOT_STATED = "languages-not-stated"
    LANGUAGES_NOT_LISTED = "languages-not-listed"
    """We hold no list of the languages that the destination asks for."""
    LANGUAGES_FOR_PROFESSIONALS = "languages-for-professionals"
    """The languages are enough for professional users alone."""
    LANGUAGES_UNSURE = "languages-unsure"
    """Our list of the destination's languages has low confidence."""
