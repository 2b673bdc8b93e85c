"""Extract the models that a document covers, and the class of the device."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suppliers.documents.fields.blocks import blocks_of
from suppliers.documents.fields.confidence import proposal, reading_factor
from suppliers.documents.fields.labels import MODEL, is_label_alone
from suppliers.documents.fields.layout import Part, Row, Sheet
from suppliers.documents.fields.proposals import FieldName, Proposal

TOKEN = re.compile(r"(?<![\w./-])(?=[A-Z\d./-]*\d)(?=[\d./-]*[A-Z])[A-Z\d]+(?:[-/.][A-Z\d]+){0,4}(?![\w/-])", re.ASCII)
INLINE = re.compile(r"(?:\b(?:models?|types?)\b|型号|规格型号)\s*[:.]?\s*(?=[A-Z\d])", re.IGNORECASE | re.ASCII)
DEVICE = re.compile(
    (
        r"(?:\d{1,2}[.)]\s*)?(?:trade/device name|(?:device|product|trade|proprietary)\sname"
        r"|(?:device|product|object of the declaration|ppe)\b[^:]{0,30}(?=:)|产品名称)"
    ),
    re.IGNORECASE,
)
LISTED = re.compile(rf"(?:{TOKEN.pattern})(?:\s?[,、;/]\s?(?:{TOKEN.pattern}))+", re.ASCII)
LISTED_LAST = re.compile(rf"(?:^|:\s?)(?:{LISTED.pattern})$", re.ASCII)
"""A line that consists of models or ends in them."""
HEADING = re.compile(r"\bmodel\b|型号", re.IGNORECASE | re.ASCII)
NO_MODEL = re.compile(
    r"^(?:ISO|EN|GB|YY|IEC|ASTM|COVID|SARS|CE|CNAS|N95|KN95|FFP\d|P\d|A\d+|AC|TC|II+[AB]?|[IVX]+"
    r"|\d+[A-Z]{1,3}|[A-Z]\d|W\d{6,}|[A-Z]\d{10,}|UKRP|CHRN|SRN|UDI)(?:[-/.:].*)?$"
)
SHAPED_LIKE_A_MODEL = re.compile(r"[A-Z]{2,5}-[A-Z]{1,4}\d{2,5}[A-Z]?")
IN_COLUMN, BEHIND_LABEL, BEHIND_WORD, BY_SHAPE, OF_DEVICE, IN_A_LIST = 0.93, 0.94, 0.92, 0.75, 0.8, 0.7
MAX_TABLE_ROWS = 24

CLASS = re.compile(
    r"\b(?:risk\s)?class(?:ification)?\b\s*(?:类别|分类)?\s*:?\s*(?:class\s)?(?P<roman>[Il|]{1,3}[absmr]?"
    r"|[A-D]|[1-4])(?![\w/])"
    r"|第(?P<chinese>[一二三])类|(?<![A-Za-z])(?P<numeral>III|II|I|Ⅰ|Ⅱ|Ⅲ)\s?类(?!\s?[:,-]?\s?\d\d)"
    r"|\b(?:ppe\s)?category\b\s*(?:类别)?\s*:?\s*(?P<category>III|II|I)\b",
    re.IGNORECASE | re.ASCII,
)
CLASS_LABEL = re.compile(
    (
        r"(?:(?:regulatory|risk|device|product|mdr"
        r"|ivdr)\s)?class(?:ification)?\s*(?:of the device)?\s*(?:[:/(\u4e00-\u9fff]"
        r"|$)"
        r"|(?:管理|产品)类别"
    ),
    re.IGNORECASE,
)
"""A line with such a beginning states the class; other lines may only mention classes."""
CHINESE_CLASSES = {"一": "I", "二": "II", "三": "III", "Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III"}
CLASS_STATED, CLASS_REPAIRED, CLASS_AMONG_OTHERS = 0.93, 0.85, 0.35


def propose_models(sheet: Sheet) -> Iterator[Proposal]:
    """Models after their label, in a column with that heading, after the word "model", or by their shape."""
    for block in blocks_of(sheet, MODEL):
        for part in block.parts:
            yield from _models_in(part, BEHIND_LABEL)
    for row in sheet.rows:
        for match in INLINE.finditer(row.text):
            first = TOKEN.match(row.text, match.end())
            if first:
                yield from _models_in(row.part(match.end()), BEHIND_WORD)
        if HEADING.search(row.text) and not TOKEN.search(row.text):
            yield from _models_in_column(sheet, row)
    for row in sheet.rows:
        if device := DEVICE.match(row.text):
            yield from _models_in(row.part(device.end()), OF_DEVICE)
        if listed := LISTED_LAST.search(row.text):
            yield from _models_in(row.part(listed.start()), IN_A_LIST)
        for match in SHAPED_LIKE_A_MODEL.finditer(row.text):
            if TOKEN.fullmatch(match[0]) and not row.text[match.end() :].startswith("-"):
                yield from _models_in(row.part(*match.span()), BY_SHAPE)


def _models_in(part: Part, confidence: float) -> Iterator[Proposal]:
    for match in TOKEN.finditer(part.text):
        if not NO_MODEL.match(match[0]) and len(match[0]) >= 3:
            found = part.row.part(part.start + match.start(), part.start + match.end())
            yield proposal(FieldName.MODEL, found.text, found, confidence * reading_factor(found.confidence))


def _models_in_column(sheet: Sheet, row: Row) -> Iterator[Proposal]:
    """The models below a column heading, down to the end of the table."""
    match = HEADING.search(row.text)
    heading = row.part(*match.span()).box if match else row.box
    low = row
    for count, other in enumerate(sheet.column(row)):
        is_over = other.box.top - low.box.bottom > 3.5 * row.height or is_label_alone(other.text)
        if count > MAX_TABLE_ROWS or (count and is_over):
            return
        low = other
        for found in TOKEN.finditer(other.text):
            box = other.part(*found.span()).box
            if min(abs(box.left - heading.left), abs(box.left - row.box.left)) < 0.03:
                yield from _models_in(other.part(*found.span()), IN_COLUMN)


def propose_class(sheet: Sheet) -> Iterator[Proposal]:
    """The class of the device or category of the equipment; low confidence where a document mentions several."""
    found = [(row, match, _class_of(match)) for row in sheet.rows for match in CLASS.finditer(row.text)]
    found = [one for one in found if CLASS_LABEL.match(one[0].text)] or found
    several = len({value for _, _, value in found}) > 1
    for row, match, value in found:
        part = row.part(*match.span())
        confidence = (
            CLASS_AMONG_OTHERS if several else CLASS_REPAIRED if set(match["roman"] or "") & set("l|") else CLASS_STATED
        )
        yield proposal(FieldName.CLASS, value, part, confidence * reading_factor(part.confidence))


def _class_of(match: re.Match[str]) -> str:
    if match["chinese"]:
        return CHINESE_CLASSES[match["chinese"]]
    written = match["roman"] or match["numeral"] or match["category"]
    if written in CHINESE_CLASSES:
        return CHINESE_CLASSES[written]
    upper = written.upper().replace("L", "I").replace("|", "I")
    return upper[:-1] + upper[-1].lower() if upper[0] == "I" and upper[-1] in "ABSMR" else upper
