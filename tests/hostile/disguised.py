"""Files in another format than their name says, and polyglots."""

from __future__ import annotations

import io
import zipfile
from functools import partial

from suppliers.documents.results import Code
from tests.hostile.case import CANARY, MENDED, READ, WRONG, Case
from tests.hostile.pdf_parts import sound
from tests.suppliers.documents import sample_files

ENDS_READ = frozenset({READ})
SCRIPT = b"<html><script>alert('" + CANARY + b"')</script></html>"
OTHERS = {
    "program": sample_files.EXECUTABLE,
    "elf": sample_files.ELF,
    "svg": sample_files.SVG,
    "html": sample_files.HTML,
    "gif": sample_files.GIF,
    "postscript": sample_files.EPS,
    "text": b"CE certificate " * 200,
    "shell": b"#!/bin/sh\nrm -rf /\n",
    "zip": b"PK\x03\x04" + bytes(200),
    "word-of-1997": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "rar": b"Rar!\x1a\x07\x01\x00" + bytes(200),
    "seven-zip": b"7z\xbc\xaf\x27\x1c" + bytes(200),
    "gzip": b"\x1f\x8b\x08" + bytes(200),
    "xml-with-entities": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]><a>&c;</a>",
    "mail": b"From: a@example.com\r\nContent-Type: multipart/mixed\r\n\r\n--x\r\n",
    "sqlite": b"SQLite format 3\x00" + bytes(200),
    "avif": b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf" + bytes(200),
    "film": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(200),
    "bmp": b"BM" + bytes(200),
    "icon": b"\x00\x00\x01\x00\x01\x00" + bytes(200),
    "photoshop": b"8BPS\x00\x01" + bytes(200),
    "jpeg-2000": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(200),
    "jpeg-xl": b"\x00\x00\x00\x0cJXL \r\n\x87\n" + bytes(200),
    "djvu": b"AT&TFORM\x00\x00\x00\x00DJVU" + bytes(200),
    "wave": b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(200),
    "big-tiff": b"II+\x00\x08\x00\x00\x00" + bytes(200),
    "zeroes": bytes(4096),
    "one-byte": b"%",
    "only-blanks": b" \n" * 500,
}


def archive() -> bytes:
    """A ZIP with a script; its date is fixed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as whole:
        whole.writestr(zipfile.ZipInfo("run-me.bat", (1980, 1, 1, 0, 0, 0)), CANARY)
    return out.getvalue()


def jpeg_with(extra: bytes) -> bytes:
    """A JPEG that holds another file in a comment."""
    whole = sample_files.picture()
    return whole[:2] + b"\xff\xfe" + (len(extra) + 2).to_bytes(2, "big") + extra + whole[2:]


def behind(first, second) -> bytes:
    return first() + second()


SECOND = {"archive": archive, "html": lambda: SCRIPT, "pdf": sound, "program": lambda: sample_files.EXECUTABLE + CANARY}
FIRST = {
    ".jpg": sample_files.picture,
    ".png": partial(sample_files.picture, "PNG"),
    ".webp": partial(sample_files.picture, "WEBP"),
    ".tif": partial(sample_files.tiff, 2),
    ".heic": sample_files.heic,
}


def _named_wrongly(name: str, content: bytes) -> Case:
    return Case(f"{name}-called-pdf.pdf", WRONG, partial(bytes, content))


CASES = (
    *(_named_wrongly(name, content) for name, content in OTHERS.items()),
    Case("empty.pdf", frozenset({Code.EMPTY}), bytes),
    Case("empty.jpg", frozenset({Code.EMPTY}), bytes, ".jpg"),
    Case("a-byte-too-long.pdf", frozenset({Code.TOO_LARGE}), lambda: sound() + bytes(20 * 1024 * 1024)),
    Case("long-tail.pdf", MENDED, lambda: sound() + b"\x00" * (18 * 1024 * 1024)),
    Case("long-tail.jpg", ENDS_READ, lambda: sample_files.picture() + CANARY * 100_000, ".jpg"),
    Case("picture-called-pdf.pdf", ENDS_READ, sample_files.picture),
    Case("pdf-called-picture.jpg", ENDS_READ, sound, ".jpg"),
    Case("tiff-called-png.png", ENDS_READ, partial(sample_files.tiff, 2), ".png"),
    Case("no-suffix", ENDS_READ, sound, ""),
    Case("two-suffixes.pdf.exe", ENDS_READ, sound, ".exe"),
    Case("html-then-pdf.pdf", WRONG, lambda: SCRIPT + sound()),
    Case("gif-then-pdf.pdf", WRONG, lambda: sample_files.GIF + sound()),
    Case("zip-then-pdf.pdf", WRONG, lambda: archive() + sound()),
    Case("program-then-pdf.pdf", WRONG, lambda: sample_files.EXECUTABLE + sound()),
    Case("blank-then-pdf.pdf", MENDED, lambda: b"\n" + sound()),
    Case("mark-of-order-then-pdf.pdf", MENDED, lambda: b"\xef\xbb\xbf" + sound()),
    Case("kilobyte-then-pdf.pdf", MENDED, lambda: bytes(1000) + sound()),
    Case("two-kilobytes-then-pdf.pdf", WRONG, lambda: bytes(2000) + sound()),
    Case("pdf-then-archive.pdf", MENDED, partial(behind, sound, archive)),
    Case("pdf-then-html.pdf", MENDED, lambda: sound() + SCRIPT),
    Case("pdf-then-pdf.pdf", MENDED, partial(behind, sound, sample_files.laughing_pdf)),
    Case("pdf-then-picture.pdf", MENDED, partial(behind, sound, sample_files.picture)),
    Case("html-in-a-remark.pdf", MENDED, lambda: sound().replace(b"\n", b"\n%" + SCRIPT + b"\n", 1)),
    *(
        Case(f"{suffix[1:]}-then-{name}{suffix}", ENDS_READ, partial(behind, first, second), suffix)
        for suffix, first in FIRST.items()
        for name, second in SECOND.items()
    ),
    Case("pdf-in-a-jpeg-remark.jpg", ENDS_READ, lambda: jpeg_with(sound()), ".jpg"),
    Case("html-in-a-jpeg-remark.jpg", ENDS_READ, lambda: jpeg_with(SCRIPT), ".jpg"),
    Case("archive-in-a-jpeg-remark.jpg", ENDS_READ, lambda: jpeg_with(archive()), ".jpg"),
)
