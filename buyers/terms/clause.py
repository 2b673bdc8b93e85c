"""Choosing law and forum: what may be chosen, what is refused, what must be known, and what is proposed. Facts, not advice.

The clause itself is a sentence of ours that says what was chosen; the institution's own model clause is linked by its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from buyers.terms import legal
from buyers.terms.convention_rows import convention_rows
from buyers.terms.delivery.apostille import Way, authentication
from buyers.terms.files import Label, check_source, read_data

SMALL = Decimal(500_000)
"""US dollars below which one arbitrator is proposed: a figure of ours."""
ARBITRATORS = (1, 3)
LANGUAGES = ("en", "zh", "en-zh")
OR_COURT = ("court", "法院", "litigation", "诉讼")
CISG = "cisg"


@dataclass(frozen=True)
class Choice:
    """What one side would write into a contract. ``seat`` is a city in words; ``law`` and ``forums`` are ids of ``legal.yaml``."""

    law: str
    forums: tuple[str, ...]
    seat: str
    seat_country: str
    language: str
    arbitrators: int
    addition: str = ""
    """Words of one's own that are added to the clause."""


@dataclass(frozen=True)
class Remark:
    """Something to know about a choice. Refusals stand in the way; others are read. ``confidence`` of what it rests on."""

    code: str
    is_refusal: bool = False
    country: str = ""
    source: str = ""
    confidence: str = "high"


@dataclass(frozen=True)
class UsualTerm:
    id: str
    label: Label
    usual: Label
    source: str
    confidence: str


def proposed(amount_usd: Decimal | None, *, is_chinese: bool, country: str, on: date) -> Choice:
    """What is proposed: Hong Kong for a buyer abroad, CIETAC for a Chinese supplier; one arbitrator for a small sum.

    ``amount_usd`` None: the sum is not known, and three are proposed.
    """
    forum = legal.forums()["CIETAC" if is_chinese else "HKIAC"]
    law = CISG if legal.has_cisg(country, on) else ("cn" if is_chinese else "hk")
    arbitrators = 1 if amount_usd is not None and amount_usd < SMALL else 3
    return Choice(law, (forum.id,), forum.seat.en, forum.seat_country, forum.language, arbitrators)


def refusals(choice: Choice, country: str, on: date) -> tuple[Remark, ...]:
    """What makes a clause sick: two institutions, *or court*, no seat, an unknown institution, the CISG where it does not hold."""
    found = []
    if len(choice.forums) != 1:
        found.append("two-institutions" if choice.forums else "no-institution")
    elif choice.forums[0] not in legal.forums():
        found.append("unknown-institution")
    if not choice.seat.strip():
        found.append("no-seat")
    found += doubtful_words(choice)
    if choice.arbitrators not in ARBITRATORS:
        found.append("arbitrators")
    if choice.language not in LANGUAGES:
        found.append("language")
    if choice.law not in {law.id for law in legal.laws_for(country, on)}:
        found.append("law")
    return tuple(Remark(code, is_refusal=True) for code in found)


def doubtful_words(choice: Choice) -> list[str]:
    """Codes of what own words of the clause, or its seat, may not say: a court next to the tribunal, a second institution."""
    text = f"{choice.seat} {choice.addition}".casefold()
    others = {forum.id.casefold() for forum in legal.forums().values() if forum.id not in choice.forums}
    others |= {
        name.casefold() for forum in legal.forums().values() if forum.id not in choice.forums for name in forum.label
    }
    found = ["or-court"] if any(word in text for word in OR_COURT) else []
    words = set(re.findall(r"\w+", text))
    is_second = any(name in (words if name.isascii() and " " not in name else text) for name in others)
    return [*found, *(["two-institutions"] if is_second else [])]


def warnings(choice: Choice, country: str, on: date) -> tuple[Remark, ...]:
    """What must be known of this choice for a buyer in that country on that day, with source and confidence."""
    found: list[Remark | None] = []
    whole = country.partition("-")[0]
    if not legal.has_cisg(whole, on):
        found.append(_of_file("no-cisg", "cisg", whole))
    elif choice.law != CISG:
        found.append(Remark("cisg-out", country=whole))
    elif convention_rows("cisg")[whole]["declarations"]:
        found.append(_of_file("cisg-declarations", "cisg", whole))
    if whole in legal.ARRANGED or choice.seat_country in legal.ARRANGED:
        place = whole if whole in legal.ARRANGED else choice.seat_country
        found.append(_of_file("arranged", "new_york", place))
    elif not legal.has_new_york_convention(whole, on):
        found.append(_of_file("no-new-york", "new_york", whole))
    found.append(_apostille(whole, on))
    return tuple(one for one in found if one)


@cache
def usual_terms() -> tuple[UsualTerm, ...]:
    """What contracts usually say, with the usual figures."""
    rows = read_data("usual_terms.yaml")["terms"]
    for row in rows:
        check_source(row)
    return tuple(
        UsualTerm(
            row["id"],
            Label(row["en"], row["zh"]),
            Label(row["usual_en"], row["usual_zh"]),
            row["source"],
            row["confidence"],
        )
        for row in rows
    )


def _apostille(country: str, on: date) -> Remark | None:
    found = authentication(country, on)
    if found.way in (Way.APOSTILLE, Way.OWN):
        return None
    code = "apostille-unknown" if found.way is Way.UNKNOWN else "no-apostille"
    return Remark(code, country=country, source=found.source, confidence=found.confidence)


def _of_file(code: str, convention: str, country: str) -> Remark:
    row = convention_rows(convention).get(country, {})
    return Remark(
        code, country=country, source=row.get("source", f"{convention}.csv"), confidence=row.get("confidence", "high")
    )
