"""Split lines of a text layer that run across columns, at gaps wider than those between words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from suppliers.documents.fields.boxes import union
from suppliers.documents.reading import Line, Word

MIN_COLUMN_GAP = 1.1
"""The gap between two columns, in line heights."""
MIN_WORD_CHARS = 2
"""Single characters with gaps are one letter-spaced word, not columns."""


def split_columns(line: Line, wide: float) -> Iterator[Line]:
    """The columns of a line, each with its words. `wide`: the page width divided by its height."""
    pieces: list[list[Word]] = []
    for word in line.words:
        if pieces and not _is_apart(pieces[-1], word, wide):
            pieces[-1].append(word)
        else:
            pieces.append([word])
    if len(pieces) > 1:
        yield from (_line_of_words(line, words) for words in pieces)
    elif line.text.strip():
        yield line


def _is_apart(words: list[Word], word: Word, wide: float) -> bool:
    height = word.box.bottom - word.box.top
    is_word = sum(len(one.text) for one in words) >= MIN_WORD_CHARS
    return is_word and (word.box.left - words[-1].box.right) * wide > MIN_COLUMN_GAP * height > 0


def _line_of_words(line: Line, words: list[Word]) -> Line:
    text, box = " ".join(one.text for one in words), union(one.box for one in words)
    return replace(line, text=text, box=box, words=tuple(words))
