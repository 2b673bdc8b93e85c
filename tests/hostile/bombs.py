"""Small files that unpack to more than a server's memory, one for each compression of PDF and of images."""

from __future__ import annotations

import base64
import struct
import zlib
from functools import partial

from tests.hostile.case import BOMB, BROKEN, MENDED, TAKEN, Case
from tests.hostile.pdf_parts import MARKS, MIB, deflated, drawing, hand_written_pdf, showing_picture, stream
from tests.suppliers.documents import sample_files
from tests.suppliers.documents.sample_files import page_showing

HUGE = 60_000
GREY = b"/ColorSpace /DeviceGray /BitsPerComponent 8"


def packed_content(filters: bytes, content: bytes) -> bytes:
    """A page whose content stream has these filters."""
    return page_showing(stream(content, b"/Filter " + filters))


def flate(megabytes: int, times: int) -> bytes:
    return packed_content(b"[" + b"/FlateDecode " * times + b"]", deflated(megabytes, times))


def lzw(clears: int) -> bytes:
    """Codes that each expand to a longer run of the same byte."""
    out, held, bits = bytearray(), 0, 0

    def put(code: int, width: int) -> None:
        nonlocal held, bits
        held, bits = (held << width) | code, bits + width
        while bits >= 8:
            bits -= 8
            out.append((held >> bits) & 255)
        held &= (1 << bits) - 1

    for _ in range(clears):
        put(256, 9)
        put(32, 9)
        for code in range(258, 4094):
            put(code, 9 if code < 511 else 10 if code < 1023 else 11 if code < 2047 else 12)
    put(257, 12)
    return packed_content(b"/LZWDecode", bytes(out) + b"\x00")


def run_length(megabytes: int) -> bytes:
    return packed_content(b"/RunLengthDecode", b"\x81 " * (megabytes * MIB // 128) + b"\x80")


def ascii_85(rows: int) -> bytes:
    """`z` encodes four zero bytes."""
    return packed_content(b"/ASCII85Decode", b"z" * rows + b"~>")


def ascii_chain(times: int) -> bytes:
    content = MARKS
    for _ in range(times):
        content = base64.a85encode(content) + b"~>"
    return packed_content(b"[" + b"/ASCII85Decode " * times + b"]", content)


def chain(name: bytes, times: int) -> bytes:
    """Very many filters on a small stream."""
    return packed_content(b"[" + name * times + b"]", MARKS)


def raw_picture(width: int, height: int, entries: bytes = GREY) -> bytes:
    """A picture that claims this size and has almost no data."""
    size = b"/Width %d /Height %d %s /Filter /FlateDecode" % (width, height, entries)
    return showing_picture(size, zlib.compress(bytes(1000)))


def jbig2(width: int, height: int) -> bytes:
    """One page segment and one generic region of this size, in the form that PDFs embed."""
    info = struct.pack(">IBBI", 0, 48, 1, 19) + struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", width, height, 0, 0, 0, 0) + bytes((3, 255, 253, 255, 2, 254, 254, 254)) + bytes(64)
    segment = struct.pack(">IBBI", 1, 38, 1, len(region)) + region
    size = b"/Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode" % (width, height)
    return showing_picture(size, info + segment)


def jpeg_2000(width: int, height: int, tile: int, components: int = 1) -> bytes:
    """The head of a code stream of this size, with one empty tile."""
    size = (
        struct.pack(">HIIIIIIIIH", 0, width, height, 0, 0, tile, tile, 0, 0, components) + b"\x07\x01\x01" * components
    )
    coding = struct.pack(">BBHBBBBBB", 0, 0, 1, 0, 5, 4, 4, 0, 1)
    marks = ((0xFF51, size), (0xFF52, coding), (0xFF5C, b"\x40" + b"\x48" * 16))
    head = b"\xff\x4f" + b"".join(struct.pack(">HH", mark, len(part) + 2) + part for mark, part in marks)
    tile_part = struct.pack(">HHHIBB", 0xFF90, 10, 0, 0, 0, 1) + b"\xff\x93" + bytes(64)
    return showing_picture(b"/Width %d /Height %d /Filter /JPXDecode" % (width, height), head + tile_part + b"\xff\xd9")


def jpeg_said_to_be(width: int, height: int) -> bytes:
    """A JPEG whose frame header claims another size."""
    whole = sample_files.picture()
    at = whole.index(b"\xff\xc0") + 5
    return whole[:at] + struct.pack(">HH", height, width) + whole[at + 4 :]


def fax(columns: int, rows: int) -> bytes:
    said = b"/DecodeParms << /K -1 /Columns %d /Rows %d >>" % (columns, rows)
    size = b"/Width %d /Height %d /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode " % (
        columns,
        rows,
    )
    return showing_picture(size + said, b"\xff" * 1000)


def predictor(columns: int, colours: int = 1, kind: int = 15) -> bytes:
    said = b"<< /Predictor %d /Columns %d /Colors %d /BitsPerComponent 8 >>" % (kind, columns, colours)
    return page_showing(stream(zlib.compress(bytes(5000)), b"/Filter /FlateDecode /DecodeParms " + said))


def object_stream(megabytes: int) -> bytes:
    """Objects packed in a stream that is a bomb; the catalogue's list of pages is said to be within."""
    entries = b"/Type /ObjStm /N 100000 /First 10 /Filter /FlateDecode"
    return hand_written_pdf(b"<< /Type /Catalog /Pages 9 0 R >>", stream(deflated(megabytes), entries))


def reference_stream(megabytes: int) -> bytes:
    """A cross-reference stream that unpacks to more than the file has."""
    entries = b"/Type /XRef /W [1 4 2] /Size 100000000 /Root 1 0 R /Filter /FlateDecode"
    table = b"7 0 obj\n" + stream(deflated(megabytes), entries) + b"\nendobj\n"
    body = hand_written_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


def font(megabytes: int) -> bytes:
    """Text in a font whose font program is a bomb."""
    return drawing(
        b"BT /F 20 Tf 50 700 Td (SPECIMEN) Tj ET",
        b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FirstChar 0 /LastChar 1 /Widths [500 500] /FontDescriptor 6 0 R >>",
        b"<< /Type /FontDescriptor /FontName /A /Flags 32 /FontFile2 7 0 R >>",
        stream(deflated(megabytes), b"/Filter /FlateDecode"),
        resources=b"/Font << /F 5 0 R >>",
    )


def to_unicode(megabytes: int) -> bytes:
    return drawing(
        b"BT /F 20 Tf 50 700 Td (SPECIMEN) Tj ET",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        stream(deflated(megabytes), b"/Filter /FlateDecode"),
        resources=b"/Font << /F 5 0 R >>",
    )


def tiles(step: bytes) -> bytes:
    """A pattern with a tiny step, repeated extremely often."""
    tile = stream(
        b"0 0 .5 .5 re f",
        b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep %s /YStep %s /Resources << >>"
        % (step, step),
    )
    return drawing(b"/Pattern cs /P scn 0 0 595 842 re f", tile, resources=b"/Pattern << /P 5 0 R >>")


def sampled_function(size: int) -> bytes:
    """A shading whose function claims an enormous number of samples."""
    function = stream(
        bytes(100),
        b"/FunctionType 0 /Domain [0 1 0 1 0 1] /Range [0 1 0 1 0 1] /Size [%d %d %d] /BitsPerSample 8"
        % (size, size, size),
    )
    shading = b"<< /ShadingType 1 /ColorSpace /DeviceRGB /Function 6 0 R >>"
    return drawing(b"/S sh", shading, function, resources=b"/Shading << /S 5 0 R >>")


def metadata(megabytes: int) -> bytes:
    about = stream(deflated(megabytes), b"/Type /Metadata /Subtype /XML /Filter /FlateDecode")
    return hand_written_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        stream(MARKS),
        about,
    )


def laughing_metadata(depth: int) -> bytes:
    """XML whose entities each expand to ten of the one before."""
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (one, b"&l%d;" % (one - 1) * 10) for one in range(1, depth))
    xml = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">%s]><x:xmpmeta xmlns:x="adobe:ns:meta/">&l%d;</x:xmpmeta>'
    )
    about = stream(xml % (laughs, depth - 1), b"/Type /Metadata /Subtype /XML")
    return hand_written_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        stream(MARKS),
        about,
    )


CASES = (
    *(Case(f"flate-{size}-mb-{times}-times.pdf", BOMB, partial(flate, size, times)) for size, times in
      ((50, 1), (400, 1), (1500, 2), (1500, 3))),
    *(Case(f"lzw-{clears}.pdf", BOMB, partial(lzw, clears)) for clears in (3, 60)),
    *(Case(f"run-length-{size}-mb.pdf", BOMB, partial(run_length, size)) for size in (8, 600)),
    *(Case(f"ascii-85-{rows}.pdf", BOMB, partial(ascii_85, rows)) for rows in (MIB, 16 * MIB)),
    *(Case(f"ascii-85-chain-{times}.pdf", BOMB, partial(ascii_chain, times)) for times in (5, 30)),
    *(Case(f"{name[1:].decode().strip().lower()}-chain-{times}.pdf", BOMB, partial(chain, name, times))
      for name in (b"/ASCIIHexDecode ", b"/FlateDecode ", b"/LZWDecode ", b"/RunLengthDecode ", b"/Crypt ")
      for times in (20, 20_000)),
    *(Case(f"raw-picture-{width}-by-{height}.pdf", BOMB, partial(raw_picture, width, height))
      for width, height in ((HUGE, HUGE), (2**31 - 1, 2**31 - 1), (2**32, 2), (1, 2**31 - 1), (0, 0), (-5, -5))),
    Case("sixteen-bits-cmyk.pdf", BOMB, partial(raw_picture, HUGE, HUGE, b"/ColorSpace /DeviceCMYK /BitsPerComponent 16")),
    Case("no-such-depth.pdf", BOMB, partial(raw_picture, 100, 100, b"/ColorSpace /DeviceRGB /BitsPerComponent 9999")),
    Case("indexed-without-table.pdf", BOMB, partial(
        raw_picture, 100, 100, b"/ColorSpace [/Indexed /DeviceRGB 99999999 <00>] /BitsPerComponent 8")),
    *(Case(f"jbig2-{side}.pdf", BOMB, partial(jbig2, side, side)) for side in (1000, HUGE, 2**31 - 1, 2**32 - 1)),
    *(Case(f"jpeg-2000-{side}-in-{tile}.pdf", BOMB, partial(jpeg_2000, side, side, tile, parts))
      for side, tile, parts in ((1000, 1000, 1), (HUGE, HUGE, 1), (HUGE, 1, 3), (2**31 - 1, 2**31 - 1, 4), (30000, 30000, 16000))),
    *(Case(f"jpeg-said-{side}.pdf", BOMB, lambda side=side: showing_picture(
        b"/Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode" % (side, side),
        jpeg_said_to_be(side, side))) for side in (0, 65_000)),
    *(Case(f"fax-{side}.pdf", BOMB, partial(fax, side, side)) for side in (65_000, 2**31 - 1)),
    *(Case(f"predictor-{kind}-{columns}.pdf", BOMB, partial(predictor, columns, colours, kind))
      for columns, colours, kind in ((2**31 - 1, 1, 15), (2**30, 255, 2), (-1, 1, 12), (1, 2**31 - 1, 15))),
    *(Case(f"object-stream-{size}-mb.pdf", BOMB, partial(object_stream, size)) for size in (1, 1500)),
    *(Case(f"reference-stream-{size}-mb.pdf", BOMB, partial(reference_stream, size)) for size in (1, 1500)),
    Case("font-program.pdf", BOMB, partial(font, 1500)),
    Case("to-unicode.pdf", BOMB, partial(to_unicode, 1500)),
    Case("metadata.pdf", BOMB, partial(metadata, 1500)),
    Case("laughing-metadata.pdf", TAKEN, partial(laughing_metadata, 12)),
    *(Case(f"tiles-{step.decode()}.pdf", BOMB, partial(tiles, step)) for step in (b"0.001", b"0", b"-1", b"0.0000001")),
    *(Case(f"samples-{size}.pdf", BOMB, partial(sampled_function, size)) for size in (1000, 2**31 - 1)),
    Case("laughing-forms.pdf", BOMB, sample_files.laughing_pdf),
    Case("laughing-forms-deeper.pdf", BOMB, partial(sample_files.laughing_pdf, 60)),
    Case("swelling.pdf", BOMB, partial(sample_files.swelling_pdf, 400)),
    Case("not-packed-at-all.pdf", MENDED, partial(packed_content, b"/FlateDecode", b"not packed")),
    Case("length-beyond-the-end.pdf", MENDED, lambda: page_showing(b"<< /Length 99999999999 >>\nstream\n0 0 5 5 re f\nendstream")),
    Case("length-below-nothing.pdf", MENDED, lambda: page_showing(b"<< /Length -1 >>\nstream\n0 0 5 5 re f\nendstream")),
    Case("headless.pdf", BROKEN, lambda: b"%PDF-1.7\n" + deflated(400)),
)  # fmt: skip
