"""Text as search pieces: one way for English and Chinese, on every database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from opencc import OpenCC

HAN = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The script Han with its extensions, for a class of a regular expression."""
RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
CHINESE = re.compile(f"[{HAN}]")
SIMPLIFIED = OpenCC("t2s")


def pieces(text: str) -> list[str]:
    """The distinct pieces of a text, in order: words without accents and case, Chinese as single characters and pairs."""
    return list(dict.fromkeys(piece for run in runs(text) for piece in _pieces_of(run)))


def pieces_to_find(text: str) -> list[str]:
    """The pieces to search for: of consecutive Chinese characters the pairs, as they imply the single ones."""
    wanted = (piece for run in runs(text) for piece in (pairs_of(run) if is_chinese(run) and run[1:] else [run]))
    return list(dict.fromkeys(wanted))


def is_chinese(piece: str) -> bool:
    """Whether it consists of Chinese characters, each of which is a piece by itself."""
    return CHINESE.match(piece) is not None


def runs(text: str) -> list[str]:
    """Its words and its rows of Chinese characters, in order: without accents and case, in simplified characters."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    without_accents = "".join(character for character in folded if not unicodedata.combining(character))
    if CHINESE.search(without_accents):
        without_accents = SIMPLIFIED.convert(without_accents)
    return RUN.findall(without_accents)


def squeeze(text: str) -> str:
    """Its letters, digits and Chinese characters in a row: what two spellings of one number have in common."""
    return "".join(runs(text))


def pairs_of(run: str) -> list[str]:
    """Each character of a row with the next one."""
    return [run[start : start + 2] for start in range(len(run) - 1)]


def _pieces_of(run: str) -> Iterator[str]:
    if not is_chinese(run):
        yield run
        return
    yield from run
    yield from pairs_of(run)
