"""Documents whose approval we took back, as an answer says it: approved on, revoked on, from which day on. No person is named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.clearances.course import revoked_from
from audits.models import Decision
from suppliers.models import Certificate


@dataclass(frozen=True, slots=True)
class TakenBack:
    """One document of a type. ``since`` is the first day on which it no longer counts: the first of all days where it never did.

    The days of approval and revocation are None where no decision is on record.
    """

    type: str
    approved_on: date | None
    revoked_on: date | None
    since: date

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language."""
        if self.approved_on is None or self.revoked_on is None:
            return _("A document of this type was on file; our approval of it is revoked.")
        days = {"approved": date_format(self.approved_on), "revoked": date_format(self.revoked_on)}
        if self.since == date.min:
            return (
                _("A document of this type was approved on %(approved)s and revoked on %(revoked)s: it never counted.")
                % days
            )
        words = _(
            "A document of this type was approved on %(approved)s and revoked on %(revoked)s;"
            " it does not count from %(since)s on."
        )
        return words % {**days, "since": date_format(self.since)}


def taken_back(certificate: Certificate) -> TakenBack | None:
    """What is said of a certificate with its ``judgements``; None for one that stands, or that had ended before."""
    since = revoked_from(certificate)
    if since is None or (certificate.valid_until is not None and certificate.valid_until < since):
        return None
    days: dict[str, date] = {}
    for decision in certificate.judgements:  # type: ignore[attr-defined]
        days[decision.outcome] = timezone.localdate(decision.at)
    return TakenBack(
        str(certificate.certificate_type_id),
        days.get(Decision.Outcome.APPROVED),
        days.get(Decision.Outcome.REVOKED),
        since,
    )


def last_taken_back(certificates: Iterable[Certificate]) -> dict[str, TakenBack]:
    """Of each type of document the one that was revoked last."""
    found = sorted(
        (one for certificate in certificates if (one := taken_back(certificate))),
        key=lambda one: one.revoked_on or date.min,
    )
    return {one.type: one for one in found}
