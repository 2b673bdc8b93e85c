"""A version of a contract as PDF/A, English and Chinese side by side, on every page number, digest and QR code of the order.

Made by typst from our own fonts alone: nothing is fetched, and no font of the machine is used. Once both sides have signed,
the file is kept and sent byte for byte as it was made first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.pdfbase.ttfonts import TTFontFile

from buyers.services.qr_codes import qr_svg
from buyers.trade.models import Contract, ContractFile, Side
from buyers.trade.services.contract_words import lines_in_words, sections_of
from kpmarket.foundation.storage import files

FOLDER = Path(__file__).resolve().parent.parent / "typst"
TEMPLATE, FONTS = FOLDER / "contract.typ", FOLDER / "fonts"
FONT_FILES = ("NotoSansSC-Regular-subset.ttf", "NotoSans-Regular-subset.ttf")
STANDARD: Literal["a-2b"] = "a-2b"
"""PDF/A-2b (ISO 19005-2): everything that it takes to read the file is in it."""
LANGUAGES = {"en": "en", "zh": "zh-hans"}


def contract_pdf(contract: Contract) -> bytes:
    """The file as it would be made now. The same contract and signatures give the same bytes."""
    address = f"{settings.SITE_URL}{contract.order.get_absolute_url()}"
    return typst.compile(
        TEMPLATE,
        root=FOLDER,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"contract": json.dumps(_content(contract, address), ensure_ascii=False), "qr": qr_svg(address)},
        pdf_standards=[STANDARD],
        timestamp=int(_last_moment(contract).timestamp()),
    )


def kept_pdf(contract: Contract, *, at: datetime) -> bytes:
    """The file of a version: kept from the first time on once both sides signed, made again each time before."""
    kept = ContractFile.objects.filter(contract=contract).first()
    if kept:
        return files.read(kept.stored_name)
    made = contract_pdf(contract)
    if len(contract.signatures.all()) < len(Side.values):
        return made
    stored = files.store(ContentFile(made))
    try:
        with transaction.atomic():
            ContractFile.objects.create(
                contract=contract, stored_name=stored.name, sha256=stored.sha256, size=stored.size, made_at=at
            )
    except IntegrityError:  # somebody asked at the same moment: theirs is the one that is kept
        files.remove(stored.name)
        return files.read(ContractFile.objects.get(contract=contract).stored_name)
    return made


def stored_names() -> Iterator[str]:
    """Names of the private files that contracts hold, for the sweep of files that no row names."""
    return ContractFile.objects.values_list("stored_name", flat=True).iterator()


def _content(contract: Contract, address: str) -> dict[str, Any]:
    order, moment = contract.order, _last_moment(contract).astimezone(UTC)
    words = {language: _words(contract, code) for language, code in LANGUAGES.items()}
    content = {
        "number": order.number,
        "author": "KP Medical Supplies",
        "digest": contract.digest,
        "address": address,
        "year": moment.year,
        "month": moment.month,
        "day": moment.day,
        **{name: {language: words[language].pop(name) for language in words} for name in SHARED},
        **words,
    }
    return _printable(content)


SHARED = ("title", "version_words", "state")
"""Words that stand in both languages on one line."""


def _words(contract: Contract, language: str) -> dict[str, Any]:
    with translation.override(language):
        signed = [
            (str(one.get_side_display()), f"{one.by} · {one.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
            for one in contract.signatures.all()
        ]
        is_signed = len(signed) == len(Side.values)
        signatures = {"title": _("Signatures"), "rows": signed, "sentences": []}
        return {
            "title": _("Contract of sale %(number)s") % {"number": contract.order.number},
            "version_words": _("version %(version)s") % {"version": contract.version},
            "state": _("signed by both sides") if is_signed else _("not signed by both sides yet"),
            "goods": _("Goods"),
            "headings": [_("Line"), _("Product"), _("Quantity"), _("Amount")],
            "lines": [asdict(one) for one in lines_in_words(contract.terms)],
            "sections": [*(asdict(one) for one in sections_of(contract.terms)), signatures],
        }


def _last_moment(contract: Contract) -> datetime:
    """The last signature, or the proposal where there is none."""
    return max((one.at for one in contract.signatures.all()), default=contract.proposed_at)


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
