"""Extract the certificate holder (Chinese and English name) and its address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from suppliers.documents.fields.addresses import LEADS_TO_AN_ADDRESS, addresses, latin_part, lines_of_address, within
from suppliers.documents.fields.blocks import Block, blocks_of
from suppliers.documents.fields.characters import with_single_spaces, without_spaces
from suppliers.documents.fields.confidence import proposal, reading_factor
from suppliers.documents.fields.labels import ADDRESS, HOLDER, is_label_alone
from suppliers.documents.fields.layout import Part, Row, Sheet
from suppliers.documents.fields.organisation_names import (
    CHINESE_BODY,
    CHINESE_COMPANY,
    LATIN_COMPANY,
    OTHERS_NAME,
    as_a_name,
    before_the_name,
    is_a_name,
    looks_like_an_address,
)
from suppliers.documents.fields.proposals import FieldName, Proposal

NAMES = frozenset({FieldName.HOLDER_EN, FieldName.HOLDER_ZH})
CERTIFIES_END = re.compile(
    (
        r"^we\s*,?$|\b(?:systems?|files?|documentation)\sof\W*$|(?:certif(?:y|ies) that|management system of|this is to certify that|issued to|granted to|awarded to"
        r"|sistema (?:integrado )?de gesti[oó]n(?: de)?$|sistema di gestione (?:di|della|per)|système de management de|managementsystem (?:der|von)"
        r"|(?:certifica|certifie|attesta|atesta|dichiara|bescheinigt)\w{0,2} (?:hereby )?(?:que|che)|granted? permission to|grants? permission to"
        r"|(?:is|are) (?:hereby )?(?:issued|awarded|presented|granted) to|eliberat[ăa] \w+"
        r"|兹证明|(?<![\u4e00-\u9fff])证明)[\s\w]{0,30}:?$"
    ),
    re.IGNORECASE | re.ASCII,
)
BY_LABEL, WITHOUT_SUFFIX, AFTER_WORDS, ALONE, OVER_TWO_LINES, IN_A_SENTENCE = 0.96, 0.7, 0.93, 0.55, 0.75, 0.55
OF_OTHERS = 0.6
BEGINS_A_NAME = re.compile(r"(?:[A-ZÀ-ÞĀ-Ž][\w&'’()$\-]*\s){1,6}[A-ZÀ-ÞĀ-Ž(][\w&'’()$\-]*$")
"""Words in capitals at the end of a line, whose legal form is on the next one."""
BRACKETS = str.maketrans("()", "（）")
"""Full-width brackets, as Chinese names are registered."""
REFERS = re.compile(r"same as|see |as above|identical|not applicable|n/a", re.IGNORECASE)
OF_ANYBODY = re.compile(r"name\W*", re.IGNORECASE)
"""A label that is also used for persons."""
OCR_CHINESE_NAME = 0.93
"""Company names have rare characters, which OCR confuses with common ones at high confidence."""
ADDRESS_BY_LABEL, ADDRESS_UNDER_NAME, ADDRESS_IN_SENTENCE, ADDRESS_ALONE = 0.93, 0.9, 0.85, 0.7
FOOTER_FROM = 0.85
TALL = 1.15
"""The type of a name in the middle of a page, compared with the usual line."""
TALL_WITHOUT_SUFFIX = 0.85
CERTIFIED_IN_A_SENTENCE = re.compile(
    r"\bcertif(?:y|ies) that (?:the )?(?=[A-Z])(?P<name>[A-Z][^,;:]{3,60}?)(?=,? (?:is|has|have|holds|was|are)\b)"
)
FIRM = re.compile(r"\bM/[sS]\.?\s?(?P<name>[A-Z0-9][^,;:]{3,70}?)(?=\s*(?:[,;:]|$|\b(?:is|has|having|situated)\b))")
"""What Indian documents write before the name of a firm."""
MAX_LINES_ABOVE = 2
CERTIFIED, OF_A_FIRM = 0.78, 0.8
CONTACT = re.compile(r"电话|传真|\b(?:tel|phone|fax)\b", re.IGNORECASE)
"""A line with the contact details of the issuer."""
LATIN_LETTERS = re.compile(r"[A-Za-zÀ-ÿ]{3,}")


def propose(sheet: Sheet) -> Iterator[Proposal]:
    """Names after their labels; companies that are only mentioned get low confidence. Never a legal form alone, a role
    or a piece of a sentence."""
    for one in _every_candidate(sheet):
        if one.field not in NAMES or is_a_name(one.value):
            yield one


def _every_candidate(sheet: Sheet) -> Iterator[Proposal]:
    for block in blocks_of(sheet, HOLDER):
        yield from _names_in(block.parts, BY_LABEL, WITHOUT_SUFFIX * (OF_OTHERS if _may_be_of_anybody(block) else 1))
        yield from addresses(_from_address_on(block.parts), ADDRESS_UNDER_NAME)
    for lines in _after_certifying(sheet):
        is_tall = bool(lines) and lines[0].row.height > TALL * sheet.usual_height
        yield from _names_in(lines, AFTER_WORDS, TALL_WITHOUT_SUFFIX if is_tall else WITHOUT_SUFFIX)
        yield from addresses(lines_of_address(lines), ADDRESS_UNDER_NAME)
    for block in blocks_of(sheet, ADDRESS):
        yield from addresses(_of_address(block), ADDRESS_BY_LABEL * (0.5 if _is_a_footer(block.label.row) else 1))
    yield from _firms(sheet)
    yield from _companies_mentioned(sheet)


def _may_be_of_anybody(block: Block) -> bool:
    """Whether a label is also used for persons, or stands at the foot of the page, as words of a mark do."""
    return bool(OF_ANYBODY.fullmatch(block.label.text)) or block.label.row.middle > FOOTER_FROM


def _firms(sheet: Sheet) -> Iterator[Proposal]:
    """Names without a legal form where a sentence or "M/s" says that they are names."""
    for pattern, confidence in ((CERTIFIED_IN_A_SENTENCE, CERTIFIED), (FIRM, OF_A_FIRM)):
        for row in sheet.rows:
            for match in pattern.finditer(row.text) if row.page == 1 else ():
                part = row.part(*match.span("name"))
                if _may_be_a_name(part.text) or LATIN_COMPANY.fullmatch(part.text):
                    yield _name_proposal(FieldName.HOLDER_EN, [part], confidence)


def _is_a_footer(row: Row) -> bool:
    """Whether a line at the foot of the page has the contact details of the issuer."""
    return row.middle > FOOTER_FROM and bool(CONTACT.search(row.text))


def _after_certifying(sheet: Sheet) -> Iterator[list[Part]]:
    """The lines below "certifies that the management system of"."""
    for row in sheet.rows:
        if CERTIFIES_END.search(row.text):
            lines = _next_lines(sheet, row, 5)
            if not (lines and CERTIFIES_END.search(lines[0].text)):
                yield lines


def _next_lines(sheet: Sheet, row: Row, max_lines: int) -> list[Part]:
    lines: list[Part] = []
    low = row
    for other in sheet.column(row):
        if len(lines) == max_lines or other.box.top - low.box.bottom > 3 * sheet.usual_height:
            break
        lines.append(other.part())
        low = other
    return lines


def _names_in(parts: Sequence[Part], confidence: float, without_suffix: float = WITHOUT_SUFFIX) -> Iterator[Proposal]:
    """The first company in each script among these lines."""
    latin = _first_latin(parts)
    if latin:
        yield _name_proposal(FieldName.HOLDER_EN, latin, confidence)
    elif parts and _may_be_a_name(latin_part(parts[0]).text):
        yield _name_proposal(FieldName.HOLDER_EN, [latin_part(parts[0])], confidence * without_suffix)
    if chinese := _first_chinese(parts):
        yield _name_proposal(FieldName.HOLDER_ZH, chinese, confidence)


def _first_chinese(parts: Sequence[Part]) -> list[Part]:
    """The first Chinese company name, which may continue on the next line."""
    for place, part in enumerate(parts[:4]):
        if match := CHINESE_COMPANY.search(part.text):
            return [within(part, *match.span())]
        following = parts[place + 1] if place + 1 < len(parts) else None
        joined = CHINESE_COMPANY.search(part.text + following.text) if following else None
        if joined and following and joined.start() == 0:
            rest = joined.end() - len(part.text)
            return [within(part, joined.start(), len(part.text)), within(following, 0, rest)]
    return []


def _may_be_a_name(text: str) -> bool:
    """Whether a text without company suffix may be a name: Latin letters, no digit, no address, no reference."""
    has_digits = any(char.isdigit() for char in text)
    is_name = bool(LATIN_LETTERS.search(text)) and text[0].isupper() and not REFERS.match(text) and is_a_name(text)
    is_name = is_name and not is_label_alone(text)
    return is_name and not has_digits and not looks_like_an_address(text)


def _first_latin(parts: Sequence[Part]) -> list[Part]:
    """The first name with a company suffix, which may continue on the next line."""
    for place, part in enumerate(parts[:3]):
        following = parts[place + 1] if place + 1 < len(parts) else None
        alone = LATIN_COMPANY.search(part.text)
        if alone and is_a_name(alone[0]):
            return [within(part, alone.start() + before_the_name(alone[0]), alone.end())]
        joined = LATIN_COMPANY.search(f"{part.text} {following.text}") if following else None
        if joined and following and joined.start() < len(part.text):
            rest = joined.end() - len(part.text) - 1
            return [within(part, joined.start(), len(part.text)), within(following, 0, rest)]
    return []


def _name_proposal(field: FieldName, parts: list[Part], confidence: float) -> Proposal:
    text = " ".join(one.text for one in parts)
    value = without_spaces(text).translate(BRACKETS) if field == FieldName.HOLDER_ZH else as_a_name(text)
    if field == FieldName.HOLDER_ZH and parts[0].row.is_ocr:
        confidence *= OCR_CHINESE_NAME
    return proposal(field, value, parts, confidence * reading_factor(min(one.confidence for one in parts)))


def _from_address_on(parts: Sequence[Part]) -> list[Part]:
    """The lines of a holder from the first that looks like an address, without company names."""
    first = next((place for place, one in enumerate(parts) if looks_like_an_address(one.text)), len(parts))
    return [one for one in parts[first:] if not CHINESE_COMPANY.search(one.text) and not LATIN_COMPANY.search(one.text)]


def _of_address(block: Block) -> list[Part]:
    """The lines of a labelled address, without company names."""
    return [
        one for one in block.parts if not (CHINESE_COMPANY.fullmatch(one.text) or LATIN_COMPANY.fullmatch(one.text))
    ]


def _companies_mentioned(sheet: Sheet) -> Iterator[Proposal]:
    """Companies anywhere on the first page; repeated names get more confidence. Ends of longer names are skipped."""
    for field, pattern in ((FieldName.HOLDER_EN, LATIN_COMPANY), (FieldName.HOLDER_ZH, CHINESE_COMPANY)):
        found = [
            row.part(match.start() + before_the_name(match[0]), match.end())
            for row in sheet.rows
            for match in pattern.finditer(row.text)
            if row.page == 1 and not CHINESE_BODY.fullmatch(match[0])
        ]
        often = Counter(with_single_spaces(one.text) for one in found)
        for one in found:
            name = with_single_spaces(one.text)
            if any(other.endswith(f" {name}") for other in often):
                continue
            confidence = ALONE + 0.08 * min(3, often[name] - 1)
            if field == FieldName.HOLDER_EN and is_a_name(name):
                yield from _in_large_type(sheet, one)
            if field == FieldName.HOLDER_EN and not is_a_name(name):
                yield from _with_line_above(sheet, one)
            yield _name_proposal(field, [one], confidence * (OF_OTHERS if OTHERS_NAME.search(name) else 1))
    yield from _addresses_mentioned(sheet)


def _in_large_type(sheet: Sheet, part: Part) -> Iterator[Proposal]:
    """A name over several lines of large type in the middle of a page, whose legal form is on the last."""
    lines = [part]
    fills = part.start == 0 and part.row.height > TALL * sheet.usual_height and part.row.middle < 0.6
    above = sheet.above(part.row) if fills else None
    while above is not None and len(lines) <= MAX_LINES_ABOVE and _is_of_one_name(above, lines[0].row):
        lines.insert(0, above.part())
        above = sheet.above(above)
    if len(lines) > 1:
        yield _name_proposal(FieldName.HOLDER_EN, lines, OVER_TWO_LINES)


def _is_of_one_name(above: Row, row: Row) -> bool:
    is_similar = abs(above.height - row.height) < 0.35 * row.height and abs(above.centre - row.centre) < 0.05
    is_near = row.box.top - above.box.bottom < 0.6 * row.height
    is_free = not is_label_alone(above.text) and not LATIN_COMPANY.search(above.text)
    return is_similar and is_near and is_free and bool(BEGINS_A_NAME.fullmatch(above.text))


def _with_line_above(sheet: Sheet, part: Part) -> Iterator[Proposal]:
    """The name whose legal form stands alone on its second line: "Yunlan Protective Products / Group Co., Ltd."."""
    above = sheet.above(part.row) if part.start == 0 else None
    if above is None or abs(above.height - part.row.height) > 0.3 * part.row.height:
        return
    begun = BEGINS_A_NAME.search(above.text)
    if begun and not LATIN_COMPANY.search(above.text) and not is_label_alone(above.text):
        is_whole_line = begun.start() == 0
        yield _name_proposal(
            FieldName.HOLDER_EN,
            [above.part(begun.start()), part],
            OVER_TWO_LINES if is_whole_line else IN_A_SENTENCE,
        )


def _addresses_mentioned(sheet: Sheet) -> Iterator[Proposal]:
    """Addresses after "located at", over the lines of their sentence, and addresses on lines of their own."""
    for row in sheet.rows:
        if row.page != 1:
            continue
        if LEADS_TO_AN_ADDRESS.search(row.text):
            yield from addresses([row.part(), *_lines_below(sheet, row, 2)], ADDRESS_IN_SENTENCE)
        elif row.middle < 0.5 and looks_like_an_address(row.text):
            confidence = ADDRESS_ALONE * (OF_OTHERS if CONTACT.search(row.text) else 1)
            yield from addresses(lines_of_address([row.part(), *_lines_below(sheet, row, 1)]), confidence)


def _lines_below(sheet: Sheet, row: Row, max_lines: int) -> Iterator[Part]:
    for _ in range(max_lines):
        following = sheet.below(row)
        if following is None:
            return
        yield following.part()
        row = following
