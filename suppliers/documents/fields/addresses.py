"""Extract addresses from lines of text, in Latin and Chinese script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from suppliers.documents.fields.characters import is_chinese, with_spaces
from suppliers.documents.fields.confidence import proposal, reading_factor
from suppliers.documents.fields.layout import Part
from suppliers.documents.fields.organisation_names import CHINESE_COMPANY, LATIN_COMPANY, looks_like_an_address
from suppliers.documents.fields.proposals import FieldName, Proposal

LEADS_TO_AN_ADDRESS = re.compile(
    (
        r"(?:located|situated|established|residing|registered office|place of business"
        r"|with (?:its )?(?:registered )?address) (?:is )?(?:at|in)?:?\s"
        r"|\baddress(?:es)?\s?:\s|[.,]\sof\s(?=[A-Z\d])"
    ),
    re.IGNORECASE,
)
ENDS_AN_ADDRESS = re.compile(
    r"\bP\.\s?R\.\s?C\.|(?:(?:P\.?\s?R\.?\s?(?:of\s)?|people.?s\srepublic\sof\s))?\bchina\b", re.IGNORECASE
)
ENDS_OF_SENTENCE_PART = re.compile(
    r",?\s(?:hereinafter|hereby|is\s|are\s|does\s|has\s|have\s|and\sthat\b|which\s|Tel\b|Phone\b)"
)
CONTINUATION = re.compile(r"^.{0,60}\bchina\b|^republic\b", re.IGNORECASE)
LATIN_LETTERS = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
CHINESE_RUN = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff\d\w()（）#,、 -]*")
CHINESE_REST = re.compile(r"[\d\u4e00-\u9fffA-Z][\u4e00-\u9fff\d\w()（）#,、 -]*")
CHINESE_STOP = re.compile(r"\s*(?:联系电话|电话|传真|邮政编码|邮编|生产范围|经营范围|法定代表人)")
BUILDING_END = re.compile(r"[号楼室幢栋层座园房]$")
WITHIN_A_BUILDING = re.compile(r"^[\dA-Z#-]+\s?[号楼室幢栋层座单]")
PART_OF_A_PLACE = re.compile(r"[号楼室幢栋层座园路街道镇村区]")
NEW_ADDRESS = re.compile(r"^[\u4e00-\u9fff]{2,4}省|^[\u4e00-\u9fff]{2,4}市[\u4e00-\u9fff]{1,6}[区县]")


def addresses(parts: Sequence[Part], confidence: float) -> Iterator[Proposal]:
    """At most one address for each script, joined over its lines."""
    for lines, joint in ((_latin_lines(parts), " "), (_chinese_lines(parts), "")):
        text = joint.join(one.text for one in lines).strip(" ,;.()")
        if text and looks_like_an_address(text):
            factor = reading_factor(min(one.confidence for one in lines))
            yield proposal(FieldName.ADDRESS, with_spaces(text), lines, confidence * factor)


def latin_part(part: Part) -> Part:
    """The part before the first Chinese character, or after the last where the line begins in Chinese."""
    places = [place for place, char in enumerate(part.text) if is_chinese(char)]
    if not places:
        return part
    before = within(part, 0, places[0])
    return before if LATIN_LETTERS.search(before.text) else within(part, places[-1] + 1, len(part.text))


def lines_of_address(parts: Sequence[Part]) -> list[Part]:
    """The first lines that look like an address, as far as it continues."""
    kept: list[Part] = []
    for one in parts:
        if looks_like_an_address(one.text) or (kept and CONTINUATION.match(one.text)):
            kept.append(one)
        elif kept:
            break
    return kept


def _latin_lines(parts: Sequence[Part]) -> list[Part]:
    lines = [one for one in map(latin_part, parts) if LATIN_LETTERS.search(one.text)]
    text = " ".join(one.text for one in lines)
    start = _address_start(text)
    end = ENDS_AN_ADDRESS.search(text, start)
    other = ENDS_OF_SENTENCE_PART.search(text, start)
    stop = end.end() if end else other.start() if other else len(text)
    return list(_parts_between(lines, start, stop))


def _address_start(text: str) -> int:
    """Where an address begins: after words like "located at", or after the name of its company."""
    lead = LEADS_TO_AN_ADDRESS.search(text) or LATIN_COMPANY.search(text)
    at = lead.end() if lead else 0
    return at if looks_like_an_address(text[at:]) else 0


def _parts_between(lines: Sequence[Part], start: int, end: int) -> Iterator[Part]:
    """The part of each line that lies in a span of the joined text."""
    at = 0
    for line in lines:
        first, last = max(0, start - at), min(len(line.text), end - at)
        piece = within(line, first, last) if first < last else None
        if piece and piece.text:
            yield piece
        at += len(line.text) + 1


def _chinese_lines(parts: Sequence[Part]) -> list[Part]:
    lines: list[Part] = []
    for part in parts:
        piece = _chinese_part(part, CHINESE_REST if lines else CHINESE_RUN)
        if not piece.text or sum(map(is_chinese, piece.text)) < (1 if lines else 3):
            continue
        if lines and not _continues(lines[-1].text, piece.text):
            break
        lines.append(piece)
    return lines


def _continues(before: str, text: str) -> bool:
    """Whether a line continues the address of the line before."""
    if NEW_ADDRESS.match(text) or not PART_OF_A_PLACE.search(text):
        return False
    return bool(WITHIN_A_BUILDING.match(text)) or not BUILDING_END.search(before)


def _chinese_part(part: Part, run: re.Pattern[str]) -> Part:
    match = run.search(part.text, company.end() if (company := CHINESE_COMPANY.search(part.text)) else 0)
    if match is None:
        return within(part, 0, 0)
    stop = CHINESE_STOP.search(part.text, match.start())
    return within(part, match.start(), min(match.end(), stop.start()) if stop else match.end())


def within(part: Part, start: int, end: int) -> Part:
    """A slice of a part."""
    return part.row.part(part.start + start, part.start + end)
