"""When a document was false from the start: which approved ones resemble it, and what auditors found when they looked.

Nothing is judged here. A tie is a reason to look; whoever finds a document false revokes it in its case.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from audits.desk import log, permissions
from audits.findings.similar_pages import find_similar_pages
from audits.models import Decision, LookAgain
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.identity.bare_numbers import bare
from suppliers.models import Certificate, CertificateReading

MAX_LISTED = 200
"""Documents on the list of one revocation: those with most in common first."""
MAX_WITH_ONE_TIE = 2000
"""So many documents are considered for one tie: a large body has issued more than anybody looks at."""
LIKENESS, PRODUCER, PATTERN, ISSUER, COMPANY = "likeness", "producer", "pattern", "issuer", "company"
WEIGHTS = {LIKENESS: 5, PRODUCER: 3, PATTERN: 2, COMPANY: 2, ISSUER: 1}
MIN_PATTERN_CHARACTERS = 6
"""The pattern of a shorter number is that of many."""


class NoNote(Exception):
    """Whoever looked says what they saw."""


@transaction.atomic
def list_for(decision: Decision, *, at: datetime) -> list[LookAgain]:
    """Keep the approved documents that resemble the revoked one, and note in the log how many there are.

    A document of this company with nothing else in common is listed too: who forged one may have forged another. What an
    earlier revocation of the same document listed is not listed again: its first day often follows by a second signature.
    """
    certificate = decision.certificate
    if certificate is None:
        return []
    listed = set(LookAgain.objects.filter(cause__certificate=certificate).values_list("certificate", flat=True))
    ties = {pk: found for pk, found in ties_of(certificate).items() if pk not in listed}
    first = sorted(ties, key=lambda pk: (-sum(WEIGHTS[tie] for tie in ties[pk]), pk))[:MAX_LISTED]
    rows = [LookAgain(cause=decision, certificate_id=pk, ties=sorted(ties[pk]), found_at=at) for pk in first]
    made = LookAgain.objects.bulk_create(rows, ignore_conflicts=True)
    content = {"cause": decision.pk, "listed": len(first), "found": len(ties)}
    log.append(act="look_again_listed", subject=log.name_of(certificate), by=None, at=at, content=content)
    return made


@transaction.atomic
def close(row: LookAgain, *, outcome: str, note: str, by: User, at: datetime) -> None:
    """Say what came of looking. Raises NoNote, or IllegalTransition where a colleague was quicker."""
    permissions.require_auditor(by, row.certificate, at=at)
    if outcome not in LookAgain.Outcome.values or not note.strip():
        raise NoNote
    facts = {"outcome": outcome, "note": note.strip(), "by": by, "looked_at": at}
    if LookAgain.objects.open().filter(pk=row.pk).update(**facts) != 1:
        raise IllegalTransition(f"look again {row.pk}: closed already")
    content = {"look_again": row.pk, "cause": row.cause_id, "outcome": outcome}
    log.append(act="looked_again", subject=log.name_of(row.certificate), by=by, at=at, content=content)


def ties_of(certificate: Certificate) -> dict[int, set[str]]:
    """What each approved document has in common with this one: keys of certificates, codes of ties."""
    approved = Certificate.objects.approved().exclude(pk=certificate.pk)
    found: dict[int, set[str]] = defaultdict(set)
    _note(found, ISSUER, approved.filter(issuer__iexact=certificate.issuer) if certificate.issuer else approved.none())
    _note(found, COMPANY, approved.filter(supplier=certificate.supplier_id))
    for pk, number in approved.filter(certificate_type=certificate.certificate_type_id).values_list("pk", "number"):
        if has_same_pattern(number, certificate.number):
            found[pk].add(PATTERN)
    readings = list(CertificateReading.objects.filter(file__certificate=certificate, file__removed_at=None))
    producers = {one.reading.metadata.producer for one in readings if one.reading and one.reading.metadata} - {""}
    if producers:
        same = Q(files__reading__content__metadata__producer__in=producers, files__removed_at=None)
        _note(found, PRODUCER, approved.filter(same).distinct())
    whole = [(one.file_id, one.reading) for one in readings if one.reading]
    similar = find_similar_pages(
        whole, Q(file__certificate__status=Certificate.Status.APPROVED) & ~Q(file__certificate=certificate)
    )
    for by_place in similar.values():
        for certificates in by_place.values():
            for pk in certificates:
                found[pk].add(LIKENESS)
    return dict(found)


def has_same_pattern(one: str, other: str) -> bool:
    """Whether two numbers are written the same way: letters at the same places, the same beginning of letters, as many digits."""
    first, second = pattern_of(one), pattern_of(other)
    return first == second and len(first) >= MIN_PATTERN_CHARACTERS


def pattern_of(number: str) -> str:
    """A number with each digit as 9: "G2 091 7" is G9999."""
    return re.sub(r"\d", "9", bare(number).upper())


def _note(found: dict[int, set[str]], tie: str, rows: Iterable[Certificate]) -> None:
    for pk in rows.order_by("-pk").values_list("pk", flat=True)[:MAX_WITH_ONE_TIE]:  # type: ignore[attr-defined]
        found[pk].add(tie)
