"""Pages of documents that a supplier shares, stamped for the eyes of one buyer."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from datetime import date
from pathlib import Path

from django.conf import settings

from kpmarket.foundation.storage import files
from suppliers.documents import render
from suppliers.documents.protocol import Limits
from suppliers.documents.results import Refused
from suppliers.models import CertificatePage

SIDE = 1200
"""Longest side of a preview in pixels: good to read, of little use for a forger."""
SMALL_SIDE = 420
"""Longest side where many stand in a list."""
NAME_LENGTH = 40


class CannotStamp(Exception):
    """The page could not be rendered with its watermark; nothing is shown without one."""


def stamped(page: CertificatePage, reader: str, *, on: date, side: int = SIDE) -> bytes:
    """The page with reader and day across it. PageImages in the sandbox once per day, reader and size, then cached."""
    text = f"KP Medical Supplies - preview - {reader} - {on:%Y-%m-%d}"
    kept = _kept(page, text, on, side)
    if not kept.exists():
        _keep(kept, _draw(page, text, side))
    return kept.read_bytes()


def name_reader(account: int | None, organisation: str) -> str:
    """Who looks, in letters that a watermark can hold: the number of the account, then the organisation as stated.

    The number stands first: whoever looks types the organisation, and could write a rival's name or number there.
    """
    if account is None:
        return "visitor"
    name = render.latin_only(organisation)[:NAME_LENGTH].strip()
    return f"account {account} - {name}" if name else f"account {account}"


def _draw(page: CertificatePage, text: str, side: int) -> bytes:
    limits = Limits(seconds=settings.SANDBOX_SECONDS)
    try:
        with files.local_copy(page.stored_name) as path:
            stamped_page = render.stamp(path, text, side=side, limits=limits)
    except FileNotFoundError as error:
        raise CannotStamp(page.pk) from error
    if isinstance(stamped_page, Refused):
        raise CannotStamp(page.pk, stamped_page.code)
    return stamped_page.data


def _kept(page: CertificatePage, text: str, on: date, side: int) -> Path:
    """One folder a day, so that a day's previews are thrown away together."""
    name = hashlib.sha256(f"{page.sha256} {side} {text}".encode()).hexdigest()
    return _folder() / on.isoformat() / name


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all. With the first preview of a day, those of other days go."""
    is_new_day = not path.parent.exists()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    partial.write_bytes(content)
    partial.rename(path)
    if is_new_day:
        for other in _folder().iterdir():
            if other != path.parent:
                shutil.rmtree(other, ignore_errors=True)


def _folder() -> Path:
    return Path(settings.PRIVATE_ROOT) / "previews"
