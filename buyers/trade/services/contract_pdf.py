"""A version of a contract as PDF/A, English and Chinese side by side, on every page number, digest and QR code of the order.

Once both sides have signed, the file is kept and sent byte for byte as it was made first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from buyers.trade.models import Contract, ContractFile, Side
from buyers.trade.services.contract_words import lines_in_words, sections_of
from buyers.trade.services.printing import LANGUAGES, typeset
from kpmarket.foundation.storage import files

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "contract.typ"


def contract_pdf(contract: Contract) -> bytes:
    """The file as it would be made now. The same contract and signatures give the same bytes."""
    address = f"{settings.SITE_URL}{contract.order.get_absolute_url()}"
    return typeset(TEMPLATE, _content(contract), address=address, at=_last_moment(contract))


def kept_pdf(contract: Contract, *, at: datetime) -> bytes:
    """The file of a version: kept from the first time on once both sides signed, made again each time before."""
    kept = ContractFile.objects.filter(contract=contract).first()
    if kept:
        return files.read(kept.stored_name)
    made = contract_pdf(contract)
    if not contract.is_signed:
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


def _content(contract: Contract) -> dict[str, Any]:
    words = {language: _words(contract, code) for language, code in LANGUAGES.items()}
    title, version, state = ({language: words[language].pop(name) for language in words} for name in SHARED)
    return {
        "title": title,
        "head": {
            "left": f"{contract.order.number} · {version['en']} / {version['zh']}",
            "right": f"{state['en']} / {state['zh']}",
        },
        "digest": contract.digest,
        **words,
    }


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
