"""The fonts of the specimens: registered once, and chosen by what each can write."""

from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
REGULAR, BOLD, KOREAN = "KP", "KP-Bold", "KP-Korean"
FILES = {
    REGULAR: "NotoSansSC-Regular-subset.ttf",
    BOLD: "NotoSansSC-Bold-subset.ttf",
    KOREAN: "NotoSansKR-Regular-subset.ttf",
}


@cache
def register() -> dict[str, frozenset[int]]:
    """Make the fonts known to reportlab, streams binary; the characters that each font can write, by its name.

    A font's table of widths is written into every document: each of its numbers is formatted once.
    """
    rl_config.useA85 = 0
    pdfdoc.fp_str = lru_cache(maxsize=4096)(pdfdoc.fp_str)
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / file)))
    return {name: frozenset(pdfmetrics.getFont(name).face.charToGlyph) for name in FILES}


def font_for(char: str, bold: bool) -> str:
    """The font that writes this character; the regular one also for what none can write."""
    known = register()
    for name in (BOLD, KOREAN) if bold else (REGULAR, KOREAN):
        if ord(char) in known[name]:
            return name
    return REGULAR


@lru_cache(maxsize=20_000)
def runs(text: str, bold: bool) -> list[tuple[str, str]]:
    """The text in pieces of one font each: font, piece."""
    known = register()[BOLD if bold else REGULAR]
    if known.issuperset(map(ord, text)):
        return [(BOLD if bold else REGULAR, text)]
    return [(name, "".join(chars)) for name, chars in groupby(text, lambda char: font_for(char, bold))]


@lru_cache(maxsize=20_000)
def width_of(text: str, size: float, bold: bool = False) -> float:
    return sum(pdfmetrics.stringWidth(piece, name, size) for name, piece in runs(text, bold))
