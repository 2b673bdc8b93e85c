"""A small photographer's studio: things are laid before a backdrop, lit from the upper left, and cast soft shadows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter, ImageFont, ImageOps

from kpmarket.site.demo.pictures.outline import Hose, Part, Patch, Point, Points, curve

FONTS = Path(__file__).resolve().parent.parent / "fonts"
FRAME = (1200, 900)
Colour = str
Region = tuple[int, int, int, int]


@dataclass(frozen=True)
class Finish:
    """How a surface takes the light: how round its edges are, how it shines, how deep its shadow falls."""

    depth: float = 26
    contrast: float = 0.5
    gloss: float = 0.35
    shadow: float = 0.28
    opacity: float = 1
    fall: float = 16


SOFT = Finish()
FLAT = Finish(depth=0, contrast=0.12, gloss=0, shadow=0)
CARD = Finish(depth=6, contrast=0.2, gloss=0.3, shadow=0.3)
HARD = Finish(depth=14, contrast=0.45, gloss=0.5, shadow=0.34)
CLOTH = Finish(depth=44, contrast=0.42, gloss=0.2, shadow=0.26)
CORD = Finish(depth=7, contrast=0.5, gloss=0.4, shadow=0.18, fall=8)
PRINT = Finish(depth=0, contrast=0, gloss=0, shadow=0)
CLEAR = Finish(depth=30, contrast=0.25, gloss=0.8, shadow=0.12, opacity=0.42)


def mix(first: Colour, second: Colour, share: float) -> str:
    """The first colour with this share of the second."""
    pairs = zip(ImageColor.getrgb(first)[:3], ImageColor.getrgb(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def light(colour: Colour, share: float = 0.3) -> str:
    return mix(colour, "#ffffff", share)


def dark(colour: Colour, share: float = 0.3) -> str:
    return mix(colour, "#0a1a26", share)


class Studio:
    """One picture in the making. All places are given in the frame of 1200 by 900, whatever the picture's size."""

    def __init__(self, backdrop: Colour, size: tuple[int, int] = FRAME) -> None:
        self.size = size
        self.scale = size[0] / FRAME[0]
        self.image = _backdrop(backdrop, size).copy()

    def lay(self, parts: Part | list[Part], colour: Colour, finish: Finish = SOFT, **changes: float) -> None:
        """Put a thing of one material into the picture."""
        parts = parts if isinstance(parts, list) else [parts]
        finish = Finish(**{**finish.__dict__, **changes}) if changes else finish
        region, mask = self._mask(parts)
        if finish.shadow:
            self._cast(mask, region, finish)
        surface = self._surface(mask, colour, finish)
        if finish.opacity < 1:
            mask = mask.point(_scaled(finish.opacity))
        self.image.paste(surface, region[:2], mask)

    def patch(self, points: Points, colour: Colour, finish: Finish = SOFT, **changes: float) -> None:
        self.lay(Patch(points), colour, finish, **changes)

    def cord(self, points: Points, width: float, colour: Colour, finish: Finish = CORD, **changes: float) -> None:
        """A smooth cord through the points."""
        self.lay(Hose(curve(points, closed=False), width), colour, finish, **changes)

    def line(self, points: Points, width: float, colour: Colour, opacity: float = 1) -> None:
        """A drawn line: a seam, a crease, a print."""
        self.lay(Hose(points, width), colour, PRINT, opacity=opacity)

    def ground(self, x: float, y: float, across: float, down: float, strength: float = 0.4) -> None:
        """The shadow under a thing that stands."""
        scale = self.scale / 4
        small = Image.new("L", (self.size[0] // 4, self.size[1] // 4))
        reach = ((x - across) * scale, (y - down) * scale, (x + across) * scale, (y + down) * scale)
        ImageDraw.Draw(small).ellipse(reach, fill=round(255 * strength))
        soft = small.filter(ImageFilter.GaussianBlur(max(1, down * scale * 0.7)))
        self.image.paste("#16252f", (0, 0), soft.resize(self.size))

    def write(
        self,
        at: Point,
        words: str,
        size: float,
        colour: Colour,
        *,
        bold: bool = True,
        turn: float = 0,
        opacity: float = 1,
    ) -> None:
        """Print words, centred on the place."""
        if not words:
            return
        font = _font(bold, max(6, round(size * self.scale * 2)))
        left, top, right, bottom = font.getbbox(words)
        sheet = Image.new("L", (int(right - left) + 8, int(bottom - top) + 8))
        ImageDraw.Draw(sheet).text((4 - left, 4 - top), words, font=font, fill=round(255 * opacity))
        if turn:
            sheet = sheet.rotate(-turn, expand=True, resample=Image.Resampling.BICUBIC)
        sheet = sheet.resize((max(1, sheet.width // 2), max(1, sheet.height // 2)), Image.Resampling.BOX)
        corner = (round(at[0] * self.scale - sheet.width / 2), round(at[1] * self.scale - sheet.height / 2))
        self.image.paste(colour, corner, sheet)

    def _mask(self, parts: list[Part]) -> tuple[Region, Image.Image]:
        reach = [part.bounds() for part in parts if not part.cut]
        margin, scale = 3, self.scale
        left = int(min(each[0] for each in reach) * scale) - margin
        top = int(min(each[1] for each in reach) * scale) - margin
        right = int(max(each[2] for each in reach) * scale) + margin
        bottom = int(max(each[3] for each in reach) * scale) + margin
        fine = 2 if (right - left) * (bottom - top) > 250_000 else 3
        sheet = Image.new("L", ((right - left) * fine, (bottom - top) * fine))
        pen = ImageDraw.Draw(sheet)
        for part in parts:
            part.paint(pen, lambda at: ((at[0] * scale - left) * fine, (at[1] * scale - top) * fine), scale * fine)
        return (left, top, right, bottom), sheet.reduce(fine)

    def _cast(self, mask: Image.Image, region: Region, finish: Finish) -> None:
        """The soft shadow on what lies behind."""
        blur, fall = finish.fall * self.scale, finish.fall * self.scale
        pad = int(blur * 2.5) + 4
        room = Image.new("L", (mask.width + 2 * pad, mask.height + 2 * pad))
        room.paste(mask.point(_scaled(finish.shadow)), (pad, pad))
        small = room.resize((max(1, room.width // 4), max(1, room.height // 4)), Image.Resampling.BOX)
        soft = small.filter(ImageFilter.GaussianBlur(blur / 4)).resize(room.size)
        corner = (region[0] - pad + round(fall * 0.5), region[1] - pad + round(fall))
        self.image.paste("#122430", corner, soft)

    def _surface(self, mask: Image.Image, colour: Colour, finish: Finish) -> Image.Image:
        if not finish.contrast:
            return Image.new("RGB", mask.size, colour)
        lit = _lit(light(colour, finish.contrast * 0.45), dark(colour, finish.contrast * 0.32))
        paint = lit.resize(mask.size)
        if finish.depth:
            self._round_off(paint, mask, colour, finish)
        return paint

    def _round_off(self, paint: Image.Image, mask: Image.Image, colour: Colour, finish: Finish) -> None:
        """Light on the edges towards the lamp, shade on the others: what makes a flat shape a body."""
        grain = 4 if finish.depth * self.scale > 12 else 2
        depth = finish.depth * self.scale / grain
        pad = int(depth * 2) + 2
        small = mask.resize((max(1, mask.width // grain), max(1, mask.height // grain)), Image.Resampling.BOX)
        small = ImageOps.expand(small, pad)
        soft = small.filter(ImageFilter.GaussianBlur(depth * 0.8))
        shift = max(1, round(depth * 0.7))
        edges = (
            (ImageChops.offset(soft, -shift, -shift), dark(colour, 0.62), finish.contrast * 0.75),
            (ImageChops.offset(soft, shift, shift), light(colour, 0.85), finish.gloss),
        )
        for away, tint, strength in edges:
            rim = ImageChops.subtract(small, away).point(_scaled(strength * 1.25))
            rim = ImageOps.crop(rim, pad).resize(mask.size, Image.Resampling.BILINEAR)
            paint.paste(tint, (0, 0), rim)


@lru_cache
def _ramp() -> Image.Image:
    """Dark towards the lower right."""
    return Image.linear_gradient("L").rotate(28, resample=Image.Resampling.BILINEAR).crop((48, 48, 208, 208))


@lru_cache(maxsize=64)
def _lit(near: Colour, far: Colour) -> Image.Image:
    """The ramp between two colours."""
    return ImageOps.colorize(_ramp(), near, far)


@lru_cache(maxsize=256)
def _scaled(factor: float) -> list[int]:
    """For each brightness, that many times as much."""
    return [min(255, round(value * factor)) for value in range(256)]


@lru_cache
def _font(bold: bool, size: int) -> ImageFont.FreeTypeFont:
    name = "NotoSansSC-Bold-subset.ttf" if bold else "NotoSansSC-Regular-subset.ttf"
    return ImageFont.truetype(str(FONTS / name), size)


@lru_cache
def _backdrop(colour: Colour, size: tuple[int, int]) -> Image.Image:
    """A seamless document background, brighter behind the thing, the floor a little lighter than the wall."""
    width, height = 150, 112
    wall = ImageOps.colorize(
        Image.linear_gradient("L").resize((width, height)), dark(colour, 0.05), light(colour, 0.12)
    )
    floor = Image.linear_gradient("L").resize((width, height)).point(lambda value: max(0, min(150, (value - 168) * 5)))
    wall.paste(Image.new("RGB", (width, height), light(colour, 0.42)), (0, 0), floor)
    glow = (
        ImageOps.invert(Image.radial_gradient("L"))
        .resize((width + 60, height + 70))
        .crop((30, 25, width + 30, height + 25))
    )
    wall.paste(
        Image.new("RGB", (width, height), light(colour, 0.75)), (0, 0), glow.point(lambda value: round(value * 0.8))
    )
    edge = Image.radial_gradient("L").resize((width, height)).point(lambda value: max(0, round((value - 150) * 0.32)))
    wall.paste(Image.new("RGB", (width, height), dark(colour, 0.5)), (0, 0), edge)
    return wall.filter(ImageFilter.GaussianBlur(4)).resize(size, Image.Resampling.BICUBIC)
