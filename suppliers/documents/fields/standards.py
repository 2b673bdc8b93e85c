"""Extract the standards that a document cites, with their edition, in one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suppliers.documents.fields.characters import repair_digits, with_single_spaces
from suppliers.documents.fields.confidence import proposal, reading_factor
from suppliers.documents.fields.layout import Row, Sheet
from suppliers.documents.fields.line_joining import join
from suppliers.documents.fields.proposals import FieldName, Proposal

YEAR = r"(?:19|20)\d{2}"
AMENDED = (
    rf"(?:\s?\+\s?(?:A\d{{1,2}}|AC|Amd\.?\s?\d|Cor\.?\s?\d)(?:\s?:\s?{YEAR}(?:-\d{{2}})?)?"
    rf"|/(?:A\d{{1,2}}|AC|Amd\s?\d)(?:\s?:\s?{YEAR}(?:-\d{{2}})?)?)"
)
EUROPEAN = re.compile(
    rf"(?<![A-Za-z])(?P<body>(?:(?:BS|DIN|NF|UNI|SN|I\.?S\.?)\s?)?EN(?:[\s/-]?(?:ISO|IEC))?"
    rf"|(?:ISO|IEC|ISO\s?/\s?IEC)(?:[\s/](?:TS|TR))?)"
    rf"[\s:-]?(?P<number>\d{{2,5}}(?:-\d{{1,3}}){{0,3}})(?P<edition>\s?:\s?{YEAR}(?:-\d{{2}})?)?"
    rf"(?P<amended>{AMENDED}{{0,4}})(?![\d/])",
    re.IGNORECASE,
)
ETSI = re.compile(
    r"(?<![A-Za-z])(?P<body>(?:ETSI\s)?(?:EN|ES|TS|TR))\s?(?P<number>[1-3]\d{2}[\s-]\d{3}(?:-\d{1,2}){0,2})"
    r"(?:,?\s?\(?(?P<edition>V\s?\d{1,2}\.\d{1,2}\.\d{1,2})\)?)?(?!\d)",
    re.IGNORECASE,
)
"""Telecommunication standards have a number of two groups, and a version in place of a year."""
CHINESE = re.compile(
    (
        rf"(?<![A-Za-z])(?P<body>GBZ|GB|YY|WS|HG|FZ|TSG|QB"
        rf"|SN)\s?(?P<advised>/\s?[TZ])?\s?(?P<number>\d{{3,5}}(?:\.\d{{1,3}})?)(?P<edition>\s?-\s?{YEAR})?(?!\d)"
    ),
    re.IGNORECASE,
)
AMERICAN = re.compile(
    r"(?<![A-Za-z])(?P<body>ASTM|ANSI\s?/\s?[A-Z]{2,5}|ANSI|AAMI|AATCC|NFPA|UL|AS\s?/\s?NZS|JIS|CSA|NIOSH"
    r"|CNS|TCVN|SNI|ABNT\s?NBR|NOM|KS|IS)"
    rf"\s?(?P<number>[A-Z]{{0,3}}\s?\d{{1,5}}(?:[.-]\d{{1,3}}){{0,3}}(?:-[A-Z]{{2,5}})?)"
    rf"(?P<edition>(?:\s?[-:]\s?(?:{YEAR}"
    rf"|\d{{2}}[a-z]?\d?))"
    rf"|\s?\({YEAR}\))?(?![\d/])",
)
GRADE = re.compile(
    r"\s*[,:;(]?\s*(?P<grade>(?:Level|Type|Typ|Class|Grade)\s?(?:IIR|III|II|I|[1-4]|[A-D])|FFP\s?[123]|K[NP]\s?(?:90|95|100)"
    r"|KF\s?(?:80|94|99)|N\s?(?:95|99|100)|P[123]|[A-D1-4]\s?级)(?![A-Za-z\d])",
    re.IGNORECASE,
)
"""A level, type or class that follows a standard."""
REGULATION = re.compile(
    r"(?<!\d)(?P<title>42|16)\s?C\.?F\.?R\.?\s?(?:Part\s?|§\s?)?(?P<part>84|1610)(?![\d.])", re.IGNORECASE
)
"""The two parts of American regulations that products are tested to as to a standard."""
BROKEN = re.compile(r"(?<![A-Za-z])(?:(?:ISO|IEC|EN|GB|GB/T|YY|YY/T)|(?:ISO|IEC|EN)\s\d{2,5}-)$")
REST = re.compile(r"(?:(?:ISO|IEC)\s)?\d{1,5}(?:[-.]\d{1,3}){0,3}\s?[:-]\s?\d{4}")
"""A standard that a line break splits: its body or the beginning of its number, and the rest."""
CONTEXT = re.compile(
    r"standard|标准|依据|检验依据|requirements of|符合|according to|norm|conform|test(?:ed)? (?:to|method)|产品技术要求",
    re.IGNORECASE,
)
IN_CONTEXT, MENTIONED, WITHOUT_EDITION = 0.95, 0.85, 0.9


FOR_BODIES = re.compile(r"(?:EN |ISO/IEC |EN ISO/IEC |ISO |IEC )+170(?:00|11|20|21|24|25|29|65)\b")
"""Standards that bodies and laboratories are accredited to: the small print of a certificate for something else."""
NATIONAL = re.compile(r"^(?:BS |DIN |NF |UNI |SN )?(?:EN )?(?=ISO|IEC|EN)")


def propose(sheet: Sheet) -> Iterator[Proposal]:
    """Every standard of the document, without what only repeats another in short or belongs to who issued it."""
    found = list(_every_mention(sheet))
    names = {one.value for one in found}
    others = [name for name in names if not FOR_BODIES.match(name)]
    return (
        one
        for one in found
        if not any(_says_less(one.value, other) for other in names) and not (others and FOR_BODIES.match(one.value))
    )


def _says_less(name: str, other: str) -> bool:
    """Whether `other` is the same standard with its part or edition: "ISO 9001" next to "EN ISO 9001:2015"."""
    short, full = NATIONAL.sub("", name), NATIONAL.sub("", other)
    return len(full) > len(short) and full.startswith(short) and full[len(short)] in ":-+"


def _every_mention(sheet: Sheet) -> Iterator[Proposal]:
    """Every standard; higher confidence after words like "standard" or "meets", lower without an edition."""
    for row, first, last in _rows_with_rest(sheet):
        for start, end, name, has_edition in _standards_in(row):
            if first <= start < last:
                part = row.part(start, end)
                confidence = IN_CONTEXT if _is_in_context(sheet, row, start) else MENTIONED
                confidence *= (1 if has_edition else WITHOUT_EDITION) * reading_factor(part.confidence)
                yield proposal(FieldName.STANDARD, name, part, confidence)


def _rows_with_rest(sheet: Sheet) -> Iterator[tuple[Row, int, int]]:
    """Every line, joined with the next where a standard continues there, and the span in which its own ones begin."""
    begun: dict[int, int] = {}
    for row in sheet.rows:
        following = sheet.below(row) if BROKEN.search(row.text) else None
        rest = REST.match(following.text) if following else None
        if following and rest:
            begun[following.order] = rest.end()
        yield join(row, following) if following and rest else row, begun.get(row.order, 0), len(row.text)


def first_standard(text: str) -> str:
    """The normalised name, "EN 149:2001+A1:2009" for "EN149：2001 + A1:2009"; the text itself if it is no standard."""
    row_text = with_single_spaces(text)
    for pattern in (EUROPEAN, CHINESE, AMERICAN):
        match = pattern.fullmatch(row_text)
        if match:
            return _normalised_standard(match)
    return row_text


def _standards_in(row: Row) -> Iterator[tuple[int, int, str, bool]]:
    text = repair_digits(row.text).replace("IS0", "ISO") if row.is_ocr else row.text
    taken: list[tuple[int, int]] = []
    for match in REGULATION.finditer(text):
        taken.append(match.span())
        end, name = _with_grade(text, match.end(), f"{match['title']} CFR {match['part']}")
        yield match.start(), end, name, True
    for match in ETSI.finditer(text):
        taken.append(match.span())
        yield *match.span(), _normalised_version(match), bool(match["edition"])
    for pattern in (EUROPEAN, CHINESE, AMERICAN):
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                end, name = _with_grade(text, match.end(), _normalised_standard(match))
                yield match.start(), end, name, bool(match["edition"])


def _with_grade(text: str, end: int, name: str) -> tuple[int, str]:
    """Where the grade behind a standard ends, and the standard with it; unchanged where there is none."""
    grade = GRADE.match(text, end)
    return (grade.end(), f"{name} {with_single_spaces(grade['grade'])}") if grade else (end, name)


def without_grade(name: str) -> str:
    """The standard alone: "ASTM F2100-21" of "ASTM F2100-21 Level 3"."""
    return next((name[: grade.start()] for grade in GRADE.finditer(name) if grade.end() == len(name)), name)


def _normalised_version(match: re.Match[str]) -> str:
    """ "EN 300 328 V2.1.1" for "ETSI EN 300-328 (V2.1.1)"."""
    body = match["body"].upper().removeprefix("ETSI ")
    number = f"{match['number'][:3]} {match['number'][4:]}"
    edition = match["edition"] or ""
    return f"{body} {number} V{edition[1:].strip()}" if edition else f"{body} {number}"


def _normalised_standard(match: re.Match[str]) -> str:
    parts = match.groupdict()
    body = with_single_spaces(re.sub(r"\s?/\s?", "/", parts["body"].upper().replace("-", " ")))
    body = re.sub(r"^(BS|DIN|NF|UNI|SN)\s?EN", r"\1 EN", body)
    body = re.sub(r"EN[\s/]?(ISO|IEC)", r"EN \1", body)
    advised = (parts.get("advised") or "").replace(" ", "").upper()
    number = re.sub(r"\s", "", parts["number"])
    edition = re.sub(r"\s", "", parts["edition"] or "")
    amended = re.sub(r"\s", "", parts.get("amended") or "")
    return f"{body}{advised} {number}{edition}{amended}"


def _is_in_context(sheet: Sheet, row: Row, start: int) -> bool:
    if CONTEXT.search(row.text[:start]):
        return True
    near = (sheet.left_of(row), sheet.above(row))
    return any(other and CONTEXT.search(other.text) for other in near)
