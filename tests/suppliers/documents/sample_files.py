"""Files generated for tests: good, broken and malicious ones."""

import io
import struct
import zlib

import pillow_heif
from PIL import ExifTags, Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

GPS_PLACE = "22.5431"


def pdf(pages=1, *, password=None, size=(595, 842)):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, encrypt=StandardEncryption(password) if password else None, invariant=True)
    for number in range(pages):
        canvas.drawString(72, size[1] - 72, f"SPECIMEN certificate, page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def hand_written_pdf(*objects):
    """Objects numbered from 1; the first is the catalogue. Readers rebuild the missing table themselves."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R /Size %d >>\n%%%%EOF\n" % (len(objects) + 1)


def stream(content, entries=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def page_showing(content, *more, resources=b""):
    """A PDF of one page with this content object; `more` are the objects from number 5 on."""
    return hand_written_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>" % resources,
        content,
        *more,
    )


def laughing_pdf(depth=12):
    """Less than 3 kB: each form renders the next one ten times."""
    forms = [
        stream(
            b"/F Do " * 10,
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency /I true >> "
            b"/Resources << /XObject << /F %d 0 R >> >>" % (number + 6),
        )
        for number in range(depth)
    ]
    last = stream(b"0 0 500 500 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")
    return page_showing(stream(b"/F Do"), *forms, last, resources=b"/XObject << /F 5 0 R >>")


def self_drawing_pdf():
    """A form that renders itself twice."""
    form = stream(
        b"q /F Do Q q /F Do Q",
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F 5 0 R >> >>",
    )
    return page_showing(stream(b"/F Do"), form, resources=b"/XObject << /F 5 0 R >>")


def swelling_pdf(megabytes=200):
    """A few kB that unpack, twice, to more than the child may hold."""
    packer = zlib.compressobj(9)
    once = b"".join([*(packer.compress(b" " * 1024 * 1024) for _ in range(megabytes)), packer.flush()])
    return page_showing(stream(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]"))


def picture(form="JPEG", size=(600, 400), colour=(200, 30, 60), **options):
    out = io.BytesIO()
    image = Image.new("RGB", size, colour)
    image.putpixel((0, 0), (0, 0, 0))
    image.save(out, form, **options)
    return out.getvalue()


def photograph(orientation=6):
    """A JPEG as from a phone: rotated by its EXIF orientation, with GPS coordinates."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = f"Telephone at {GPS_PLACE}"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (22.0, 32.0, 35.16)
    return picture(exif=exif.tobytes(), comment=f"taken at {GPS_PLACE}".encode())


def heic(size=(600, 400)):
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", size, (20, 120, 90))).save(out, quality=60)
    return out.getvalue()


def tiff(pages):
    out = io.BytesIO()
    first, *rest = [Image.new("RGB", (300, 200), (number * 40 % 256, 90, 90)) for number in range(pages)]
    first.save(out, "TIFF", save_all=True, append_images=rest, compression="tiff_deflate")
    return out.getvalue()


def huge_png(side=20_000):
    """One bit for each of 400 million pixels: about 50 kB."""
    row = bytes(1 + side // 8)
    packer = zlib.compressobj(9)
    rows = b"".join([*(packer.compress(row * 500) for _ in range(side // 500)), packer.flush()])
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


EXECUTABLE = b"MZ\x90\x00" + bytes(200) + b"This program cannot be run in DOS mode."
ELF = b"\x7fELF\x02\x01\x01" + bytes(200)
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><script>alert(1)</script>"
GIF = picture("GIF")
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n"
