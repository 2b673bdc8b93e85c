"""What auditors usually send back for a type of document and why, with what to do about it before it is submitted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from suppliers.models import Certificate, CertificateEvent, CertificateType
from suppliers.sentences import reasons
from suppliers.sentences.reasons import RevisionReason

R = RevisionReason
K = CertificateType.Kind
LEAST = 5
"""Fewer cases are not reported: so small a number would reveal single companies."""

LATEST = 400
"""How far back the record is counted, in cases of one type."""

MOST = 4
ADVICE = {
    R.WRONG_TYPE: _("Compare the title printed on the document with the name of the type."),
    R.HOLDER_MISMATCH: _("The holder must be your company by its registered name, letter for letter."),
    R.NOT_COVERED: _("Tick only products whose model stands on the document, and add the annex that lists the models."),
    R.ADDRESS_MISMATCH: _(
        "Bring the address in your company's page and on the document in line, or add proof of the move."
    ),
    R.EXPIRED: _("Look at the last day; where the document was renewed, upload the new one."),
    R.NOT_YET_VALID: _("Look at the first day; until then the older document counts."),
    R.MISSING_PAGE: _("Upload every page, annexes and empty backs too, in one file."),
    R.UNREADABLE: _("Scan at 200 dots per inch, or photograph it flat, in daylight, with all four edges in sight."),
    R.PASSWORD_PROTECTED: _("Save a copy without the password."),
    R.TRANSLATION_NEEDED: _("Add a translation into English as a further file."),
    R.SUPERSEDED_STANDARD: _("Look at the edition of the standard, the year after the colon: is it still in force?"),
    R.ISSUER_NOT_COMPETENT: _("Look whether the issuing body may issue documents for this law and this product."),
    R.SIGNATURE_INVALID: _("Upload the file as you got it: printing or saving it again breaks a digital signature."),
}
TYPICAL: dict[str, tuple[str, ...]] = {
    K.CERTIFICATE: (R.HOLDER_MISMATCH, R.NOT_COVERED, R.MISSING_PAGE, R.ISSUER_NOT_COMPETENT),
    K.DECLARATION: (R.NOT_COVERED, R.SUPERSEDED_STANDARD, R.HOLDER_MISMATCH),
    K.REGISTRATION: (R.NOT_COVERED, R.EXPIRED, R.HOLDER_MISMATCH),
    K.TEST_REPORT: (R.NOT_COVERED, R.MISSING_PAGE, R.SUPERSEDED_STANDARD, R.HOLDER_MISMATCH),
    K.LICENCE: (R.HOLDER_MISMATCH, R.ADDRESS_MISMATCH, R.UNREADABLE),
}
"""Where the record is too short to count."""


@dataclass(frozen=True)
class Usual:
    """One reason for which documents come back; ``count`` is None where no record stands behind it."""

    reason: str
    sentence: str
    advice: str
    count: int | None = None


@dataclass(frozen=True)
class SentBack:
    """The usual reasons of a type, the most frequent first, out of how many cases that came back."""

    usual: tuple[Usual, ...]
    cases: int | None = None


def usually_sent_back(kind: CertificateType | None) -> SentBack | None:
    """The reasons for this type by the record, or, where that is too short, what is typical of such documents."""
    if kind is None:
        return None
    cases = _cases(kind)
    counted = Counter(reason for reasons_of_case in cases for reason in set(reasons_of_case) if reason in ADVICE)
    frequent = [(reason, count) for reason, count in counted.most_common() if count >= LEAST]
    if frequent:
        return SentBack(tuple(_usual(reason, count) for reason, count in frequent[:MOST]), len(cases))
    return SentBack(tuple(_usual(reason) for reason in TYPICAL.get(kind.kind, ())))


def _cases(kind: CertificateType) -> list[Iterable[str]]:
    asked = CertificateEvent.objects.filter(
        after=Certificate.Status.REVISION_REQUESTED, subject__certificate_type=kind
    ).order_by("-at", "-pk")
    return list(asked.values_list("reasons", flat=True)[:LATEST])


def _usual(reason: str, count: int | None = None) -> Usual:
    (sentence,) = reasons.sentences([reason])
    return Usual(reason, sentence, str(ADVICE[RevisionReason(reason)]), count)
