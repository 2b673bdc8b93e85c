"""Decode uploaded images and encode images of our own: upright, sRGB, limited in size, without metadata."""

import io
from collections.abc import Iterable, Iterator
from contextlib import suppress

import pillow_heif
from PIL import ExifTags, Image, ImageCms, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin

from suppliers.documents.child.refusal import Refusal
from suppliers.documents.results import Code
from suppliers.documents.sniff import Kind

FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.TIFF: "TIFF", Kind.HEIC: "HEIF"}
TRANSPOSE_BY_ORIENTATION = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SRGB = ImageCms.createProfile("sRGB")
DECODERS = (MpoImagePlugin, TiffImagePlugin, WebPImagePlugin)
"""Imported here, like the common ones below: once a document is open, no file of ours can be read any more."""

QUICK_FROM_PAGES, QUICK_QUALITY = 20, 78
"""From this number of pages on, speed matters more than file size."""

LARGE_PIXELS = 30_000_000
SCREENSHOT_RATIO, MIN_SCREENSHOT_WIDTH, PAGE_RATIO = 2.6, 300, 1.45
"""A picture that is so much higher than wide is a long screenshot or several pages scanned as one: it is cut into pages
of the third ratio, which is about that of A4."""
CUT_WITHIN, PLAIN_CONTRAST, ROW_CELLS = 0.2, 8, 100
"""The share of a page, at its end, in which the plainest row is looked for, so that no line of text is cut; and the
contrast, of 255, by which a plain row may differ from the plainest. A row is compared in so many cells."""

JobResult = tuple[dict[str, object], list[bytes]]

Image.preinit()
Image.MAX_IMAGE_PIXELS = None  # each frame is measured here, against one limit that is an error and not a warning
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


def pages(data: bytes, *, kind: str, max_pages: int, max_pixels: int, side: int, preview_side: int) -> JobResult:
    """Render a scan: one page, or all pages of a TIFF."""
    image = _open(data, kind)
    many = kind == Kind.TIFF and _has_page(image, QUICK_FROM_PAGES)
    image.seek(0)
    taken = _taken(image)
    facts, blobs = pack_images(
        with_previews(_frames(image, kind, max_pages, max_pixels, side), preview_side), quick=many
    )
    return {**facts, "taken": taken}, blobs


def _taken(image: Image.Image) -> str:
    """The moment at which a camera says that it took a photograph, as EXIF writes it, with its offset where it has one."""
    with suppress(OSError, ValueError, SyntaxError, TypeError, KeyError):
        written = image.getexif().get_ifd(ExifTags.IFD.Exif)
        moment, offset = written.get(ExifTags.Base.DateTimeOriginal), written.get(ExifTags.Base.OffsetTimeOriginal, "")
        return f"{moment}{offset}" if moment else ""
    return ""


def product_image(data: bytes, *, kind: str, max_pixels: int, side: int, widths: list[int]) -> JobResult:
    """Render a product picture, and a smaller copy for each width that does not exceed its own."""
    frame = next(_frames(_open(data, kind), kind, 1, max_pixels, side, rest_matters=False))
    smaller = [frame.resize(_size_at_width(frame, width), reducing_gap=2) for width in widths if width <= frame.width]
    return pack_images([shrink_to(frame, side), *smaller])


def shrink_to(image: Image.Image, side: int) -> Image.Image:
    """A copy whose longer side is at most `side`. A very large image is never held twice."""
    is_large = image.width * image.height > LARGE_PIXELS
    copy = image.reduce(max(1, max(image.size) // (2 * side))) if is_large else image.copy()
    copy.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2)
    return copy


def with_previews(pages: Iterable[Image.Image], preview_side: int) -> Iterator[Image.Image]:
    """Each page, followed by its preview."""
    for page in pages:
        yield page
        yield shrink_to(page, preview_side)


def pack_images(images: Iterable[Image.Image], *, quick: bool = False, quality: int = QUICK_QUALITY) -> JobResult:
    """The answer of every rendering job: sizes, and encoded images in the same order. Holds one image at a time."""
    sizes, blobs = [], []
    for image in images:
        sizes.append(image.size)
        blobs.append(_encode(image, quick, quality))
    return {"sizes": sizes}, blobs


def _encode(image: Image.Image, quick: bool, quality: int) -> bytes:
    """WebP is a third smaller, JPEG seven times as fast."""
    out = io.BytesIO()
    if quick:
        image.save(out, "JPEG", quality=quality, exif=b"", icc_profile=None)
    else:
        image.save(out, "WEBP", quality=80, method=0, exif=b"", icc_profile=b"", xmp=b"")
    return out.getvalue()


def _size_at_width(image: Image.Image, width: int) -> tuple[int, int]:
    return width, max(1, round(image.height * width / image.width))


def _open(data: bytes, kind: str) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=[FORMATS[Kind(kind)]])


def _has_page(image: Image.Image, index: int) -> bool:
    try:
        image.seek(index)
    except EOFError:
        return False
    return True


def _frames(
    image: Image.Image, kind: str, max_pages: int, max_pixels: int, side: int, *, rest_matters: bool = True
) -> Iterator[Image.Image]:
    """Each page as a clean copy; only a TIFF has more than one. Raises Refusal beyond the limits."""
    for number in range(max_pages + 1):
        if number > 0 and not _has_page(image, number):
            return
        if number == max_pages:
            raise Refusal(Code.TOO_MANY_PAGES, limit=max_pages)
        if image.width * image.height > max_pixels:
            raise Refusal(Code.TOO_MANY_PIXELS, width=image.width, height=image.height, limit=max_pixels)
        if rest_matters and _is_screenshot(image):
            yield from _cut_into_pages(
                _clean_copy(image, round(side * max(image.size) / min(image.size) / PAGE_RATIO)), max_pages
            )
        else:
            yield _clean_copy(image, side)
        if kind != Kind.TIFF or not rest_matters:
            return


def _is_screenshot(image: Image.Image) -> bool:
    """Whether the image, as it is stored, is long and narrow. One that a camera stored on its side is none."""
    upright = image.getexif().get(ExifTags.Base.Orientation, 1) in {1, 2}
    return upright and image.width >= MIN_SCREENSHOT_WIDTH and image.height > SCREENSHOT_RATIO * image.width


def _cut_into_pages(image: Image.Image, max_pages: int) -> Iterator[Image.Image]:
    """The pieces of a long picture, cut at rows without text where there are such. Raises Refusal beyond the limit."""
    high = round(image.width * PAGE_RATIO)
    if image.height > high * max_pages * (1 - CUT_WITHIN):
        raise Refusal(Code.TOO_MANY_PAGES, limit=max_pages)
    top = 0
    while image.height - top > high * (1 + CUT_WITHIN):
        bottom = top + _plainest_row(image.crop((0, top, image.width, top + high)))
        yield image.crop((0, top, image.width, bottom))
        top = bottom
    yield image.crop((0, top, image.width, image.height))


def _plainest_row(page: Image.Image) -> int:
    """The row near the end of the page with the least contrast, and of several the middle of the longest run of them."""
    start = round(page.height * (1 - CUT_WITHIN))
    foot = page.crop((0, start, page.width, page.height)).convert("L")
    cells = foot.resize((ROW_CELLS, foot.height), Image.Resampling.BOX).tobytes()
    rows = [cells[at : at + ROW_CELLS] for at in range(0, len(cells), ROW_CELLS)]
    contrasts = [max(row) - min(row) for row in rows]
    limit = min(contrasts) + PLAIN_CONTRAST
    best, run = range(0), range(0)
    for number, contrast in enumerate(contrasts):
        run = range(run.start if run else number, number + 1) if contrast <= limit else range(0)
        best = max(best, run, key=len)
    return start + best[len(best) // 2]


def _clean_copy(image: Image.Image, side: int) -> Image.Image:
    """An upright copy in sRGB, on white, no larger than needed: a new image that never held any metadata."""
    image.draft(None, (side, side))
    orientation = image.getexif().get(ExifTags.Base.Orientation)
    profile = image.info.get("icc_profile")
    small = shrink_to(_averageable(image), side)
    if profile:
        small = _in_srgb(small, profile)
    clean = Image.new("RGB", small.size, "white")
    if small.has_transparency_data:
        small = small.convert("RGBA")
        clean.paste(small, mask=small.getchannel("A"))
    else:
        clean.paste(small.convert("RGB"))
    return clean.transpose(TRANSPOSE_BY_ORIENTATION[orientation]) if orientation in TRANSPOSE_BY_ORIENTATION else clean


def _averageable(image: Image.Image) -> Image.Image:
    """The same image in a mode whose pixels can be averaged."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 257).convert("L")
    if image.mode in {"RGB", "RGBA", "L", "LA", "CMYK"}:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The image converted by its colour profile; unchanged where the profile is broken or for another mode."""
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        alpha = image.getchannel("A") if image.mode in {"RGBA", "LA"} else None
        opaque = image.convert("RGB") if image.mode == "RGBA" else image
        converted = ImageCms.profileToProfile(opaque, io.BytesIO(profile), SRGB, outputMode="RGB")
        if converted is not None:
            if alpha is not None:
                converted.putalpha(alpha)
            return converted
    return image
