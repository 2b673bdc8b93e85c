"""Text as search pieces: one way for English and Chinese, on every database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W_]+")


def pieces(text: str) -> list[str]:
    """The distinct pieces of a text, in order: words without accents and case, Chinese as single and double signs."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return list(dict.fromkeys(piece for run in RUN.findall(_apart(plain)) for piece in _pieces_of(run)))


def _apart(text: str) -> str:
    """A space between Chinese and other signs, so that 'KN95口罩' is two runs."""
    return re.sub(r"(?<=[\u3400-\u9fff])(?=[a-z0-9])|(?<=[a-z0-9])(?=[\u3400-\u9fff])", " ", text)


def _pieces_of(run: str) -> Iterator[str]:
    if not "\u3400" <= run[0] <= "\ufaff":
        yield run
        return
    yield from run
    yield from (run[start : start + 2] for start in range(len(run) - 1))
