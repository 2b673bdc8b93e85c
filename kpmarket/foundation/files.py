"""Private files: kept outside every public folder under names that nobody can guess, and sent only by a view that asked who.

`store` and `store_bytes` write, `path_of` finds, `remove` forgets, `download` and `show_image` answer a request.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TypeVar
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import File
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

STORED_NAME = re.compile(r"[0-9a-f]{48}(\.[a-z]{3,4})?")
PARTIAL = ".part"
CHUNK = 1024 * 1024
NAME_LENGTH = 150
IMAGES = {".webp": "image/webp", ".jpg": "image/jpeg"}
SAFE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}

Response = TypeVar("Response", bound=HttpResponseBase)


@dataclass(frozen=True)
class StoredFile:
    """One file in private storage; the name is what a row keeps."""

    name: str
    size: int
    sha256: str


def store(upload: File) -> StoredFile:
    """Keep what somebody uploaded, byte for byte, in pieces; whole or not at all."""
    return _write(upload.chunks(CHUNK), "")


def store_bytes(content: bytes, suffix: str) -> StoredFile:
    """Keep a picture of ours; the suffix says which kind it is."""
    if suffix not in IMAGES:
        raise ValueError(f"Not a kind of picture that we make: {suffix!r}")
    return _write([content], suffix)


def path_of(name: str) -> Path:
    """Where a stored file lies. A name that is not one of ours is never looked for."""
    if not STORED_NAME.fullmatch(name):
        raise ValueError("Not the name of a stored file.")
    return Path(settings.PRIVATE_ROOT) / name[:2] / name


def remove(name: str) -> None:
    """Delete a stored file; nothing happens when it is gone already."""
    path_of(name).unlink(missing_ok=True)


def download(name: str, *, as_name: str) -> HttpResponseBase:
    """Send an original to be saved, never to be opened in the page."""
    return _respond(name, "application/octet-stream", disposition("attachment", as_name))


def show_image(name: str) -> HttpResponseBase:
    """Show a picture that we drew ourselves."""
    suffix = PurePath(name).suffix
    if suffix not in IMAGES:
        raise ValueError("Only pictures of our own are shown.")
    return _respond(name, IMAGES[suffix], disposition("inline", f"page{suffix}"))


def show_bytes(content: bytes, suffix: str) -> HttpResponse:
    """Show a picture of ours that is not kept, such as a page stamped for one buyer."""
    response = HttpResponse(content, content_type=IMAGES[suffix])
    return _with_safe_headers(response, disposition("inline", f"page{suffix}"))


def disposition(kind: str, name: str) -> str:
    """The Content-Disposition header of RFC 6266: a plain name for old browsers, and the true one for the others."""
    clean = safe_name(name)
    suffix = PurePath(clean).suffix if PurePath(clean).suffix.isascii() else ""
    stem = unicodedata.normalize("NFKD", PurePath(clean).stem).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^\w. ()-]", "_", f"{stem.strip(' ._-()') or 'file'}{suffix}")
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"


def safe_name(name: str) -> str:
    """A file name without folders, control signs or reversed writing, short enough for any system."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip(" .")
    path = PurePath(shown or "file")
    suffix = path.suffix[:12]
    return f"{path.name.removesuffix(path.suffix)[: NAME_LENGTH - len(suffix)]}{suffix}"


def _write(chunks: Iterable[bytes], suffix: str) -> StoredFile:
    """Write beside the final place, then rename: a reader sees the whole file or none."""
    name = secrets.token_hex(24) + suffix
    path = path_of(name)
    path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    partial = path.with_name(f"{name}{PARTIAL}")
    digest, size = hashlib.sha256(), 0
    try:
        partial.touch(mode=0o600, exist_ok=False)
        with partial.open("wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return StoredFile(name, size, digest.hexdigest())


def _respond(name: str, content_type: str, content_disposition: str) -> HttpResponseBase:
    """The file itself, or, behind a server that is told so by a setting, the order to send it."""
    path = path_of(name)
    prefix = getattr(settings, "X_ACCEL_PREFIX", "")
    if prefix:
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        response.headers["X-Accel-Redirect"] = f"{prefix.rstrip('/')}/{name[:2]}/{name}"
        return _with_safe_headers(response, content_disposition)
    response = FileResponse(path.open("rb"), content_type=content_type)
    return _with_safe_headers(response, content_disposition)


def _with_safe_headers(response: Response, content_disposition: str) -> Response:
    for header, value in SAFE_HEADERS.items():
        response.headers[header] = value
    response.headers["Content-Disposition"] = content_disposition
    return response
