"""Whose paper it is: the holder's name in both languages and its address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from suppliers.documents.fields.blocks import Block, blocks_of
from suppliers.documents.fields.characters import is_chinese, spaced_once, with_spaces, without_spaces
from suppliers.documents.fields.labels import ADDRESS, HOLDER
from suppliers.documents.fields.layout import Part, Row, Sheet
from suppliers.documents.fields.names import CHINESE_BODY, CHINESE_COMPANY, LATIN_COMPANY, looks_like_an_address
from suppliers.documents.fields.proposals import FieldName, Proposal
from suppliers.documents.fields.surely import proposal, reading_factor

CERTIFIES = re.compile(
    r"(?:certif(?:y|ies) that|management system of|this is to certify that|issued to|granted to|awarded to|兹证明|证明)[\s\w]{0,30}:?$",
    re.IGNORECASE | re.ASCII,
)
BY_LABEL, WITHOUT_SUFFIX, AFTER_WORDS, ALONE, LETTERHEAD = 0.96, 0.7, 0.93, 0.55, 0.8
BRACKETS = str.maketrans("()", "（）")
"""As Chinese names are registered."""
RARE_SIGNS = 0.93
"""Names of firms are made of rare signs, which are mistaken for commoner ones without a doubt being noted."""
ADDRESS_BY_LABEL, ADDRESS_UNDER_NAME, ADDRESS_ALONE = 0.93, 0.9, 0.7
CHINESE_RUN = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff\d\w()（）#,、 -]*")
ENDS_AN_ADDRESS = re.compile(r"china\W*$", re.IGNORECASE)
LATIN_LETTERS = re.compile(r"[A-Za-zÀ-ÿ]{3,}")


def propose(sheet: Sheet) -> Iterator[Proposal]:
    """Names behind their labels first; a company that is only mentioned is proposed with much doubt."""
    for block in blocks_of(sheet, HOLDER):
        yield from _names(block.parts, BY_LABEL)
        yield from _addresses(_from_address_on(block.parts), ADDRESS_UNDER_NAME)
    for lines in _after_certifying(sheet):
        yield from _names(lines, AFTER_WORDS)
        yield from _addresses([one for one in lines if looks_like_an_address(one.text)], ADDRESS_UNDER_NAME)
    for block in blocks_of(sheet, ADDRESS):
        yield from _addresses(_of_address(block), ADDRESS_BY_LABEL)
    yield from _mentioned(sheet)


def _after_certifying(sheet: Sheet) -> Iterator[list[Part]]:
    """The lines under "certifies that the management system of"."""
    for row in sheet.rows:
        if CERTIFIES.search(row.text):
            yield _next_lines(sheet, row, 5)


def _next_lines(sheet: Sheet, row: Row, most: int) -> list[Part]:
    lines: list[Part] = []
    low = row
    for other in sheet.column(row):
        if len(lines) == most or other.box.top - low.box.bottom > 3 * sheet.usual_height:
            break
        lines.append(other.part())
        low = other
    return lines


def _names(parts: Sequence[Part], sure: float) -> Iterator[Proposal]:
    """The first company in each script among these lines."""
    latin = _first_latin(parts)
    if latin:
        yield _named(FieldName.HOLDER_EN, latin, sure)
    elif parts and _may_be_a_name(parts[0].text):
        yield _named(FieldName.HOLDER_EN, [_latin_part(parts[0])], sure * WITHOUT_SUFFIX)
    for part in parts[:4]:
        match = CHINESE_COMPANY.search(part.text)
        if match:
            yield _named(FieldName.HOLDER_ZH, [_within(part, match.start(), match.end())], sure)
            return


def _may_be_a_name(text: str) -> bool:
    """Latin letters without a digit, and no address."""
    has_digits = any(sign.isdigit() for sign in text)
    return bool(LATIN_LETTERS.match(text)) and not has_digits and not looks_like_an_address(text)


def _first_latin(parts: Sequence[Part]) -> list[Part]:
    """The first name with the ending of a company; a name may go on in the next line."""
    for place, part in enumerate(parts[:3]):
        following = parts[place + 1] if place + 1 < len(parts) else None
        alone = LATIN_COMPANY.search(part.text)
        if alone:
            return [_within(part, alone.start(), alone.end())]
        joined = LATIN_COMPANY.search(f"{part.text} {following.text}") if following else None
        if joined and following and joined.start() < len(part.text):
            rest = joined.end() - len(part.text) - 1
            return [_within(part, joined.start(), len(part.text)), _within(following, 0, rest)]
    return []


def _latin_part(part: Part) -> Part:
    """Up to the first Chinese sign, or behind the last where a line begins with Chinese."""
    places = [place for place, sign in enumerate(part.text) if is_chinese(sign)]
    if not places:
        return part
    before = _within(part, 0, places[0])
    return before if LATIN_LETTERS.search(before.text) else _within(part, places[-1] + 1, len(part.text))


def _within(part: Part, start: int, end: int) -> Part:
    return part.row.part(part.start + start, part.start + end)


def _named(field: FieldName, parts: list[Part], sure: float) -> Proposal:
    text = " ".join(one.text for one in parts)
    value = (
        without_spaces(text).translate(BRACKETS) if field == FieldName.HOLDER_ZH else with_spaces(text).strip(" ,;:(")
    )
    if field == FieldName.HOLDER_ZH and parts[0].row.is_seen:
        sure *= RARE_SIGNS
    return proposal(field, value, parts, sure * reading_factor(min(one.confidence for one in parts)))


def _from_address_on(parts: Sequence[Part]) -> list[Part]:
    """The lines of a holder from the first that looks like an address; a name ends them."""
    first = next((place for place, one in enumerate(parts) if looks_like_an_address(one.text)), len(parts))
    return [one for one in parts[first:] if not CHINESE_COMPANY.search(one.text) and not LATIN_COMPANY.search(one.text)]


def _of_address(block: Block) -> list[Part]:
    """The lines of a labelled address; a company's name among them is none of it."""
    return [
        one for one in block.parts if not (CHINESE_COMPANY.fullmatch(one.text) or LATIN_COMPANY.fullmatch(one.text))
    ]


def _addresses(parts: Sequence[Part], sure: float) -> Iterator[Proposal]:
    """One address for each script, joined over its lines."""
    chinese = [_chinese_part(one) for one in parts if sum(map(is_chinese, one.text)) > 2]
    latin = [_latin_part(one) for one in parts if LATIN_LETTERS.search(_latin_part(one).text)]
    latin += [one for one in parts if one.text[:6].strip().isdigit() and not latin]
    latin = latin[: next((place for place, one in enumerate(latin, 1) if ENDS_AN_ADDRESS.search(one.text)), len(latin))]
    for lines, joint in ((latin, " "), (chinese, "")):
        text = joint.join(one.text.strip() for one in lines).strip(" ,;.()")
        if text and looks_like_an_address(text):
            factor = reading_factor(min(one.confidence for one in lines))
            yield proposal(FieldName.ADDRESS, with_spaces(text), lines, sure * factor)


def _chinese_part(part: Part) -> Part:
    match = CHINESE_RUN.search(part.text, company.end() if (company := CHINESE_COMPANY.search(part.text)) else 0)
    return _within(part, *match.span()) if match else _within(part, 0, 0)


def _mentioned(sheet: Sheet) -> Iterator[Proposal]:
    """Companies anywhere on the first page; the oftener, the likelier."""
    for field, pattern in ((FieldName.HOLDER_EN, LATIN_COMPANY), (FieldName.HOLDER_ZH, CHINESE_COMPANY)):
        found = [
            (row, match)
            for row in sheet.rows
            for match in pattern.finditer(row.text)
            if row.page == 1 and not CHINESE_BODY.fullmatch(match[0])
        ]
        often = Counter(spaced_once(match[0]) for _, match in found)
        for row, match in found:
            sure = ALONE + 0.08 * min(3, often[spaced_once(match[0])] - 1)
            yield _named(field, [row.part(match.start(), match.end())], sure)
    for row in sheet.rows:
        if row.page == 1 and row.middle < 0.5 and looks_like_an_address(row.text):
            lines = [
                row.part(),
                *(one.part() for one in [sheet.under(row, row.box.left)] if one and "China" in one.text),
            ]
            yield from _addresses(lines, ADDRESS_ALONE)
