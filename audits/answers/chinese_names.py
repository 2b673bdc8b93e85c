"""Chinese names of standards, issuers, registers and sources, and of bodies as documents print them: chinese_names.yaml."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audits.law.yaml_reading import read_text, read_yaml
from kpmarket.foundation.text.search import CHINESE

FILE = "chinese_names.yaml"
TITLES = ("standards", "issuers", "registers", "sources", "orders", "notes", "deadlines")
"""Parts of the file that give each English name of the rulebook its Chinese one; ``bodies`` gives spellings of each name."""


@dataclass(frozen=True)
class ChineseNames:
    """``titles``: Chinese by the English of the rulebook. ``bodies``: Chinese and usual English name by any spelling."""

    titles: Mapping[str, str]
    bodies: Mapping[str, tuple[str, str]]


@cache
def chinese_names() -> ChineseNames:
    """All names, read once."""
    read = read_yaml(read_text(Path(__file__).with_name(FILE), FILE), FILE)
    titles = {english: chinese for part in TITLES for english, chinese in read[part].items()}
    bodies = {
        compact_name(one): (chinese, spellings[0])
        for chinese, spellings in read["bodies"].items()
        for one in (chinese, *spellings)
    }
    return ChineseNames(titles, bodies)


def compact_name(name: str) -> str:
    """A name as it is compared: its letters and digits, without case and width."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


def name_for_reader(english: str) -> str:
    """The Chinese name for who reads Chinese, where we have one; else the name as it is."""
    return chinese_names().titles.get(english, english) if _reads_chinese() else english


def body_for_reader(english: str) -> str:
    """A body's name; before it its Chinese name for who reads Chinese, where it uses one."""
    chinese = chinese_names().bodies.get(compact_name(english), ("", ""))[0] if _reads_chinese() else ""
    return f"{chinese} · {english}" if chinese else english


def name_and_original(printed: str, *, own: tuple[str, str] = ("", "")) -> str:
    """An issuer as its document prints it. Where we know its name in the reader's language, that name with the printed one
    in brackets. ``own``: Chinese and English name of the company whose document it is."""
    if not printed.strip() or bool(CHINESE.search(printed)) == _reads_chinese():
        return printed
    compact = compact_name(printed)
    is_own = all(own) and compact in map(compact_name, own)
    known = own if is_own else chinese_names().bodies.get(compact)
    if known is None:
        return printed
    name = known[0] if _reads_chinese() else known[1]
    return _("%(name)s (on the document: %(printed)s)") % {"name": name, "printed": printed}


def written_in(text: str) -> str:
    """The language of a name or title for a page's markup: Chinese where it has Chinese characters, else English."""
    return "zh-Hans" if CHINESE.search(text) else "en"


def _reads_chinese() -> bool:
    return (get_language() or "").startswith("zh")
