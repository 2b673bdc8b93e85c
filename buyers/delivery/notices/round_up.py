"""A page of the MHRA with the field safety notices of a week, as saved from GOV.UK or as its content API answers.

Each notice is a heading "Maker: product" with its day, sometimes a model, and "MHRA reference: 2026/007/001/…" below it. What has
no reference is text of the page. The feed of alerts names such pages and none of their notices.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from html.parser import HTMLParser

from buyers.delivery.notices.notice import Notice, Refused, plain_text, within_limits

HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
REFERENCE = re.compile(r"MHRA reference(?: number)?\s*:?\s*([0-9][0-9/]{6,40})", re.IGNORECASE)
MODELS = re.compile(r"\b(?:models?|catalogue (?:numbers?|nos?))\s*:\s*([^|]{2,400})", re.IGNORECASE)
LOTS = re.compile(r"\b(?:lots?|batch(?:es)?|serial)\s*(?:numbers?|nos?)?\s*:\s*([^|]{2,400})", re.IGNORECASE)
DAY = re.compile(r"\b(\d{1,2} [A-Z][a-z]+ \d{4})\b")
MOST_SECTIONS = 2_000


class _Sections(HTMLParser):
    """Headings with the lines of text below each, and the addresses that stand there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[list[str], list[list[str]], list[str]]] = []
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HEADINGS and len(self.found) < MOST_SECTIONS:
            self._in_heading = True
            self.found.append(([], [[]], []))
        elif self.found and tag in ("p", "li", "div", "br", "td"):
            self.found[-1][1].append([])
        elif self.found and tag == "a":
            self.found[-1][2].append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in HEADINGS:
            self._in_heading = False

    def handle_data(self, data: str) -> None:
        if self.found:
            (self.found[-1][0] if self._in_heading else self.found[-1][1][-1]).append(data)


def read_round_up(data: bytes) -> list[Notice]:
    """The notices of the page. Raises Refused."""
    parser = _Sections()
    parser.feed(_html(data))
    parser.close()
    found = within_limits(_notices(parser))
    if not found:
        raise Refused("other-format")
    return found


def _html(data: bytes) -> str:
    """The page itself, or the body that the content API gives of it."""
    try:
        text = data.decode("utf-8-sig")
        if not text.lstrip().startswith("{"):
            return text
        body = json.loads(text)["details"]["body"]
    except (UnicodeDecodeError, ValueError, RecursionError, KeyError, TypeError) as error:
        raise Refused("unreadable") from error
    if not isinstance(body, str):
        raise Refused("other-format")
    return body


def _notices(parser: _Sections) -> Iterator[Notice]:
    for heading, lines, links in parser.found:
        title = plain_text("".join(heading), 500)
        text = " | ".join(filter(None, (plain_text("".join(line), 2_000) for line in lines)))
        reference = REFERENCE.search(text)
        if not title or reference is None:
            continue
        maker, colon, _product = title.partition(":")
        models, lots = MODELS.search(text), LOTS.search(text)
        yield Notice(
            source_id=f"MHRA {reference[1]}",
            title=title,
            text=plain_text(text.replace(" | ", "\n")),
            maker=maker.strip()[:300] if colon else "",
            models=_numbers(models[1]) if models else (),
            lots=_numbers(lots[1]) if lots else (),
            published_on=_day(text),
            url=next((one for one in links if one.startswith("https://")), ""),
        )


def _numbers(text: str) -> tuple[str, ...]:
    parts = (one.strip(" .") for one in re.split(r"[,;]|\sand\s", text))
    return tuple(dict.fromkeys(one for one in parts if 1 < len(one) <= 60))[:200]


def _day(text: str) -> date | None:
    match = DAY.search(text)
    try:
        return datetime.strptime(match[1], "%d %B %Y").date() if match else None
    except ValueError:
        return None
