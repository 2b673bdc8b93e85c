"""Propose issuers that are known, or that stand in the footer with the address of a body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from suppliers.documents.fields.bodies import Does, Mention, bodies_at, mentions
from suppliers.documents.fields.characters import letters_only, with_spaces
from suppliers.documents.fields.confidence import proposal, reading_factor
from suppliers.documents.fields.layout import Part, Row, Sheet
from suppliers.documents.fields.organisation_names import (
    LATIN_COMPANY,
    PLACE_ABROAD,
    before_the_name,
    is_a_name,
    looks_like_an_address,
)
from suppliers.documents.fields.proposals import FieldName, Proposal

HEAD_UNTIL, FOOT_FROM = 0.2, 0.78
AT_AN_END, IN_THE_MIDDLE, BY_ADDRESS, BY_CODE = 0.9, 0.82, 0.75, 0.7
ACCREDITOR, OF_A_LABORATORY = 0.45, 0.85
FOOTER_BODY, FOOTER_SITE, WITHOUT_LEGAL_FORM = 0.75, 0.85, 0.85
OF_OTHERS = re.compile(
    r"accredit|认可|tested by|test(?:ing)? report|report (?:ref|n)|member of|according to|recogni[sz]ed by|certified by .{0,30}\bas\b"
    r"|certificate (?:of|from|issued by) (?:the )?notified|^e-?mail|in accordance with",
    re.IGNORECASE,
)
"""A line that names a body as somebody else: who accredits, who tested, whose member."""
BODY_WORDS = re.compile(
    r"\b(?:certificat\w*|\w*certs?|registrars?|assurance|inspections?|assessments?|conformity|compliance|management systems?"
    r"|testing|laborator\w+|verification|standards?|quality|attestation|accreditation)\b",
    re.IGNORECASE,
)
CAPITALISED = re.compile(r"(?:[A-ZÀ-Ž][\w&-]+\s){2,6}[A-ZÀ-Ž][\w&-]+")
IN_TOUCH = re.compile(
    r"^(?:add(?:ress)?|head office|regd?\.? off\w*|registered office|office|key location|website|e-?mail|tel|ph)\b|www\.",
    re.IGNORECASE,
)
SITE = re.compile(r"(?:www\.|https?://|@)(?P<host>[a-z0-9-]{3,})\.", re.IGNORECASE)


def known_issuers(sheet: Sheet, holders: Sequence[str]) -> Iterator[Proposal]:
    """The bodies that the pages name, by name, web address or QR code; then a body in the footer that nobody knows."""
    found = [one for one in mentions(sheet) if not _is_of_others(sheet, one, holders)]
    issuing = [one for one in found if one.body.does != Does.ACCREDITS]
    named = {one.body for one in found if not one.is_address}
    for one in found:
        if one.is_address and one.body in named:
            continue
        others = [other for other in issuing if other.body == one.body and other.part.row is not one.part.row]
        confidence = _confidence(one) * (ACCREDITOR if one.body.does == Does.ACCREDITS and not _leads(one) else 1)
        confidence = 1 - (1 - confidence) * 0.7 if others else confidence
        value = one.body.names[0] if one.is_address else with_spaces(one.part.text).strip(" ,;:")
        yield proposal(FieldName.ISSUER, value, one.part, confidence * reading_factor(one.part.confidence))
    for page, code in sheet.codes:
        for body in bodies_at(code.content):
            if body not in named and body.does != Does.ACCREDITS:
                yield Proposal(FieldName.ISSUER, body.names[0], code.content[:80], page, code.box, BY_CODE)
    if not issuing:
        yield from _unknown_in_the_footer(sheet, holders)


def _is_of_others(sheet: Sheet, one: Mention, holders: Sequence[str]) -> bool:
    text = one.part.row.text
    is_held = any(one.part.text.casefold() in name for name in holders)
    return is_held or bool(OF_OTHERS.search(text) and one.body.does != Does.ACCREDITS)


def _leads(one: Mention) -> bool:
    """Whether an accreditor stands where the issuer does: large or alone in the letterhead."""
    return one.part.row.middle < HEAD_UNTIL + 0.05 and len(one.part.text) > 8 and one.part.text == one.part.row.text


def _confidence(one: Mention) -> float:
    middle = one.part.row.middle
    if one.is_address:
        return BY_ADDRESS
    at = AT_AN_END if middle < HEAD_UNTIL or middle > FOOT_FROM else IN_THE_MIDDLE
    is_short = len(one.part.text) <= 8
    return (at - 0.05 if is_short else at) * (OF_A_LABORATORY if one.body.does == Does.TESTS else 1)


def _unknown_in_the_footer(sheet: Sheet, holders: Sequence[str]) -> Iterator[Proposal]:
    """A company in the footer with the words of a body; surer where its web address has its name."""
    foot = [row for row in sheet.rows if row.page == 1 and row.middle > FOOT_FROM]
    hosts = [letters_only(match["host"]) for row in foot for match in SITE.finditer(row.text)]
    for row in foot:
        for part in _companies(row):
            name = with_spaces(part.text).strip(" ,;:")
            if name.casefold() in holders or not is_a_name(name):
                continue
            has_site = any(host.startswith(letters_only(name.split()[0])) for host in hosts)
            is_alone = part.text == row.text and (has_site or _has_an_address(sheet, row))
            if not BODY_WORDS.search(name) and not is_alone:
                continue
            confidence = FOOTER_SITE if has_site else FOOTER_BODY
            confidence *= 1 if LATIN_COMPANY.fullmatch(part.text) else WITHOUT_LEGAL_FORM
            yield proposal(FieldName.ISSUER, name, part, confidence * reading_factor(part.confidence))


def _companies(row: Row) -> Iterator[Part]:
    """The companies of a line; a line of capitalised words with those of a body is one too."""
    found = list(LATIN_COMPANY.finditer(row.text))
    for match in found:
        yield row.part(match.start() + before_the_name(match[0]), match.end())
    if not found and CAPITALISED.fullmatch(row.text) and BODY_WORDS.search(row.text):
        yield row.part()


def _has_an_address(sheet: Sheet, row: Row) -> bool:
    """Whether the line below gives an address or says how to get in touch: so the sender of a letter stands at its
    foot."""
    following = sheet.below(row)
    return following is not None and bool(
        IN_TOUCH.search(following.text) or PLACE_ABROAD.search(following.text) or looks_like_an_address(following.text)
    )
