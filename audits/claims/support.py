"""What approved documents show of a claim: shown, not shown, or against what they state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from audits.claims.recognising import CFR, Claim, bare, claims_in
from audits.claims.vocabulary import Approval, approvals, parts, rank_of, shown_by_type
from audits.compliance.dossier import Evidence


class Support(StrEnum):
    """How a claim stands: the last one is a finding for auditors."""

    SHOWN = "shown"
    NOT_SHOWN = "not_shown"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True)
class JudgedClaim:
    """A claim, how it stands, and what documents state instead where they contradict it."""

    claim: Claim
    support: Support
    instead: str = ""


@dataclass(frozen=True)
class _Stated:
    """What one document states: its type, all its texts, and the claims in them."""

    type: str
    text: str
    claims: tuple[Claim, ...]


def judged_claims(text: str, documents: Iterable[Evidence], *, on: date) -> tuple[JudgedClaim, ...]:
    """Every claim of a text, judged by the documents in force that day."""
    return judge(claims_in(text), in_force(documents, on=on))


def in_force(documents: Iterable[Evidence], *, on: date) -> tuple[Evidence, ...]:
    """The documents that are valid that day."""
    return tuple(
        one
        for one in documents
        if (one.valid_from is None or one.valid_from <= on) and (one.valid_until is None or on <= one.valid_until)
    )


def judge(claims: Sequence[Claim], documents: Sequence[Evidence]) -> tuple[JudgedClaim, ...]:
    """Each of these claims, judged by these documents."""
    stated = [_read_document(document) for document in documents] if claims else []
    return tuple(_judge_claim(claim, stated) for claim in claims)


@lru_cache(maxsize=16384)
def _read_document(document: Evidence) -> _Stated:
    values = [value for _key, value in document.stated]
    text = "; ".join("; ".join(value) if isinstance(value, tuple) else value for value in values)
    return _Stated(document.type, text, claims_in(text))


def _judge_claim(claim: Claim, stated: Sequence[_Stated]) -> JudgedClaim:
    if claim.approval:
        return _judge_approval(claim, next(one for one in approvals() if one.id == claim.approval), stated)
    if claim.grade:
        return _judge_grade(claim, stated)
    is_shown = all(_shows_standard(number, claim.edition, stated) for number in claim.standards)
    return JudgedClaim(claim, Support.SHOWN if is_shown else Support.NOT_SHOWN)


def _judge_approval(claim: Claim, approval: Approval, stated: Sequence[_Stated]) -> JudgedClaim:
    if any(one.type in approval.shown_by for one in stated):
        return JudgedClaim(claim, Support.SHOWN)
    if approval.shown_words and any(approval.shown_words.search(one.text) for one in stated):
        return JudgedClaim(claim, Support.SHOWN)
    return JudgedClaim(claim, Support.CONTRADICTED if approval.is_finding else Support.NOT_SHOWN)


def _judge_grade(claim: Claim, stated: Sequence[_Stated]) -> JudgedClaim:
    """Shown by the same grade, or a higher one of an ordered ladder; against documents where they state lower ones only."""
    lower = ""
    for ladder in claim.ladders:
        wanted = rank_of(ladder, claim.grade)
        held = {one.grade: rank_of(ladder, one.grade) for document in stated for one in _grades_of(document, ladder)}
        ranks = {grade: rank for grade, rank in held.items() if rank is not None}
        best = max(ranks, key=lambda grade: ranks[grade], default="")
        if claim.grade in held or (best and wanted is not None and ranks[best] >= wanted):
            return JudgedClaim(claim, Support.SHOWN)
        lower = best or lower
    return JudgedClaim(claim, Support.CONTRADICTED if lower else Support.NOT_SHOWN, lower)


def _grades_of(document: _Stated, ladder: str) -> Iterator[Claim]:
    return (one for one in document.claims if one.grade and ladder in one.ladders)


def _shows_standard(number: str, edition: str, stated: Sequence[_Stated]) -> bool:
    """Whether a document states this standard, in this edition where one is named, or all the parts of it."""
    types = _types_that_show().get(number, frozenset())
    if any(one.type in types for one in stated) and not edition:
        return True
    cited = {(each, one.edition) for document in stated for one in document.claims for each in one.standards}
    if (number, edition) in cited or (not edition and any(each == number for each, _edition in cited)):
        return True
    whole = _parts().get(number, ())
    return bool(whole) and not edition and all(any(each == part for each, _e in cited) for part in whole)


@lru_cache(maxsize=1)
def _types_that_show() -> dict[str, frozenset[str]]:
    return {CFR if key.startswith("42 CFR") else bare(key): types for key, types in shown_by_type().items()}


@lru_cache(maxsize=1)
def _parts() -> dict[str, tuple[str, ...]]:
    return {bare(whole): tuple(map(bare, ids)) for whole, ids in parts().items()}
