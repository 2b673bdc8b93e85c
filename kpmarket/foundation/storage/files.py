"""Private files: kept out of every public folder under names that nobody can guess, sent only by a view that checked who asks.

They are kept in a folder or in a bucket, as `STORAGE_URL` says. `store` and `store_bytes` write, `read` and `local_copy`
read, `remove` deletes, `download` and `show_image` answer a request.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TypeVar
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

from kpmarket.foundation.storage.folder import CHUNK_BYTES, PARTIAL, local_path

STORED_NAME = re.compile(r"[0-9a-f]{48}(\.[a-z]{3,4})?")
NAME_LENGTH = 150
FOLDER_LENGTH = 2
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


def store(upload: File[bytes]) -> StoredFile:
    """Keep what somebody uploaded, byte for byte; in full or not at all."""
    return _save(upload, "")


def store_bytes(content: bytes, suffix: str) -> StoredFile:
    """Keep a picture of ours; the suffix says which kind it is."""
    if suffix not in IMAGES:
        raise ValueError(f"Not a kind of picture that we make: {suffix!r}")
    return _save(ContentFile(content), suffix)


def read(name: str) -> bytes:
    """The content of a stored file. Raises FileNotFoundError when it is gone."""
    with _storage().open(storage_key(name)) as file:
        content: bytes = file.read()
    return content


@contextmanager
def local_copy(name: str) -> Iterator[Path]:
    """A path on this machine to read a stored file from, for the sandbox and the malware scanner.

    In a folder it is the file itself, never to be written to; from a bucket it is a copy that is deleted afterwards.
    Raises FileNotFoundError when a file of a bucket is gone; in a folder whoever opens the path does.
    """
    key = storage_key(name)
    path = local_path(_storage(), key)
    if path is None:
        with tempfile.TemporaryDirectory() as folder, _storage().open(key) as source:
            path = Path(folder) / name
            with path.open("xb") as target:
                shutil.copyfileobj(source, target, CHUNK_BYTES)
            yield path
    else:
        yield path


def exists(name: str) -> bool:
    return _storage().exists(storage_key(name))


def remove(name: str) -> None:
    """Delete a stored file; nothing happens when it is gone already."""
    _storage().delete(storage_key(name))


def stored_keys() -> Iterator[str]:
    """The storage keys of all private files, and of those whose writing was broken off. Files of others stay out."""
    try:
        folders, _files = _storage().listdir("")
    except FileNotFoundError:
        return
    for folder in folders:
        if len(folder) == FOLDER_LENGTH:
            names = _storage().listdir(folder)[1]
            yield from (f"{folder}/{name}" for name in names if STORED_NAME.fullmatch(name.removesuffix(PARTIAL)))


def storage_key(name: str) -> str:
    """Where a stored file is in its storage. A name that is not one of ours is refused with ValueError."""
    if not STORED_NAME.fullmatch(name):
        raise ValueError("Not the name of a stored file.")
    return f"{name[:FOLDER_LENGTH]}/{name}"


def download(name: str, *, as_name: str) -> HttpResponseBase:
    """Send an original to be saved, never to be opened in the page."""
    return _respond(name, "application/octet-stream", disposition("attachment", as_name))


def show_image(name: str) -> HttpResponseBase:
    """Show a picture that we rendered ourselves."""
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
    """A file name without folders, control characters or reversed writing, short enough for any system."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(character for character in last if unicodedata.category(character)[0] != "C").strip(" .")
    path = PurePath(visible or "file")
    suffix = path.suffix[:12]
    return f"{path.name.removesuffix(path.suffix)[: NAME_LENGTH - len(suffix)]}{suffix}"


def _storage() -> Storage:
    return storages["private"]


def _save(content: File[bytes], suffix: str) -> StoredFile:
    """Store under a new name. The content is read twice: a bucket may read it in parts, or again after a failure."""
    name = secrets.token_hex(24) + suffix
    digest, size = hashlib.sha256(), 0
    for chunk in content.chunks(CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
    _storage().save(storage_key(name), content)
    return StoredFile(name, size, digest.hexdigest())


def _respond(name: str, content_type: str, content_disposition: str) -> HttpResponseBase:
    """The file itself or, where a setting says that the proxy sends files, the instruction to send it."""
    key = storage_key(name)
    prefix = settings.X_ACCEL_PREFIX
    if prefix:
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        response.headers["X-Accel-Redirect"] = f"{prefix.rstrip('/')}/{key}"
        return _with_safe_headers(response, content_disposition)
    response = FileResponse(_storage().open(key), content_type=content_type)
    return _with_safe_headers(response, content_disposition)


def _with_safe_headers(response: Response, content_disposition: str) -> Response:
    for header, value in SAFE_HEADERS.items():
        response.headers[header] = value
    response.headers["Content-Disposition"] = content_disposition
    return response
