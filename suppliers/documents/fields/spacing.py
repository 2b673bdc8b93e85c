"""Put together what the page sets apart: letter-spaced labels, days in pieces; and drop watermarks and loose colons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from suppliers.documents.fields.boxes import union
from suppliers.documents.fields.characters import normalise_keeping_length, without_spaces
from suppliers.documents.reading import Box, Line, Word

LETTER_SPACED = (
    "名称", "类型", "住所", "地址", "企业名称", "单位名称", "经营者", "注册资本", "成立日期", "营业期限", "经营范围", "法定代表人",
    "主体类型", "组成形式", "注册日期", "经营场所", "有效期限", "有效期至", "登记机关", "发证机关", "发证日期", "生产地址",
)  # fmt: skip
"""Labels that forms stretch to one width, so that each of their characters may be a line of its own."""
FIRST_OF_TWO = {label[1]: label[0] for label in LETTER_SPACED if len(label) == 2}
DAY_PIECE = re.compile(r"[\d年月日]{1,11}")
WHOLE_DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
MAX_GAP = 0.13
"""Between two pieces of one label or day, as a share of the page width."""
MAX_ORDINAL_GAP = 0.012
ENDS_IN_A_NUMBER, ORDINAL = re.compile(r"(?<!\d)\d{1,2}$"), re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
MIN_SHARED = 0.4
LOOSE_COLON = re.compile(r"[:：]\s*(?=[^\s:：])")
MIN_MARKS, MIN_SPREAD, MARK_RATIO, MAX_MARK_CHARS = 4, 0.3, 1.4, 12
"""A watermark stands at least so often, so far apart, in letters so much larger than the text."""


def put_together(lines: Sequence[Line]) -> list[Line]:
    """The lines of one page as a person reads them."""
    kept = [_without_loose_colon(line) for line in _without_watermarks(lines)]
    return list(_days(list(_labels(list(_ordinals(kept))))))


def _without_loose_colon(line: Line) -> Line:
    """The value of a column that begins with the colon of its label."""
    colon = LOOSE_COLON.match(line.text)
    if colon is None:
        return line
    first, *others = line.words or (Word(line.text, line.box, line.confidence),)
    rest = first.text.lstrip(":：")
    words = (replace(first, text=rest), *others) if rest else tuple(others)
    box = union(word.box for word in words) if words else line.box
    return replace(line, text=line.text[colon.end() :], words=words, box=box)


def _without_watermarks(lines: Sequence[Line]) -> list[Line]:
    """The lines without words that are strewn over the page in large letters, and without pieces of those words."""
    if not lines:
        return []
    usual = median(_height(line) for line in lines)
    often = Counter(line.text for line in lines if len(line.text) <= MAX_MARK_CHARS)
    marks = [
        text
        for text, times in often.items()
        if times >= MIN_MARKS and _is_strewn([line for line in lines if line.text == text], usual)
    ]
    return [line for line in lines if not any(line.text in mark for mark in marks)]


def _is_strewn(lines: Sequence[Line], usual: float) -> bool:
    lefts, tops = [line.box.left for line in lines], [line.box.top for line in lines]
    is_wide = min(max(lefts) - min(lefts), max(tops) - min(tops)) >= MIN_SPREAD
    return is_wide and median(_height(line) for line in lines) >= MARK_RATIO * usual


def _ordinals(lines: list[Line]) -> Iterator[Line]:
    """The lines, with raised ordinals behind their number: "Issue Date 27 | th Apr. 2019 Expiry Date 26 | th Apr. 2022"."""
    taken: set[int] = set()
    for place, line in enumerate(lines):
        if place in taken:
            continue
        chain = [place]
        while ENDS_IN_A_NUMBER.search(lines[chain[-1]].text):
            after = _next_on_row(lines, chain[-1], taken | set(chain), max_gap=MAX_ORDINAL_GAP)
            if after is None or not ORDINAL.match(lines[after].text):
                break
            chain.append(after)
        taken.update(chain)
        yield _joined([lines[one] for one in chain]) if len(chain) > 1 else line


def _labels(lines: list[Line]) -> Iterator[Line]:
    """The lines, each stretched label in one piece, with what OCR glued to its last character."""
    taken: set[int] = set()
    found: dict[int, Line] = {}
    for place, line in enumerate(lines):
        if place in taken or len(line.text) > 2:
            continue
        chain = _chain(lines, place, taken)
        if len(chain) > 1:
            taken.update(chain)
            found[place] = _joined([lines[one] for one in chain])
    for place, line in enumerate(lines):
        if place in found:
            yield found[place]
        elif place not in taken:
            yield _with_first_character(line, lines)


def _chain(lines: list[Line], place: int, taken: set[int]) -> list[int]:
    """The lines that make up one label, from the first on; only this line if they do not."""
    chain, text = [place], lines[place].text
    while any(label.startswith(text) and label != text for label in LETTER_SPACED):
        after = _next_on_row(lines, chain[-1], taken)
        if after is None:
            break
        piece = without_spaces(lines[after].text)
        labels = [label for label in LETTER_SPACED if label.startswith(text)]
        rests = [label[len(text) :] for label in labels]
        if any(rest.startswith(piece) for rest in rests):
            chain.append(after)
            text += piece
        elif any(piece.startswith(rest) for rest in rests):
            return [*chain, after]
        else:
            break
    return chain if text in LETTER_SPACED else [place]


def _next_on_row(lines: list[Line], place: int, taken: set[int], *, max_gap: float = MAX_GAP) -> int | None:
    """The nearest line to the right on the same height."""
    line = lines[place]
    near = [
        (other.box.left, number)
        for number, other in enumerate(lines)
        if number != place
        and number not in taken
        and line.box.left < other.box.left < line.box.right + max_gap
        and _shared(line.box, other.box) >= MIN_SHARED * min(_height(line), _height(other))
    ]
    return min(near)[1] if near else None


def _with_first_character(line: Line, lines: Sequence[Line]) -> Line:
    """The value behind 称, where OCR read the first characters of several labels, 名类住, as one line downwards."""
    first = FIRST_OF_TWO.get(line.text[:1])
    column = first and next(
        (
            other
            for other in lines
            if first in other.text
            and len(other.text) > 1
            and set(other.text) <= set(FIRST_OF_TWO.values())
            and other.box.right < line.box.left
            and _shared(line.box, other.box) > 0
        ),
        None,
    )
    if not first or not column:
        return line
    box = replace(column.box, top=line.box.top, bottom=line.box.bottom)
    return _joined([replace(line, text=first, box=box, words=(Word(first, box, column.confidence),)), line])


def _days(lines: list[Line]) -> Iterator[Line]:
    """The lines, with each day whose numbers stand apart in one piece."""
    pieces = [place for place, line in enumerate(lines) if DAY_PIECE.fullmatch(_without_gaps(line))]
    taken: set[int] = set()
    found: dict[int, Line] = {}
    for place in sorted(pieces, key=lambda one: lines[one].box.left):
        if place in taken or WHOLE_DAY.fullmatch(_without_gaps(lines[place])):
            continue
        chain = [place]
        while not WHOLE_DAY.fullmatch("".join(_without_gaps(lines[one]) for one in chain)):
            after = _next_on_row(lines, chain[-1], taken)
            if after is None or after not in pieces or after in chain:
                break
            chain.append(after)
        else:
            taken.update(chain)
            found[place] = _joined([lines[one] for one in chain])
    yield from (found.get(place, line) for place, line in enumerate(lines) if place in found or place not in taken)


def _without_gaps(line: Line) -> str:
    return without_spaces(normalise_keeping_length(line.text))


def _joined(lines: Sequence[Line]) -> Line:
    words = tuple(word for line in lines for word in line.words or (Word(line.text, line.box, line.confidence),))
    return replace(
        lines[0],
        text="".join(line.text for line in lines),
        box=union(line.box for line in lines),
        confidence=min(line.confidence for line in lines),
        words=words,
    )


def _height(line: Line) -> float:
    return line.box.bottom - line.box.top


def _shared(one: Box, other: Box) -> float:
    return min(one.bottom, other.bottom) - max(one.top, other.top)
