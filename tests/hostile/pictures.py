"""Pictures that expand, claim false sizes, never end, or hold more than pixels."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from functools import partial

from PIL import Image

from suppliers.documents.results import Code
from tests.hostile.case import BOMB, BROKEN, CANARY, MENDED, READ, TAKEN, TOO_MANY_PAGES, TOO_MANY_PIXELS, WRONG, Case
from tests.hostile.pdf_parts import deflated
from tests.suppliers.documents import sample_files

ENDS_READ = frozenset({READ})
PNG = b"\x89PNG\r\n\x1a\n"
SIDE = 20_000
NO_SIZE = BROKEN | frozenset({Code.TOO_MANY_PIXELS})


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, *before: bytes, bits: int = 8, kind: int = 0, data: bytes = b"") -> bytes:
    """A PNG that claims this size; `before` are chunks ahead of the pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0))
    pixels = data or zlib.compress(bytes(min((width + 1) * height, 10_000)))
    return PNG + head + b"".join(before) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def compressed_note(name: bytes, megabytes: int) -> bytes:
    """A comment or colour profile that unpacks to far more than the picture."""
    return png(50, 50, chunk(name, b"a\x00\x00" + deflated(megabytes)))


def moving_png(frames: int) -> bytes:
    out = io.BytesIO()
    first, *rest = [Image.new("L", (20, 20), number % 256) for number in range(frames)]
    first.save(out, "PNG", save_all=True, append_images=rest, default_image=False)
    return out.getvalue()


def moving_webp(frames: int) -> bytes:
    out = io.BytesIO()
    first, *rest = [Image.new("RGB", (20, 20), (number % 256, number // 256, 0)) for number in range(frames)]
    first.save(out, "WEBP", save_all=True, append_images=rest, lossless=True)
    return out.getvalue()


def webp_said_to_be(width: int, height: int) -> bytes:
    """An extended WebP whose canvas is this large, with a small picture in it."""
    small = sample_files.picture("WEBP")[12:]
    canvas = (
        b"VP8X"
        + struct.pack("<I", 10)
        + bytes(4)
        + (width - 1).to_bytes(3, "little")
        + (height - 1).to_bytes(3, "little")
    )
    return b"RIFF" + struct.pack("<I", 4 + len(canvas) + len(small)) + b"WEBP" + canvas + small


def tiff(
    rows: Sequence[tuple[int, int, int, int]], data: bytes = b"", *, following: int = 0, order: str = "<"
) -> bytes:
    """One directory of these entries (tag, type, count, value); `data` follows it."""
    byte_order = b"II" if order == "<" else b"MM"
    head = byte_order + struct.pack(order + "HI", 42, 8)
    entries = b"".join(struct.pack(order + "HHII", *row) for row in rows)
    return head + struct.pack(order + "H", len(rows)) + entries + struct.pack(order + "I", following) + data


def plain_tiff(width: int, height: int, compression: int, data: bytes, bits: int = 8) -> bytes:
    """One strip that claims to hold the whole picture."""
    rows = ((256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, bits), (259, 3, 1, compression), (262, 3, 1, 1),
            (273, 4, 1, 134), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, len(data)), (284, 3, 1, 1))  # fmt: skip
    return tiff(rows, data)


def tiff_in_a_ring() -> bytes:
    rows = ((256, 4, 1, 1), (257, 4, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8),
            (277, 3, 1, 1), (278, 4, 1, 1), (279, 4, 1, 1))  # fmt: skip
    return tiff(rows, following=8)


def tiff_tiled(side: int) -> bytes:
    rows = ((256, 4, 1, 100), (257, 4, 1, 100), (258, 3, 1, 8), (259, 3, 1, 8), (262, 3, 1, 1), (277, 3, 1, 1),
            (322, 4, 1, side), (323, 4, 1, side), (324, 4, 1, 122), (325, 4, 1, 500))  # fmt: skip
    return tiff(rows, zlib.compress(bytes(1000)))


def many_tiffs(pages: int, side: int = 2, compression: int = 1, data: bytes = bytes(4)) -> bytes:
    """So many pages that share the same pixels."""
    out = bytearray(b"II" + struct.pack("<HI", 42, 8 + len(data)) + data)
    for number in range(pages):
        rows = ((256, 4, 1, side), (257, 4, 1, side), (258, 3, 1, 8), (259, 3, 1, compression), (262, 3, 1, 1),
                (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, side), (279, 4, 1, len(data)))  # fmt: skip
        entries = b"".join(struct.pack("<HHII", *row) for row in rows)
        last = number == pages - 1
        out += struct.pack("<H", len(rows)) + entries + struct.pack("<I", 0 if last else len(out) + 6 + len(entries))
    return bytes(out)


def with_exif(content: bytes) -> bytes:
    whole = sample_files.picture()
    part = b"Exif\x00\x00" + content
    return whole[:2] + b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part + whole[2:]


def with_orientation(orientation: int) -> bytes:
    return with_exif(tiff(((0x0112, 3, 1, orientation), (0x010F, 2, len(CANARY), 38)), CANARY))


def jpeg_sized(width: int, height: int) -> bytes:
    whole = sample_files.picture()
    at = whole.index(b"\xff\xc0") + 5
    return whole[:at] + struct.pack(">HH", height, width) + whole[at + 4 :]


def many_passes(times: int) -> bytes:
    """A progressive JPEG that repeats the same scans."""
    whole = sample_files.picture(size=(3000, 3000), progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * times + whole[-2:]


def with_profile(profile: bytes) -> bytes:
    return sample_files.picture(icc_profile=profile)


def heic_sized(side: int) -> bytes:
    whole = sample_files.heic()
    at = whole.index(b"ispe") + 8
    return whole[:at] + struct.pack(">II", side, side) + whole[at + 8 :]


def heic_boxes(depth: int) -> bytes:
    box = b""
    for _ in range(depth):
        box = struct.pack(">I", len(box) + 8) + b"moov" + box
    return sample_files.heic()[:24] + box


CASES = (
    *(Case(f"png-{width}-by-{height}.png", ends, partial(png, width, height), ".png") for width, height, ends in (
        (2**31 - 1, 2**31 - 1, NO_SIZE), (0, 0, BROKEN), (1, 2**31 - 1, NO_SIZE), (60_000_000, 1, NO_SIZE), (9000, 9000, NO_SIZE))),
    Case("png-of-400-million-dots.png", TOO_MANY_PIXELS, sample_files.huge_png, ".png"),
    Case("png-full-of-dots.png", ENDS_READ, partial(sample_files.huge_png, 7000), ".png"),
    Case("png-with-more-than-it-says.png", MENDED, partial(png, 50, 50, data=deflated(1500)), ".png"),
    *(Case(f"png-{name.decode()}-bomb.png", MENDED, partial(compressed_note, name, 1500), ".png")
      for name in (b"zTXt", b"iCCP", b"iTXt")),
    Case("png-indexed-without-table.png", MENDED, partial(png, 50, 50, kind=3), ".png"),
    Case("png-of-no-kind.png", BROKEN, partial(png, 50, 50, kind=77), ".png"),
    Case("png-wrong-sum.png", MENDED, lambda: png(50, 50)[:-20] + bytes(20), ".png"),
    Case("png-hundred-thousand-chunks.png", BOMB, partial(png, 50, 50, chunk(b"tEXt", b"a\x00" + CANARY) * 100_000), ".png"),
    Case("png-chunk-beyond-the-end.png", BROKEN, lambda: PNG + struct.pack(">I", 2**31 - 1) + b"IHDR" + bytes(50), ".png"),
    *(Case(f"moving-{frames}.png", ENDS_READ, partial(moving_png, frames), ".png") for frames in (5, 1000)),
    *(Case(f"moving-{frames}.webp", ENDS_READ, partial(moving_webp, frames), ".webp") for frames in (5, 1000)),
    *(Case(f"canvas-{width}-by-{height}.webp", NO_SIZE | TAKEN, partial(webp_said_to_be, width, height), ".webp")
      for width, height in ((16_383, 16_383), (2**24, 2**24), (2**24, 1))),
    *(Case(f"tiff-{compression}-{side}.tif", MENDED | TOO_MANY_PIXELS, partial(plain_tiff, side, side, compression, data), ".tif")
      for compression, side, data in (
        (1, SIDE, bytes(100)), (8, SIDE, zlib.compress(bytes(1000))), (1, 2**32 - 1, bytes(9)), (8, 7000, deflated(400)),
        (5, 7000, b"\x80\x00\x20" * 1000), (32773, 7000, b"\x81\x00" * 300_000), (2, 7000, b"\xff" * 1000), (3, 7000, b"\xff" * 1000),
        (4, 7000, b"\xff" * 1000), (7, 7000, sample_files.picture()), (6, 7000, sample_files.picture()), (34712, 7000, bytes(99)),
        (50000, 7000, bytes(99)), (34925, 7000, bytes(99)), (65535, 500, bytes(99)), (1, 0, b""))),
    Case("tiff-of-64-bits.tif", MENDED, partial(plain_tiff, 500, 500, 1, bytes(100), 64), ".tif"),
    Case("tiff-in-a-ring.tif", MENDED | TOO_MANY_PAGES, tiff_in_a_ring, ".tif"),
    *(Case(f"tiff-tiles-of-{side}.tif", MENDED, partial(tiff_tiled, side), ".tif") for side in (0, 16, 2**31 - 1)),
    *(Case(f"tiff-pages-{pages}.tif", ends, partial(many_tiffs, pages), ".tif")
      for pages, ends in ((100, ENDS_READ), (101, TOO_MANY_PAGES), (60_000, TOO_MANY_PAGES))),
    Case("tiff-large-pages.tif", BOMB, lambda: many_tiffs(90, 7000, 8, deflated(47)), ".tif"),
    Case("tiff-entries-without-data.tif", BROKEN, lambda: tiff([(256, 4, 2**30, 2**31)] * 500), ".tif"),
    Case("tiff-of-other-order.tif", MENDED, lambda: tiff([(256, 4, 1, 9)] * 9, order=">"), ".tif"),
    Case("tiff-directory-beyond.tif", BROKEN, lambda: b"II*\x00\xff\xff\xff\xff" + bytes(99), ".tif"),
    *(Case(f"exif-rotated-{value}.jpg", ENDS_READ, partial(with_orientation, value), ".jpg")
      for value in (0, 2, 5, 8, 9, 60_000)),
    Case("exif-place.jpg", ENDS_READ, sample_files.photograph, ".jpg"),
    Case("exif-in-a-ring.jpg", ENDS_READ, lambda: with_exif(tiff([(0x8769, 4, 1, 8), (0x8825, 4, 1, 8)], following=8)), ".jpg"),
    Case("exif-too-many.jpg", ENDS_READ, lambda: with_exif(tiff([(0x010E, 2, 2**31, 8)] * 5000)), ".jpg"),
    Case("exif-cut.jpg", ENDS_READ, lambda: with_exif(b"II*\x00"), ".jpg"),
    Case("exif-of-nonsense.jpg", ENDS_READ, lambda: with_exif(CANARY * 100), ".jpg"),
    *(Case(f"jpeg-{width}-by-{height}.jpg", MENDED | TOO_MANY_PIXELS, partial(jpeg_sized, width, height), ".jpg")
      for width, height in ((65_535, 65_535), (0, 0), (65_535, 1), (7000, 7000))),
    *(Case(f"jpeg-{times}-passes.jpg", BOMB, partial(many_passes, times), ".jpg") for times in (10, 2000)),
    Case("jpeg-remarks.jpg", MENDED, lambda: sample_files.picture()[:2] + b"\xff\xfe\x00\x02" * 500_000 + sample_files.picture()[2:], ".jpg"),
    Case("jpeg-fill.jpg", BOMB, lambda: sample_files.picture()[:2] + b"\xff" * 5_000_000 + sample_files.picture()[2:], ".jpg"),
    Case("profile-of-nonsense.jpg", ENDS_READ, partial(with_profile, CANARY * 50), ".jpg"),
    Case("profile-huge-count.jpg", ENDS_READ, partial(
        with_profile, bytes(36) + b"acsp" + bytes(88) + struct.pack(">I", 2**31) + bytes(500)), ".jpg"),
    *(Case(f"heic-{side}.heic", MENDED | TOO_MANY_PIXELS, partial(heic_sized, side), ".heic") for side in (0, 30_000, 2**31 - 1)),
    *(Case(f"heic-boxes-{depth}.heic", BROKEN, partial(heic_boxes, depth), ".heic") for depth in (10, 20_000)),
    Case("heic-without-picture.heic", BROKEN, lambda: sample_files.heic()[:24] + bytes(2000), ".heic"),
    Case("animated.gif", WRONG, partial(sample_files.picture, "GIF"), ".gif"),
)  # fmt: skip
