"""Text as search pieces: one way for English and Chinese, on every database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W_]+")


def pieces(text: str) -> list[str]:
    """The distinct pieces of a text, in order: words without accents and case, Chinese as single characters and pairs."""
    return list(dict.fromkeys(piece for run in _runs(text) for piece in _pieces_of(run)))


def sought(text: str) -> list[str]:
    """The pieces that say as much as all of them: where Chinese characters stand together, each pair, and no character alone."""
    found = (piece for run in _runs(text) for piece in (_pairs_of(run) if is_chinese(run) and run[1:] else [run]))
    return list(dict.fromkeys(found))


def is_chinese(piece: str) -> bool:
    """Characters, each of which is a piece in itself."""
    return "\u3400" <= piece[0] <= "\ufaff"


def _runs(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return RUN.findall(_apart(plain))


def _apart(text: str) -> str:
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
