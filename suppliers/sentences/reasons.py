"""Why a certificate is sent back or refused: the codes that history keeps, and the words that people read."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class RevisionReason(models.TextChoices):
    """Something that the supplier can put right."""

    WRONG_TYPE = "wrong_type", _("The certificate type chosen is not the type of this document.")
    HOLDER_MISMATCH = "holder_mismatch", _("The holder on the document is another company.")
    NOT_COVERED = "not_covered", _("The document does not cover the product or model.")
    ADDRESS_MISMATCH = "address_mismatch", _("The address on the document is not the company's address.")
    EXPIRED = "expired", _("The document has expired.")
    NOT_YET_VALID = "not_yet_valid", _("The document is not valid yet.")
    MISSING_PAGE = "missing_page", _("A page is missing.")
    UNREADABLE = "unreadable", _("The document cannot be read.")
    PASSWORD_PROTECTED = "password_protected", _("The file is protected by a password.")
    TRANSLATION_NEEDED = "translation_needed", _("A translation is needed.")
    SUPERSEDED_STANDARD = (
        "superseded_standard",
        _("The document cites an edition of the standard that no longer counts."),
    )
    ISSUER_NOT_COMPETENT = "issuer_not_competent", _("The issuing body is not competent for this scope.")
    SIGNATURE_INVALID = "signature_invalid", _("The signature does not hold.")
    OTHER = "other", _("Another reason; see the note.")


class RejectionReason(models.TextChoices):
    """Something that cannot be put right with this document, or this company."""

    ALTERED = "altered", _("The document was altered.")
    FORGED = "forged", _("The document was not issued by the body that it names.")
    ISSUER_DENIES = "issuer_denies", _("The issuing body says that it did not issue this document.")
    REPEATED_FALSE_STATEMENT = "repeated_false_statement", _("A false statement was made again.")
    DUPLICATE = "duplicate", _("It is on file already under the same number.")


class CompanyReason(models.TextChoices):
    """What is wrong with a company itself."""

    LICENCE_ENDED = "licence_ended", _("A licence that the company needs has ended or was withdrawn.")
    NOT_AT_ADDRESS = "not_at_address", _("The company is not found at its registered address.")
    STRUCK_OFF = "struck_off", _("The company register lists it as abnormal, deregistered or wound up.")
    SANCTIONED = "sanctioned", _("The company or its owner is on a list of sanctions.")
    COMPLAINT = "complaint", _("A complaint about the company is being looked into.")
    FALSE_DOCUMENTS = "false_documents", _("Documents that it submitted are false; the note names them.")


class ClosingReason(models.TextChoices):
    """Why the clock closes a case."""

    NOT_ANSWERED = "not_answered", _("What was asked for did not come in time: closed as not answered.")


_KINDS = (RevisionReason, RejectionReason, CompanyReason, ClosingReason)
_SENTENCES = {code: sentence for kind in _KINDS for code, sentence in kind.choices}


def sentences(codes: Iterable[str]) -> list[str]:
    """The reasons in the reader's language; a code that we do not know stands for itself."""
    return [str(_SENTENCES.get(code, code)) for code in codes]
