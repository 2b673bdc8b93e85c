"""A page to write specimens on: text that wraps in two scripts, tables, frames, seals, and SPECIMEN across all of it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from io import BytesIO
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.documents.document import Document
from kpmarket.site.demo.documents.fonts import REGULAR, register, runs, width_of

INK, SOFT_INK, RED, PALE = "#1b242b", "#5a6870", "#c4161c", "#d9dfe3"
WAVE = 18
"""Half the height of a wave."""
FOOTER = "Specimen for demonstration. Not a certificate.  演示样本，不是证书。"
WORDS = re.compile(r"[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef][，。；：、）》”]*|\s+")
Align = Literal["left", "centre", "right"]


class Sheet:
    """Pages of A4 with a cursor that moves down; places are in points from the upper left corner."""

    def __init__(self, document: Document, *, wide: bool = False, margin: float = 56) -> None:
        register()
        self.document = document
        self.width, self.height = landscape(A4) if wide else A4
        self.margin = margin
        self.y = margin
        self.chance = chance(document.type_id, document.number, document.seed)
        self._buffer = BytesIO()
        size = (self.width, self.height)
        self.canvas = Canvas(self._buffer, size, invariant=1, pageCompression=1, initialFontName=REGULAR)
        self.canvas.setDateFormatter(lambda *of_the_library: f"D:{document.issued_on:%Y%m%d}090000+08'00'")
        self.canvas.setTitle(f"SPECIMEN {document.type_name_en} {document.number}")
        self.canvas.setSubject(FOOTER)

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin

    def finish(self) -> bytes:
        self._stamp_specimen()
        self.canvas.save()
        return self._buffer.getvalue()

    def new_page(self) -> None:
        self._stamp_specimen()
        self.canvas.showPage()
        self.y = self.margin

    def put(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10,
        *,
        bold: bool = False,
        colour: str = INK,
        align: Align = "left",
    ) -> None:
        """One line of text, its baseline at y."""
        x -= width_of(text, size, bold) * {"left": 0, "centre": 0.5, "right": 1}[align]
        line = self.canvas.beginText(x, self.height - y)
        line.setFillColor(HexColor(colour))
        for font, piece in runs(text, bold):
            line.setFont(font, size)
            line.textOut(piece)
        self.canvas.drawText(line)

    def title(self, text: str, size: float = 22, *, colour: str = INK, gap: float = 10) -> None:
        """A centred line; made smaller when it does not fit."""
        size = min(size, size * self.inner / max(1, width_of(text, size, bold=True)))
        self.y += size * 1.18
        self.put(self.width / 2, self.y, text, size, bold=True, colour=colour, align="centre")
        self.y += gap

    def flow(
        self, text: str, size: float = 10, *, x: float | None = None, width: float | None = None, bold: bool = False,
        colour: str = INK, align: Align = "left", gap: float = 6,
    ) -> None:  # fmt: skip
        """A paragraph that wraps; the cursor ends below it."""
        x = self.margin if x is None else x
        width = self.width - self.margin - x if width is None else width
        at = x + width * {"left": 0, "centre": 0.5, "right": 1}[align]
        for line in wrap(text, size, width, bold):
            self.y += size * 1.42
            self.put(at, self.y, line, size, bold=bold, colour=colour, align=align)
        self.y += gap

    def facts(
        self,
        pairs: Sequence[tuple[str, str]],
        *,
        label: float = 150,
        size: float = 10.5,
        ruled: bool = True,
        gap: float = 11,
    ) -> None:
        """Labels at the left, what is stated at the right, a thin line under each."""
        for name, stated in pairs:
            top = self.y
            self.flow(name, size - 1, width=label - 12, colour=SOFT_INK, gap=0)
            below = self.y
            self.y = top
            self.flow(stated or "—", size, x=self.margin + label, gap=0)
            self.y = max(self.y, below) + gap
            if ruled:
                self.rule(self.y - gap / 2 + 2)

    def table(
        self, rows: Sequence[Sequence[str]], shares: Sequence[float], *, size: float = 8.5, head: str = "#e8eef1"
    ) -> None:
        """A ruled table; the first row is its head."""
        widths = [self.inner * share / sum(shares) for share in shares]
        for number, row in enumerate(rows):
            cells = [wrap(cell, size, width - 10, number == 0) for cell, width in zip(row, widths, strict=True)]
            height = max(len(cell) for cell in cells) * size * 1.4 + 9
            x = self.margin
            for cell, width in zip(cells, widths, strict=True):
                self.box(x, self.y, width, height, fill=head if number == 0 else "", line="#93a1a9", weight=0.5)
                for step, line in enumerate(cell):
                    self.put(x + 5, self.y + 3 + size * 1.4 * (step + 0.86), line, size, bold=number == 0)
                x += width
            self.y += height
        self.y += 10

    def rule(self, y: float | None = None, *, colour: str = PALE, weight: float = 0.6) -> None:
        y = self.y if y is None else y
        self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.setLineWidth(weight)
        self.canvas.line(self.margin, self.height - y, self.width - self.margin, self.height - y)

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str = "", line: str = "", weight: float = 0.8
    ) -> None:
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        if line:
            self.canvas.setStrokeColor(HexColor(line))
            self.canvas.setLineWidth(weight)
        self.canvas.rect(x, self.height - y - height, width, height, fill=bool(fill), stroke=bool(line))

    def frame(self, colour: str, *, inset: float = 24, weight: float = 2.4) -> None:
        """A heavy and a thin line around the page."""
        for away, thick in ((inset, weight), (inset + 6, 0.6)):
            self.box(away, away, self.width - 2 * away, self.height - 2 * away, line=colour, weight=thick)

    def waves(self, colour: str, top: float, bottom: float, count: int = 9) -> None:
        """Fine crossing lines behind the text, as forgery-proof certificates have them."""
        self.canvas.saveState()
        self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.setLineWidth(0.35)
        phase = self.chance.uniform(0, 6)
        for row in range(count):
            middle = top + (bottom - top) * row / max(1, count - 1)
            path = self._wave(self.height - middle, phase + row * 0.7)
            self.canvas.drawPath(path)
        self.canvas.restoreState()

    def _wave(self, y: float, phase: float, bows: int = 10, radians: float = 16.8) -> PDFPathObject:
        """A sine across the page, of curves that leave and arrive with its slope."""
        path = self.canvas.beginPath()
        left, reach, angle = self.width * 0.06, self.width * 0.88 / bows, radians / bows
        heights = [y + WAVE * math.sin(phase + angle * step) for step in range(bows + 1)]
        slopes = [WAVE * math.cos(phase + angle * step) * angle / 3 for step in range(bows + 1)]
        path.moveTo(left, heights[0])
        for step in range(bows):
            x, a, b = left + reach * step, heights[step], heights[step + 1]
            path.curveTo(x + reach / 3, a + slopes[step], x + reach * 2 / 3, b - slopes[step + 1], x + reach, b)
        return path

    def seal(
        self,
        x: float,
        y: float,
        around: str,
        centre: str = "样本",
        *,
        radius: float = 46,
        colour: str = RED,
        star: bool = True,
    ) -> None:
        """A round stamp: the issuer's name along its rim, a star or a ring, the word specimen."""
        pen = self.canvas
        pen.saveState()
        pen.translate(x, self.height - y)
        pen.rotate(self.chance.uniform(-9, 9))
        pen.setStrokeColor(HexColor(colour))
        pen.setFillColor(HexColor(colour))
        pen.setFillAlpha(0.82)
        pen.setStrokeAlpha(0.82)
        pen.setLineWidth(2.2)
        pen.circle(0, 0, radius)
        if star:
            _star(pen, radius * 0.3)
        else:
            pen.setLineWidth(0.8)
            pen.circle(0, 0, radius * 0.62)
        _rim(pen, around, radius)
        size = radius * 0.2
        pen.setFont("KP", size)
        pen.drawCentredString(0, -radius * 0.62 if star else -size * 0.35, centre)
        pen.restoreState()

    def signature(self, x: float, y: float, name: str, role: str = "", *, width: float = 150) -> None:
        """A handwritten stroke over a line with the name under it."""
        pen, rng = self.canvas, self.chance
        path = pen.beginPath()
        at_x, at_y = x + 8, self.height - y + 8
        path.moveTo(at_x, at_y)
        for _ in range(6):
            reach = rng.uniform(10, 20)
            path.curveTo(
                at_x + reach * 0.2, at_y + rng.uniform(6, 24), at_x + reach * 0.7, at_y - rng.uniform(2, 16), at_x + reach, at_y + rng.uniform(-5, 6)
            )  # fmt: skip
            at_x += reach
        pen.setStrokeColor(HexColor("#22407c"))
        pen.setLineWidth(1.1)
        pen.drawPath(path)
        pen.setStrokeColor(HexColor(INK))
        pen.setLineWidth(0.5)
        pen.line(x, self.height - y, x + width, self.height - y)
        self.put(x, y + 12, name, 9)
        self.put(x, y + 23, role, 7.5, colour=SOFT_INK)

    def bars(self, x: float, y: float, width: float, height: float) -> None:
        """Something like a bar code; it encodes nothing."""
        self.canvas.setFillColor(HexColor(INK))
        at = x
        while at < x + width:
            thick = self.chance.choice((0.8, 1.2, 2, 2.6))
            self.canvas.rect(at, self.height - y - height, thick, height, stroke=0, fill=1)
            at += thick + self.chance.choice((0.9, 1.3, 2.2))

    def _stamp_specimen(self) -> None:
        """SPECIMEN across the page and the footer under it: on every page, over everything."""
        pen = self.canvas
        pen.saveState()
        pen.setFillColor(HexColor("#b3121a"))
        pen.setFillAlpha(0.13)
        size = 62
        for share in (0.24, 0.52, 0.8):
            pen.saveState()
            pen.translate(self.width / 2, self.height * share)
            pen.rotate(32)
            pen.setFont("KP-Bold", size)
            pen.drawCentredString(0, -size / 3, "SPECIMEN 样本")
            pen.restoreState()
        pen.restoreState()
        self.put(self.width / 2, self.height - 11, FOOTER, 8, bold=True, colour="#b3121a", align="centre")


def wrap(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """The text in lines of this width: Latin breaks between words, Chinese between characters."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word in WORDS.findall(paragraph):
            if line and used + width_of(word.rstrip(), size, bold) > width:
                lines.append(line.rstrip())
                line, used = "", 0.0
            if line or not word.isspace():
                line += word
                used += width_of(word, size, bold)
        lines.append(line.rstrip())
    return lines


def _star(pen: Canvas, radius: float) -> None:
    path = pen.beginPath()
    for corner in range(10):
        angle, reach = math.pi * (0.5 + corner / 5), radius if corner % 2 == 0 else radius * 0.38
        (path.moveTo if corner == 0 else path.lineTo)(reach * math.cos(angle), reach * math.sin(angle))
    path.close()
    pen.drawPath(path, fill=1, stroke=0)


def _rim(pen: Canvas, text: str, radius: float) -> None:
    """Letters along the upper rim."""
    wide = any(ord(char) > 0x2E80 for char in text)
    size = radius * (0.24 if wide else 0.165)
    step = min((17 if wide else 8.6) * 1.0, 270 / max(1, len(text)))
    for place, char in enumerate(text):
        pen.saveState()
        pen.rotate(-(place - (len(text) - 1) / 2) * step)
        pen.setFont(runs(char, bold=False)[0][0], size)
        pen.drawCentredString(0, radius * 0.96 - size, char)
        pen.restoreState()
