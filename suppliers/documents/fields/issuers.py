"""Extract the issuer of the document, and the number of the issuing body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from suppliers.documents.fields.blocks import blocks_of
from suppliers.documents.fields.characters import is_chinese, with_single_spaces, with_spaces
from suppliers.documents.fields.confidence import proposal, reading_factor
from suppliers.documents.fields.dates import dates_in
from suppliers.documents.fields.declarations import is_declaration
from suppliers.documents.fields.known_issuers import known_issuers
from suppliers.documents.fields.labels import ISSUER
from suppliers.documents.fields.layout import COLUMN_TOLERANCE, Part, Row, Sheet
from suppliers.documents.fields.organisation_names import (
    BODY_LINE,
    BODY_WORD,
    CHINESE_BODY,
    CHINESE_COMPANY,
    FORM_OR_ROLE_WORDS,
    LATIN_BODY,
    LATIN_COMPANY,
    SUFFIX,
    as_a_name,
    is_a_name,
)
from suppliers.documents.fields.proposals import FieldName, Proposal

ITALIAN = re.compile(r"S\.\s?r\.\s?[lI1]\b\.?", re.ASCII)
NOT_A_NAME = re.compile(r"\s*/\s*备案日期|代码|日期")
PROPERTY = re.compile(r"\b(?:is|remains?) (?:the )?property of\s+", re.IGNORECASE)
"""What small print says of a certificate: whose it is."""
BEGINS_A_BODY = re.compile(r"Ministry|Department|Directorate|Office|Government|Agency|Bureau", re.IGNORECASE)
CERTIFIES = re.compile(r"\s+(?:hereby\s)?certif(?:y|ies)\b|\s+herewith|\s+confirms\b", re.IGNORECASE | re.ASCII)
BODY_WORDS = re.compile(
    r"notified\s?body|approved\s?body|公告机构|批准机构|\bNB\b|identification n|kennnummer|benannte stelle|organisme notifi",
    re.IGNORECASE | re.ASCII,
)
FOUR_DIGITS = re.compile(r"(?<![\d/.-])(?<!\d:)(?P<number>[\dOoIl]{4})(?![\d/.:-])")
AFTER_CE_MARK = re.compile(r"\b(?:CE|UKCA)\s?(?P<number>\d{4})(?![\d/])", re.ASCII)
OF_AN_ACTOR = re.compile(r"[A-Z]{2}-(?:AR|IM|PR)-\d{9}|CHRN-AR-\d{8}|UKRP-\d{3,6}")
"""Numbers of representatives and importers, who issue some kinds of documents and are only named on others."""
ACCREDITED = re.compile(rf"(?P<number>CNAS\s?[A-Z]{{0,2}}\s?L?\d{{4,6}}|(?<=CMA)\s?\d{{11,12}}|{OF_AN_ACTOR.pattern})")
UNKNOWN_NAME = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿ&.,'’() -]{2,70}")
NUMBER_BEFORE = re.compile(r"^\d{4}[\s,:-]+(?=[^\W\d_])")
"""The number of a body before its name."""
UNFINISHED = re.compile(r"\b(?:of|the|and|for|under|by|to|in|on|et|und|de|e|y)$|\bissued\b|^issued\b", re.IGNORECASE)
BY_AUTHORITIES = ("cn_business_licence", "cn_nmpa", "cn_production", "cn_export")
MIN_HOLDER, LABELLED_HOLDER, MENTIONED_MAKER = 0.5, 0.75, 0.55
OWN_DOCUMENTS = ("eu_doc", "gb_ukca_doc", "tech_file", "local_label", "loa", "consumer", "eu_udi", "eu_qms", "us_cpsc")
GENERIC = re.compile(
    (
        rf"(?:the\s)?(?:(?:mdsap|recogni[sz]ed|accredited|auditing|certification|notified|approved|testing|test"
        rf"|inspection|issuing|competent)\s)*(?:{BODY_WORD}"
        rf"|body)(?:\sservices|\sname)?\W*"
    ),
    re.IGNORECASE,
)
"""Words that name no particular body."""
GENERIC_WORDS = re.compile(
    r"\b(?:international|global|certifications?|testing|tests?|inspections?|laborator(?:y|ies)|technology|technical|services?"
    r"|assessments?|assurance|quality|registrars?|management|systems?|standards?|consulting|cent(?:er|re))\b",
    re.IGNORECASE,
)
"""With a legal form alone they are the end of a name."""
OFFICE = re.compile(
    r"(?:(?:for and )?on behalf of )?(?:the\s)?(?:(?:general|managing|technical|quality|deputy|vice|certification|product|laboratory)[\s-])*"
    r"(?:(?:manager|president|chair(?:man|woman|person)?|head of|signator(?:y|ies)|signature)\b|director\W*$)",
    re.IGNORECASE,
)
"""What a person is who signs for a body."""
PART_OF_A_BODY = re.compile(r"(?:Cent(?:er|re) for|Department|Division|Office|Directorate|Bureau of)\b")
"""A department issues in the name of its authority."""
OF_A_REPRESENTATIVE = re.compile(r"representative|授权代表", re.IGNORECASE)
REPRESENTATIVES = ("eu_ar", "gb_ukrp", "ch_rep", "ua_ar", "us_us_agent", "loa")
"""Kinds that a representative issues; other kinds only name one."""
LETTERHEAD_UNTIL, FOOT_FROM = 0.16, 0.78
CAPITALISED_WORDS = re.compile(r"[A-ZÀ-Ž][\w&-]*(?:\s[A-ZÀ-Ž][\w&-]*){0,4}")
TITLE_WORD = re.compile(
    r"certificat|sertifika|belge[sg]i|licen|report|registration|declaration|zertifikat", re.IGNORECASE
)
"""A line with such a word is the title, not the first line of a name."""
ACCREDITED_BY = re.compile(r"\b(?:accredited|akredite|akkreditiert|acreditad[ao]|accréditée?)\b", re.IGNORECASE)
"""A line that says who accredits the issuer."""
OF_SOME_KIND = re.compile(
    r"(?:the )?(?:institut(?:ion|e)|cent(?:er|re)|laboratory|body|organi[sz]ation) (?:for|of) (?-i:[a-z])",
    re.IGNORECASE,
)
CONTINUES_A_NAME = re.compile(r"(?:des|der|für|for|of|de|du|della|do|da|and|&)\s", re.ASCII)
"""How the second line of a name begins."""
ONE_WORD = re.compile(r"[A-ZÀ-Þ][\w-]{3,20}")
BODY_COMPANY = re.compile(
    rf"(?:certifications?|assessments?|inspections?|registrars?|testing)\b[^,]{{0,40}}\b(?:{SUFFIX})", re.IGNORECASE
)
"""The rest of a name in a letterhead: "EUROGLOBAL / CERTIFICATIONS (UK) LTD."."""
BY_LABEL, BY_HEAD, BY_SENTENCE, BY_KIND, ELSEWHERE, UNKNOWN = 0.93, 0.88, 0.92, 0.85, 0.6, 0.7
BODY_NUMBER, CE_NUMBER, ACCREDITATION, FAR_NUMBER = 0.96, 0.9, 0.93, 0.6
PATTERNS = (LATIN_COMPANY, LATIN_BODY, CHINESE_BODY, CHINESE_COMPANY)


def propose(sheet: Sheet, kind: str, number: str, holders: Sequence[Proposal]) -> Iterator[Proposal]:
    """The issuer by label, letterhead or sentence. A kind that holders issue themselves has the holder as issuer.

    The document's own `number` is never proposed as the number of the body.
    """
    for one in _candidates(sheet, kind, holders):
        if _may_issue(one.value, kind):
            yield one
    yield from (one for one in _numbers(sheet, kind) if one.value != number)


def _may_issue(value: str, kind: str) -> bool:
    """Whether a text can name an issuer: no legal form or word for any body alone, no office, no piece of a sentence; and no
    company where an authority issues."""
    if (
        OF_SOME_KIND.match(value)
        or GENERIC.fullmatch(value)
        or OFFICE.match(value)
        or UNFINISHED.search(value)
        or not is_a_name(value)
    ):
        return False
    if GENERIC_WORDS.sub("", FORM_OR_ROLE_WORDS.sub("", value)).strip(" ,.&()-") == "":
        return False
    return not (kind.startswith(BY_AUTHORITIES) and CHINESE_COMPANY.fullmatch(value))


def _candidates(sheet: Sheet, kind: str, holders: Sequence[Proposal]) -> Iterator[Proposal]:
    names = {one.value.casefold() for one in holders if one.confidence > 0.75}
    is_own = kind.startswith(OWN_DOCUMENTS) or (not kind and is_declaration(sheet))
    if is_own:
        yield from (_holder_as_issuer(one) for one in holders[:1])
    else:
        yield from known_issuers(sheet, _names_of_holders(holders))
    for parts in (*_over_two_lines(sheet), *_head_over_two_lines(sheet), *_company_over_two_lines(sheet)):
        joint = "" if is_chinese(parts[0].text[-1]) else " "
        value = with_spaces(joint.join(part.text for part in parts)).strip(" ,;:")
        yield proposal(FieldName.ISSUER, value, parts, BY_LABEL * reading_factor(min(one.confidence for one in parts)))
    for part, confidence in _candidate_parts(sheet, kind):
        for found in _organisations(part) if confidence != UNKNOWN else (part,):
            value = ITALIAN.sub("S.r.l.", as_a_name(NUMBER_BEFORE.sub("", found.text)))
            factor = 0.4 if value.casefold() in names or is_own else 1
            factor *= 0.9 if PART_OF_A_BODY.match(value) else 1
            factor *= 1 if value.isascii() or not any(map(is_chinese, value)) else 0.99
            yield proposal(FieldName.ISSUER, value, found, confidence * factor * reading_factor(found.confidence))


def _names_of_holders(holders: Sequence[Proposal]) -> list[str]:
    """The best name in each script, and every other one that has a label."""
    best = {one.field: one for one in sorted(holders, key=lambda each: each.confidence)}.values()
    return [one.value.casefold() for one in holders if one in best or one.confidence > LABELLED_HOLDER]


def _holder_as_issuer(holder: Proposal) -> Proposal:
    """The maker of a declaration: as sure as the holder, but for those that are just mentioned."""
    confidence = max(BY_KIND * holder.confidence, MENTIONED_MAKER if holder.confidence >= MIN_HOLDER else 0)
    return Proposal(FieldName.ISSUER, holder.value, holder.printed, holder.page, holder.box, round(confidence, 3))


def _over_two_lines(sheet: Sheet) -> Iterator[list[Part]]:
    """Names after their label that are complete only with the next line."""
    for block in blocks_of(sheet, ISSUER, also=NOT_A_NAME):
        first, *others = map(_without_day, block.parts[:2])
        if others and is_chinese(first.text[0]) and not CHINESE_BODY.search(first.text):
            text = f"{first.text}{others[0].text}"
            if CHINESE_BODY.fullmatch(text):
                yield [first, others[0]]
        elif others and not is_chinese(first.text[0]) and not _known_names(first) and not OFFICE.match(first.text):
            text = f"{first.text} {others[0].text}"
            if BODY_LINE.fullmatch(text) or LATIN_COMPANY.fullmatch(text):
                yield [first, others[0]]


def _without_day(part: Part) -> Part:
    """A name without the date that follows it on the same line."""
    days = dates_in(part.text)
    return part.row.part(part.start, part.start + days[0].start) if days and days[0].start else part


def _head_over_two_lines(sheet: Sheet) -> Iterator[list[Part]]:
    """Authorities whose name takes two lines in the letterhead."""
    for row in sheet.rows:
        following = sheet.below(row) if row.page == 1 and row.middle < LETTERHEAD_UNTIL else None
        if following is None or TITLE_WORD.search(row.text):
            continue
        is_similar = abs(row.height - following.height) < 0.4 * row.height
        if is_similar and BODY_LINE.fullmatch(row.text) and CONTINUES_A_NAME.match(following.text):
            yield [row.part(), following.part()]
        if _known_names(row.part()) or BODY_LINE.fullmatch(row.text):
            continue
        text = f"{row.text} {following.text}"
        is_body = BODY_LINE.fullmatch(following.text) and BODY_LINE.fullmatch(text)
        if (is_similar and is_body and not BEGINS_A_BODY.match(following.text)) or (
            is_similar and ONE_WORD.fullmatch(row.text) and BODY_COMPANY.match(following.text)
        ):
            yield [row.part(), following.part()]


def _company_over_two_lines(sheet: Sheet) -> Iterator[list[Part]]:
    """Companies at the foot whose legal form and the words of a body stand on the second line: "GREAT International /
    Certification Co., Ltd."."""
    for row in sheet.rows:
        above = sheet.above(row) if row.page == 1 and row.middle > FOOT_FROM and BODY_COMPANY.match(row.text) else None
        is_one = above and abs(row.height - above.height) < 0.3 * row.height and CAPITALISED_WORDS.fullmatch(above.text)
        if above and is_one and abs(row.box.left - above.box.left) < COLUMN_TOLERANCE:
            yield [above.part(), row.part()]


def _candidate_parts(sheet: Sheet, kind: str) -> Iterator[tuple[Part, float]]:
    """The parts where an issuer may be, each with its confidence."""
    for block in blocks_of(sheet, ISSUER, also=NOT_A_NAME):
        if OF_A_REPRESENTATIVE.search(block.label.text) and not kind.startswith(REPRESENTATIVES):
            continue
        yield from ((part, BY_LABEL) for part in block.parts[:2])
        if not any(_known_names(part) for part in block.parts[:2]) and UNKNOWN_NAME.fullmatch(block.parts[0].text):
            yield block.parts[0], UNKNOWN
    for row in sheet.rows:
        if owned := PROPERTY.search(row.text):
            yield row.part(owned.end()), BY_SENTENCE
            continue
        match = CERTIFIES.search(row.text)
        if match and match.start() > 3:
            yield row.part(0, match.start()), BY_SENTENCE
        elif match and (above := sheet.above(row)):
            yield above.part(), BY_SENTENCE
        if row.page == 1 and row.middle < LETTERHEAD_UNTIL and not ACCREDITED_BY.search(row.text):
            yield row.part(), BY_HEAD
        elif any(map(is_chinese, row.text)) or LATIN_BODY.fullmatch(row.text):
            yield row.part(), ELSEWHERE


def _organisations(part: Part) -> Iterator[Part]:
    """The organisations named in a part: of overlapping ones the longest; a line that names an authority as a whole."""
    if GENERIC.fullmatch(part.text):
        return
    if BODY_LINE.fullmatch(part.text) and not LATIN_COMPANY.search(part.text):
        yield part
        return
    kept: list[tuple[int, int]] = []
    for start, end in sorted(_known_names(part), key=lambda span: span[0] - span[1]):
        if all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end))
            yield part.row.part(part.start + start, part.start + end)


def _known_names(part: Part) -> list[tuple[int, int]]:
    """The spans that look like the name of a company or an authority."""
    return [match.span() for pattern in PATTERNS for match in pattern.finditer(part.text)]


def _numbers(sheet: Sheet, kind: str) -> Iterator[Proposal]:
    for row in sheet.rows:
        if BODY_WORDS.search(row.text):
            yield from _body_number(sheet, row)
        for pattern, confidence in ((AFTER_CE_MARK, CE_NUMBER), (ACCREDITED, ACCREDITATION)):
            for match in pattern.finditer(row.text):
                part = row.part(*match.span("number"))
                if kind.startswith(REPRESENTATIVES) or not OF_AN_ACTOR.match(part.text):
                    yield _number_proposal(part, with_single_spaces(part.text), confidence)


def _body_number(sheet: Sheet, row: Row) -> Iterator[Proposal]:
    """Four digits on the line that mentions the body, preferably after those words; else above, next to or below it."""
    words = BODY_WORDS.search(row.text)
    behind = words.end() if words else 0
    matches = [one for one in FOUR_DIGITS.finditer(row.text) if any(char.isdigit() for char in one["number"])]
    matches.sort(key=lambda one: (one.start() < behind, one.start()))
    if matches:
        part = row.part(*matches[0].span())
        yield _number_proposal(
            part, _as_digits(part.text), BODY_NUMBER if matches[0].start() - behind in range(25) else FAR_NUMBER
        )
        return
    near = (sheet.above(row), sheet.right_of(row), sheet.left_of(row), sheet.below(row))
    for other in near:
        if other and (match := FOUR_DIGITS.fullmatch(other.text.strip())):
            part = other.part()
            yield _number_proposal(part, _as_digits(match["number"]), BODY_NUMBER * 0.98)


def _as_digits(text: str) -> str:
    return text.translate(str.maketrans("OoIl", "0011"))


def _number_proposal(part: Part, value: str, confidence: float) -> Proposal:
    return proposal(FieldName.ISSUER_NUMBER, value, part, confidence * reading_factor(part.confidence))
