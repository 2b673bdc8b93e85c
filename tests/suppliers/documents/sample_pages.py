"""Documents with text, as PDFs with a text layer and as images."""

import io
from datetime import date

import numpy
import pikepdf
import zxingcpp
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kpmarket.site.demo.documents import Article, Document, draw_pdf, pages_of
from kpmarket.site.demo.documents.fonts import register, runs
from tests.suppliers.documents import sample_files

WORDS = (
    "医疗器械注册证 Registration Certificate",
    "注册证编号：国械注准20243140123",
    "注册人名称：深圳市康平医疗器械有限公司",
    "Shenzhen Kangping Medical Co., Ltd.",
    "有效期至：2029年3月4日",
)


INVISIBLE = 3
SEAL_INK = (200, 16, 46)


def worded_pdf(words=WORDS, size=(440, 260), *, over=None):
    """A PDF with one line for each text; `over` is a picture on top of the page."""
    register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True, pageCompression=1)
    for number, line in enumerate(words):
        text = canvas.beginText(40, size[1] - 50 - number * 42)
        for font, piece in runs(line, False):
            text.setFont(font, 16)
            text.textOut(piece)
        canvas.drawText(text)
    if over:
        canvas.drawImage(ImageReader(over), 0, 0, *size)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def lying_pdf(said="注册证编号：国械注准20249999999", shown=WORDS[1], size=(440, 260)):
    """The usual text with a false number: the text layer has one, and a picture over it shows another."""
    strip = photo_pdf(worded_pdf((shown,), (size[0], 80)), 200)
    register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True, pageCompression=1)
    for number, line in enumerate((WORDS[0], said, *WORDS[2:])):
        canvas.saveState()
        text = canvas.beginText(40, size[1] - 50 - number * 42)
        if line == said:
            text.setTextRenderMode(INVISIBLE)
        for font, piece in runs(line, False):
            text.setFont(font, 16)
            text.textOut(piece)
        canvas.drawText(text)
        canvas.restoreState()
    if shown:
        canvas.drawImage(ImageReader(strip.crop((0, 94, strip.width, 154))), 0, size[1] - 50 - 42 - 6, size[0], 21.6)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def photo_pdf(pdf, dpi=150):
    return next(iter(list(pages_of(pdf, dpi)))).convert("RGB")


def stamp_seal(sheet, place, ink=SEAL_INK):
    """A page image with a round seal printed over it; black text stays black."""
    over = Image.new("RGB", sheet.size, "white")
    pen = ImageDraw.Draw(over)
    pen.ellipse(place, outline=ink, width=8)
    left, top, right, bottom = place
    pen.regular_polygon(((left + right) / 2, (top + bottom) / 2, (right - left) / 5), 5, fill=ink)
    return ImageChops.multiply(sheet, over)


def tiff(*images):
    out = io.BytesIO()
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], compression="tiff_deflate")
    return out.getvalue()


def licence():
    """One of the demonstration's own documents."""
    return draw_pdf(
        Document(
            type_id="cn_nmpa_registration",
            type_name_en="NMPA registration",
            type_name_zh="医疗器械注册证",
            number="国械注准20243140123",
            issuer_en="National Medical Products Administration",
            issuer_zh="国家药品监督管理局",
            holder_en="Shenzhen Kangping Medical Co., Ltd.",
            holder_zh="深圳市康平医疗器械有限公司",
            address_en="No. 8 Keji Road, Nanshan, Shenzhen",
            address_zh="深圳市南山区科技路8号",
            articles=(Article("Surgical mask", "医用外科口罩", "KP-M1"),),
            issued_on=date(2024, 3, 5),
            valid_from=date(2024, 3, 5),
            valid_until=date(2029, 3, 4),
        )
    )


def qr_picture(content, size=(800, 600), at=(520, 60)):
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode).to_image(scale=5)
    page = Image.new("RGB", size, "white")
    page.paste(Image.fromarray(numpy.array(code)).convert("RGB"), at)
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def change_pdf(change, content=None):
    """A PDF after `change` was applied to it."""
    out = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(content or sample_files.pdf())) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def script(words="app.alert(1)"):
    return Dictionary(S=Name.JavaScript, JS=words)


def file_specification(pdf, name="invoice.exe"):
    return pdf.make_indirect(Dictionary(Type=Name.Filespec, F=name, EF=Dictionary(F=pdf.make_stream(b"MZ"))))


def note(kind, rect=(0, 421, 297.5, 842), **entries):
    return Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(rect), **entries)
