"""Phrases of the vocabulary, as documents print them, compiled to patterns.

A phrase is plain text in any case. A space stands for any space or none, since print and OCR drop and add them; between
Chinese characters a space may stand anywhere. Accents do not count: text is compared as `without_accents` gives it. `[the ]` may be missing, `(a|b)` is one of several, `*` the rest of a
word or a word, `#` a digit, `@` up to five letters, `_` the edge of a word, `...` some words of the same sentence. A
phrase begins and ends where a word does, unless `~` is there. `<` and `>` are the beginning and the end of a line.
`{name}` is a list of the same file, `{chinese}` any Chinese character; `{before a|b}`, `{not before a}`, `{after a}`,
`{not after a}` say what follows or precedes it. A backslash takes the next sign as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from suppliers.documents.vocabulary.accents import without_accents

SIGNS = {"*": r"\w*", "#": r"\d", "<": "^", ">": "$", "~": "", "@": r"[^\W\d_]{1,5}", "_": r"\b"}
SPACE = r"\s*"
WORDS_BETWEEN = r"[^.:;]{0,60}?"
BEGINS, ENDS = r"(?:\b|(?!\w))", r"(?:\b|(?<!\w))"
"""The edges of a word, where the phrase has a letter or digit there."""
CHINESE = "[\u4e00-\u9fff]"
IS_CHINESE = re.compile(CHINESE)
BEHIND = {"any chinese": CHINESE, "any letter": "[A-Za-z]"}
FLAGS = re.IGNORECASE | re.ASCII
TOKEN = re.compile(
    r"\\(?P<literal>.)|\{(?P<braces>[^{}]*)\}|(?P<between>\.\.\.)|(?P<group>[\[\]()|])|(?P<sign>[*#<>~@_])|(?P<space>\s+)|(?P<char>.)"
)
CONTEXT = re.compile(r"(?P<not>not )?(?P<where>before|after) (?P<words>.+)", re.DOTALL)


@dataclass(frozen=True)
class Mode:
    """What a space stands for, and what ends a phrase of a list."""

    space: str
    end: str = ""


WHOLE, WITHIN, SQUEEZED = Mode(SPACE, ENDS), Mode(SPACE), Mode("")
Lists = Mapping[str, Sequence[str]]


def compile_phrases(phrases: Iterable[str], lists: Lists | None = None) -> re.Pattern[str]:
    """A pattern for any of the phrases; of several that begin at one place the first of the list."""
    return re.compile("|".join(_with_edges(one, lists or {}) for one in phrases), FLAGS)


def compile_within(phrases: Iterable[str], lists: Lists | None = None) -> re.Pattern[str]:
    """The same for phrases that count inside words too."""
    return re.compile("|".join(f"(?:{_pattern(one, lists or {}, WITHIN)})" for one in phrases), FLAGS)


def compile_titles(phrases: Iterable[str], lists: Lists | None = None) -> re.Pattern[str]:
    """The same for text in lower case without any space, in which words have no edges."""
    return re.compile("|".join(f"(?:{_pattern(one, lists or {}, SQUEEZED)})" for one in phrases), re.ASCII)


def _with_edges(phrase: str, lists: Lists) -> str:
    inner = _pattern(phrase, lists, WHOLE)
    first = "" if phrase.startswith(("~", "<")) else BEGINS
    return f"{first}(?:{inner}){'' if phrase.endswith(('~', '>')) else ENDS}"


def _pattern(phrase: str, lists: Lists, mode: Mode) -> str:
    return "".join(_pieces(phrase, lists, mode))


def _pieces(phrase: str, lists: Lists, mode: Mode) -> Iterator[str]:
    tokens = list(TOKEN.finditer(without_accents(phrase)))
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        kind = str(token.lastgroup)
        text = token[kind]
        if kind == "group":
            yield {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}[text]
        elif kind == "braces":
            yield _context_or_list(text, lists, mode)
        elif kind == "space":
            yield mode.space
        elif kind == "char" and mode.space and IS_CHINESE.match(text) and following and _goes_on(following[0]):
            yield text + r"\s?"
        elif kind in {"literal", "char"}:
            yield re.escape(text)
        else:
            yield SIGNS.get(text, WORDS_BETWEEN)


def _goes_on(following: str) -> bool:
    return bool(IS_CHINESE.match(following)) or following in "([|"


def _context_or_list(text: str, lists: Lists, mode: Mode) -> str:
    if context := CONTEXT.fullmatch(text):
        return _context(context, lists, mode)
    if text == "chinese":
        return CHINESE
    return "(?:" + "|".join(_pattern(one, lists, mode) + mode.end for one in lists[text]) + ")"


def _context(context: re.Match[str], lists: Lists, mode: Mode) -> str:
    """What precedes is looked for word by word, since each has its own length."""
    words = context["words"].split("|")
    if context["where"] == "before":
        inner = "|".join(BEHIND.get(one) or _pattern(one, lists, mode) for one in words)
        return f"(?{'!' if context['not'] else '='}{inner})"
    behind = [BEHIND.get(one, re.escape(one)) for one in words]
    if context["not"]:
        return "".join(f"(?<!{one})" for one in behind)
    return "(?:" + "|".join(f"(?<={one})" for one in behind) + ")"
