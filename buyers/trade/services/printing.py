"""Documents as PDF/A made by typst from our own fonts alone: nothing is fetched, and no font of the machine is used."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypedDict

import typst
from django.utils import translation
from reportlab.pdfbase.ttfonts import TTFontFile

from buyers.services.qr_codes import qr_svg

ROOT = Path(__file__).resolve().parents[2]
"""Templates of every package of buyers lie below it; what they share is in ``trade/typst/sheet.typ``."""
FONTS = ROOT / "trade" / "typst" / "fonts"
FONT_FILES = ("NotoSansSC-Regular-subset.ttf", "NotoSans-Regular-subset.ttf")
STANDARD: Literal["a-2b"] = "a-2b"
"""PDF/A-2b (ISO 19005-2): everything that it takes to read the file is in it."""
LANGUAGES = {"en": "en", "zh": "zh-hans"}


class Both(TypedDict):
    """The same words in English and Chinese."""

    en: str
    zh: str


def in_both(words: Callable[[], object]) -> Both:
    """What ``words`` returns in each of the two languages."""
    found = {}
    for language, code in LANGUAGES.items():
        with translation.override(code):
            found[language] = str(words())
    return Both(en=found["en"], zh=found["zh"])


def typeset(template: Path, content: Mapping[str, Any], *, address: str, at: datetime) -> bytes:
    """The file. The same content, address and moment give the same bytes.

    ``content`` is JSON with at least ``title`` in both languages, ``head`` (left, right: what stands on top of each page)
    and ``digest``; ``address`` is printed on each page, in letters and as a QR code.
    """
    moment = at.astimezone(UTC)
    whole = {
        **content,
        "author": "KP Medical Supplies",
        "address": address,
        "year": moment.year,
        "month": moment.month,
        "day": moment.day,
    }
    return typst.compile(
        template,
        root=ROOT,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"content": json.dumps(_printable(whole), ensure_ascii=False), "qr": qr_svg(address)},
        pdf_standards=[STANDARD],
        timestamp=int(moment.timestamp()),
    )


def _printable(value: Any) -> Any:
    """The same with each character that our fonts lack as its code point, so that nothing is lost without notice."""
    if isinstance(value, str):
        return "".join(one if one in "\n" or ord(one) in _covered() else f"[U+{ord(one):04X}]" for one in value)
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list | tuple) else value


@cache
def _covered() -> frozenset[int]:
    """The characters that our fonts can write."""
    return frozenset(char for name in FONT_FILES for char in TTFontFile(str(FONTS / name)).charToGlyph)
