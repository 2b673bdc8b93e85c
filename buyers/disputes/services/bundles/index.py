"""The index of a bundle for people: the same list as PDF and as spreadsheet, with the SHA-256 of everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from buyers.trade.services.printing import in_both, typeset
from kpmarket.foundation.spreadsheets import Cell, make_spreadsheet

TEMPLATE = Path(__file__).resolve().parents[2] / "typst" / "bundle.typ"


@dataclass(frozen=True)
class Listed:
    """A file of the bundle, once its content was written."""

    path: str
    kind: str
    sha256: str
    size: int

    def as_data(self) -> dict[str, str | int]:
        """As the manifest lists it."""
        return {"path": self.path, "sha256": self.sha256, "size": self.size}


def index_pdf(title: str, listed: Sequence[Listed], digest: str, *, address: str, at: datetime) -> bytes:
    """Title, what the bundle is, and every file; the headings in both languages."""
    content = {
        "title": in_both(lambda: _("Evidence bundle of %(subject)s") % {"subject": title}),
        "head": {"left": title, "right": f"{at:%Y-%m-%d %H:%M %Z}"},
        "digest": digest,
        "sentences": [in_both(_explained), in_both(_left_out)],
        "headings": [in_both(lambda: _("File")), in_both(lambda: _("What it is")), in_both(lambda: _("Bytes"))],
        "rows": [[one.path, one.kind, f"{one.size:,}", one.sha256] for one in listed],
    }
    return typeset(TEMPLATE, content, address=address, at=at)


def index_workbook(listed: Sequence[Listed]) -> bytes:
    """One row per file."""
    return make_spreadsheet(_rows(listed), "xlsx")


def _rows(listed: Sequence[Listed]) -> Iterator[Sequence[Cell]]:
    yield (_("File"), _("What it is"), _("Bytes"), "SHA-256")
    for one in listed:
        yield (one.path, one.kind, one.size, one.sha256)


def _explained() -> str:
    return _(
        "Check it without this site: python3 verify.py, next to this index, compares every file with manifest.json. The site notes who made the bundle, when, and the SHA-256 of manifest.json."
    )


def _left_out() -> str:
    return _(
        "It holds what both sides read of the order, and pictures of pages instead of originals, whose digests are named. It holds no private note and no word between a client and counsel. It proves what stood here, not that it is true."
    )
