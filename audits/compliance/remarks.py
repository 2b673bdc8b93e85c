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
    SUPERSEDED_EDITION = "superseded-edition"
    """It cites an edition that a newer one has replaced, and no law forbids to rest on it."""
    UNLISTED_EDITION = "unlisted-edition"
    """It cites an edition that our list of the standard does not have."""
    QUANTITY_LIMITED = "quantity-limited"
    """It permits so many pieces, and how many are shipped is not known."""
    AUTHORITY_NOT_STATED = "authority-not-stated"
    """It does not say which authority approved, and the destination accepts some authorities alone."""
    AUTHORITIES_NOT_LISTED = "authorities-not-listed"
    """We hold no list of the authorities whose approvals the destination accepts."""
    AUTHORITIES_UNSURE = "authorities-unsure"
    """Our list of these authorities has low confidence."""
    LANGUAGES_UNSURE = "languages-unsure"
    """Our list of the destination's languages has low confidence."""
