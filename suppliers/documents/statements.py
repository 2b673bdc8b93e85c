"""What a document says of its own standing: specimen, draft, cancelled, suspended and reinstated, voluntary, an edition
that was withdrawn, a former name, the document that it replaces. Pure; words as bodies and authorities print them.

A certificate's small print says what *may* happen to it ("may be suspended or withdrawn"); only what did happen counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from suppliers.documents.fields.dates import dates_in
from suppliers.documents.reading import Box, Line, Page, Reading

BIG = 1.6
"""A word alone in letters so many times the usual height of the page is printed across it, not the head of a column."""
BEFORE = 60
"""Characters before a statement in which an "if" or "may" makes it a condition."""
MAX_SAID = 120
MAX_NEXT_LINES = 1
"""Lines below a statement in which its day may stand."""


class Standing(StrEnum):
    """What a document says of itself."""

    SPECIMEN = "specimen"
    DRAFT = "draft"
    CANCELLED = "cancelled"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    VOLUNTARY = "voluntary"
    OLD_EDITION = "old_edition"
    FORMER_NAME = "former_name"
    REPLACES = "replaces"


@dataclass(frozen=True)
class Statement:
    """One statement with its place; ``day`` is the date printed with it (ISO), ``value`` the name, number or edition."""

    standing: Standing
    said: str
    page: int
    box: Box
    day: str = ""
    value: str = ""


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


ALONE: dict[Standing, re.Pattern[str]] = {
    Standing.SPECIMEN: re.compile(r"[\W\d]*(?:(?:SPECIMEN|SAMPLE|MUSTER|样\s*[本张证])\W*)+(?:COPY|ONLY)?\W*"),
    Standing.DRAFT: re.compile(r"\W*(?:(?:DRAFT|ENTWURF|草\s*[稿案])\W*)+(?:COPY|ONLY|VERSION)?[\W\d]*"),
    Standing.CANCELLED: re.compile(
        r"\W*(?:(?:VOID|CANCELLED|CANCELED|WITHDRAWN|REVOKED|TERMINATED|已?\s*(?:作\s*废|注\s*销|吊\s*销|撤\s*销|失\s*效))\W*)+"
    ),
    Standing.SUSPENDED: re.compile(r"\W*(?:(?:SUSPENDED|已?\s*(?:被)?\s*暂\s*停)\W*)+"),
}
"""Words across a page, alone on their line and in big letters."""

DOCUMENT = r"(?:certificate|certification|registration|licen[cs]e|approval|document)"
STATUS = r"(?:status|证书状态|登记状态|经营状态|许可证?状态|企业状态|状态)\s*[:：]?\s*"
ANYWHERE: dict[Standing, re.Pattern[str]] = {
    Standing.SPECIMEN: _words(
        r"\bspecimen\s+(?:copy|certificate|only)\b",
        r"\bsample\s+(?:certificate|copy)\b",
        r"(?:样本|样品)证书",
        r"样张",
    ),
    Standing.DRAFT: _words(
        rf"\bdraft\s+(?:copy|{DOCUMENT})\b", r"\bdraft\b\W{1,4}not\s+(?:valid|for)\b", r"(?:证书|报告)草稿"
    ),
    Standing.CANCELLED: _words(
        rf"\b{DOCUMENT}\s+(?:has\s+been|was|is)\s+(?:(?:canceled|cancelled)|withdrawn|revoked|terminated)\b",
        STATUS
        + r"(?:(?:canceled|cancelled)|withdrawn|revoked|terminated|inactive|expired|注销|撤销|吊销|失效|过期|废止)",
        r"已(?:被)?(?:依法)?(?:注销|吊销|撤销|作废)(?!的)",
    ),
    Standing.SUSPENDED: _words(
        rf"\b{DOCUMENT}\s+(?:has\s+been|was|is)\s+(?:temporarily\s+)?suspended\b",
        r"\bsuspended\s+(?:from|since|as\s+of|on|until|with\s+effect)\b",
        STATUS + r"(?:suspended|暂停|中止)",
        r"已(?:被)?暂停(?!的)",
        r"暂停(?:期限|期间|日期|起始)\s*[:：]",
        r"自.{4,20}起暂停",
    ),
    Standing.REINSTATED: _words(
        r"\breinstated\b",
        r"\bsuspension\s+(?:has\s+been\s+|was\s+|is\s+)?(?:lifted|ended|revoked)\b",
        r"\b(?:lifting|end)\s+of\s+(?:the\s+)?suspension\b",
        r"已恢复",
        r"恢复(?:使用|认证|有效|日期)",
        r"解除暂停",
    ),
    Standing.VOLUNTARY: _words(
        r"\b(?:on|as)\s+an?\s+voluntary\s+(?:basis|\w+)",
        r"\bvoluntar(?:y|ily)\s+(?:certificat|conformity|compliance|exam|assess|request|verif|submit|document)\w*",
        r"\b(?:a\s+)?(?:TCF|technical\s+(?:construction\s+)?(?:file|documentation))\b.{0,40}\b(?:is|are)\s+in\s+place\b",
    ),
    Standing.OLD_EDITION: _words(
        r"\bISO\s*9001\s*[:：-]\s*(?:1987|1994|2000|2008)\b",
        r"\bISO\s*14001\s*[:：-]\s*(?:1996|2004)\b",
        r"\b(?:BS\s*)?OHSAS\s*18001(?:\s*[:：-]\s*(?:1999|2007))?\b",
        r"\bISO\s*13485\s*[:：-]\s*(?:1996|2003|2012)\b",
        r"\bGB/T\s*19001\s*[-—–:]\s*(?:1992|1994|2000|2008)\b",
        r"\bGB/T\s*28001\s*[-—–:]\s*(?:2001|2011)\b",
        r"\bYY/T\s*0287\s*[-—–:]\s*(?:1996|2003)\b",
    ),
    Standing.FORMER_NAME: _words(
        r"\b(?:formerly|previously)\s+(?:known|trading|registered|named)\s+(?:as|under)\b",
        r"\bformer(?:ly)?\s*(?:company\s+)?names?\s*[:：]",
        r"\(\s*formerly\b",
        r"曾\s*用\s*名",
        r"原\s*(?:企业|公司|单位)?\s*名\s*称\s*[:：为]",
    ),
    Standing.REPLACES: _words(
        rf"\b(?:replac(?:es|ing)|supersedes|superseding|in\s+replacement\s+of)\b.{{0,40}}\b(?:{DOCUMENT}|report|version|no)\b",
        r"(?:代替|替代|换发自?|取代).{0,8}(?:证书?|号|报告)",
        r"原\s*(?:证书|注册证|备案|许可证|报告)\s*(?:编?\s*号|号码)",
    ),
}
CONDITION = _words(
    r"\b(?:if|may|might|unless|until|when|where|should|shall|can|could|once|in\s+case|in\s+the\s+event|or)\b[^.;]*$",
    r"(?:如|若|将|可|应|或)[^。；，]{0,12}$",
)
"""Words before a statement that make it a condition, as in the small print."""
HAPPENED = frozenset({Standing.CANCELLED, Standing.SUSPENDED, Standing.REINSTATED})
NUMBER = re.compile(
    r"(?:\b[A-Z]{1,3}\d? |[\u4e00-\u9fff]{1,5}(?=\d))?(?=[A-Za-z0-9./-]*\d)[A-Z0-9][A-Za-z0-9./-]{4,}(?: \d{2,}[A-Za-z0-9./-]*)*"
)
NAME_BEHIND = re.compile(r"^[\s:：为as]*(?P<name>[^,;，；。)）]{4,80})")


def statements_in(reading: Reading) -> tuple[Statement, ...]:
    """Everything that the document says of its own standing, each kind once a page, in reading order."""
    return tuple(one for page in reading.pages for one in _on(page))


def is_suspended(statements: tuple[Statement, ...]) -> bool:
    """Whether a suspension is stated that no later reinstatement ended."""
    begun = [one.day for one in statements if one.standing is Standing.SUSPENDED]
    ended = [one.day for one in statements if one.standing is Standing.REINSTATED]
    return bool(begun) and not (ended and max(ended) >= max(begun))


def _on(page: Page) -> Iterator[Statement]:
    found: set[Standing] = set()
    usual = median(line.box.bottom - line.box.top for line in page.lines) if page.lines else 0.0
    for index, line in enumerate(page.lines):
        above = page.lines[index - 1].text if index else ""
        for standing, said, end in _matches_in(line, above, usual):
            if standing not in found:
                found.add(standing)
                day = _day_of(page.lines[index : index + 1 + MAX_NEXT_LINES]) if standing in HAPPENED else ""
                yield Statement(standing, said, page.number, line.box, day, _value(standing, line.text, said, end))


def _matches_in(line: Line, above: str, usual: float) -> Iterator[tuple[Standing, str, int]]:
    """What a line states, in its words, and where they end."""
    is_big = len(line.text) < 40 and line.box.bottom - line.box.top >= BIG * usual
    for standing, words in ALONE.items():
        if is_big and words.fullmatch(line.text):
            yield standing, " ".join(line.text.split())[:MAX_SAID], len(line.text)
    for standing, words in ANYWHERE.items():
        match = words.search(line.text)
        if match and not (standing in HAPPENED and _is_condition(f"{above} {line.text[: match.start()]}")):
            yield standing, " ".join(match[0].split())[:MAX_SAID], match.end()


def _is_condition(before: str) -> bool:
    return CONDITION.search(before[-BEFORE:]) is not None


def _day_of(lines: tuple[Line, ...]) -> str:
    """The first day printed with a statement, in its line or the next; empty where there is none."""
    days = (one.value for line in lines for one in dates_in(line.text) if isinstance(one.value, date))
    return next((day.isoformat() for day in days), "")


def _value(standing: Standing, text: str, said: str, end: int) -> str:
    """The former name, the number that is replaced, or the edition."""
    behind = text[end:]
    if standing is Standing.REPLACES:
        number = NUMBER.search(behind)
        return number[0] if number else ""
    if standing is Standing.FORMER_NAME:
        name = NAME_BEHIND.match(behind)
        return name["name"].strip() if name else ""
    return said if standing is Standing.OLD_EDITION else ""
