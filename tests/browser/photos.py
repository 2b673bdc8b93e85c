"""Photographs of a document as telephones take them, good ones and bad ones."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

from kpmarket.site.demo.documents import pages_of

TABLE = (96, 74, 58)
LIGHT = 215


def photo(pdf: bytes, *, size=(1500, 2000), margin=0.07, rotation=2.0, dpi=150) -> Image.Image:
    """The first page on a table, slightly rotated, every edge in sight."""
    page = next(pages_of(pdf, dpi)).convert("RGB")
    tinted = page.point([value * LIGHT // 255 for value in range(256)] * 3)
    room = (int(size[0] * (1 - 2 * margin)), int(size[1] * (1 - 2 * margin)))
    tinted.thumbnail(room, Image.Resampling.LANCZOS)
    table = Image.new("RGBA", size, TABLE)
    sheet = tinted.convert("RGBA").rotate(rotation, expand=True, resample=Image.Resampling.BICUBIC)
    table.alpha_composite(sheet, ((size[0] - sheet.width) // 2, (size[1] - sheet.height) // 2))
    return _with_grain(table.convert("RGB"))


def blurred(picture: Image.Image, radius: float = 6) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(radius))


def glaring(picture: Image.Image, radius: int = 170) -> Image.Image:
    """A lamp mirrored on the document: white in the middle, fading to its edge."""
    width, height = picture.size
    spot = Image.new("L", picture.size, 0)
    middle = (width * 2 // 5, height * 2 // 5)
    reach = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
    ImageDraw.Draw(spot).ellipse(reach, fill=255)
    white = Image.new("RGB", picture.size, "white")
    return Image.composite(white, picture, spot.filter(ImageFilter.GaussianBlur(radius / 3)))


def cut(picture: Image.Image) -> Image.Image:
    """The right third of the document is outside."""
    return picture.crop((0, 0, picture.width * 2 // 3, picture.height))


def jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _with_grain(picture: Image.Image) -> Image.Image:
    grain = Image.effect_noise(picture.size, 12).convert("RGB")
    return Image.blend(picture, grain, 0.06)
