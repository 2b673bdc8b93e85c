"""Text as search pieces: one way for English and Chinese, on every database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W_]+")


def pieces(text: str) -> list[str]:
    """The distinct pieces of a text, in order: words without accents and case, Chinese as single characters and pairs."""
    return list(dict.fromkeys(piece for run in _runs(text) for piece in _pieces_of(run)))


def pieces_to_find(text: str) -> list[str]:
    """The pieces to search for: of consecutive Chinese characters the pairs, as they imply the single ones."""
    wanted = (piece for run in _runs(text) for piece in (_pairs_of(run) if is_chinese(run) and run[1:] else [run]))
    return list(dict.fromkeys(wanted))


def is_chinese(piece: str) -> bool:
    """Whether it consists of Chinese characters, each of which is a piece by itself."""
    return "\u3400" <= piece[0] <= "\ufaff"


def _runs(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    without_accents = "".join(character for character in folded if not unicodedata.combining(character))
    return RUN.findall(_separate_scripts(without_accents))


def _separate_scripts(text: str) -> str:
    """A space between Chinese and other characters, so that 'KN95口罩' is two runs."""
    return re.sub(r"(?<=[\u3400-\u9fff])(?=[a-z0-9])|(?<=[a-z0-9])(?=[\u3400-\u9fff])", " ", text)


def _pieces_of(run: str) -> Iterator[str]:
    if not is_chinese(run):
        yield run
        return
    yield from run
    yield from _pairs_of(run)


def _pairs_of(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run) - 1)]
