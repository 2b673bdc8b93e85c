"""Gloves: examination ones before their box, surgical ones on their opened wrap."""

from random import Random

from kpmarket.site.demo.pictures.outline import Hose, Patch, Point, Points, box, curve, mirrored, moved, turned
from kpmarket.site.demo.pictures.studio import CARD, FLAT, PRINT, Finish, Studio, dark, light

EXAM = ("#4d86c4", "#3f4850", "#7a6fb5", "#5aa6c8", "#eef0ee", "#4a9f86", "#3f6fb0", "#e7a8bd")
SURGICAL = ("#ead9b6", "#e6d2a4", "#f0e4cb", "#d9bf92", "#efe7d6", "#b98f62", "#e9ddc0", "#dcd3c0")
RUBBER = Finish(depth=30, contrast=0.55, gloss=0.55, shadow=0.3)

FINGERS: tuple[tuple[Points, float], ...] = (
    ([(512, 470), (488, 350), (480, 226)], 66),
    ([(574, 452), (572, 310), (578, 160)], 70),
    ([(634, 456), (652, 330), (672, 186)], 68),
    ([(682, 490), (722, 392), (756, 278)], 58),
    ([(500, 640), (424, 560), (352, 448)], 72),
)
PALM: Points = [
    (478, 440),
    (560, 428),
    (660, 438),
    (714, 480),
    (716, 590),
    (690, 690),
    (684, 800),
    (502, 800),
    (494, 700),
    (466, 610),
]


def _hand(studio: Studio, colour: str, *, about: Point, turn: float, zoom: float, mirror: bool = False) -> None:
    """A glove, fingers up, palm towards us; moved, turned and zoomed."""

    def place(points: Points) -> list[Point]:
        points = mirrored(points, 590) if mirror else points
        return turned(moved(points, about[0] - 590, about[1] - 480, zoom, (590, 480)), turn, about)

    fingers = [Hose(place(curve(path, closed=False)), width * zoom) for path, width in FINGERS]
    studio.lay([*fingers, Patch(place(curve(PALM)))], colour, RUBBER)
    for path in ([(542, 462), (546, 420)], [(606, 456), (608, 412)], [(662, 470), (676, 428)]):
        studio.line(place(path), 7 * zoom, dark(colour, 0.5), 0.5)
    for path in (
        [(520, 640), (560, 560), (680, 520)],
        [(530, 600), (600, 520), (690, 500)],
        [(508, 680), (540, 640), (590, 690)],
    ):
        studio.line(place(curve(path, closed=False)), 8 * zoom, dark(colour, 0.5), 0.16)
    rim = place(curve([(500, 800), (590, 812), (686, 800)], closed=False))
    studio.lay(Hose(rim, 20 * zoom), light(colour, 0.12), RUBBER, depth=7, shadow=0.15)
    for y in (740, 765):
        studio.line(place(curve([(512, y), (590, y + 10), (676, y)], closed=False)), 4 * zoom, dark(colour, 0.5), 0.16)


def exam_glove(studio: Studio, rng: Random, variant: int) -> None:
    """One glove before a dispenser box of a hundred."""
    colour = EXAM[variant]
    brand = dark(_printing_colour(colour), 0.25)
    studio.ground(820, 770, 300, 24, 0.4)
    studio.patch([(600, 360), (1010, 340), (1080, 392), (1080, 742), (600, 772)], dark("#f4f6f7", 0.12), CARD)
    studio.patch(box(590, 382, 1040, 768, 6), "#f7f9f9", CARD, shadow=0.2)
    studio.patch(box(590, 640, 1040, 768), brand, FLAT)
    studio.patch(box(590, 382, 1040, 404), brand, FLAT)
    slot = curve([(740, 470), (860, 440), (980, 470), (960, 520), (860, 540), (760, 520)])
    studio.patch(slot, dark(brand, 0.5), FLAT)
    puff = curve([(770, 488), (810, 420), (850, 470), (900, 402), (930, 470), (956, 492), (900, 524), (820, 526)])
    studio.patch(puff, colour, RUBBER, depth=18)
    words = rng.choice(["NITRILE", "LATEX", "VINYL"]) if variant not in (0, 1) else "NITRILE"
    studio.write((880, 694), words, 40, "#ffffff")
    studio.write((880, 738), "EXAMINATION GLOVES · 100 PCS", 18, "#ffffff", bold=False, opacity=0.9)
    studio.write((860, 594), rng.choice(["POWDER FREE · M", "POWDER FREE · L", "NON-STERILE · M"]), 20, "#4c5b64")
    _hand(studio, colour, about=(400, 462), turn=-9, zoom=0.98)


def _printing_colour(colour: str) -> str:
    """A printing colour on white: pale gloves still come in a box with a visible name."""
    return "#2c7da0" if colour in {"#eef0ee"} else colour


def surgical_glove(studio: Studio, rng: Random, variant: int) -> None:
    """A left and a right glove on the opened inner wrap of a sterile pouch."""
    colour = SURGICAL[variant]
    wrap = "#f9faf8" if variant % 2 == 0 else "#e8f0f5"
    studio.patch([(150, 120), (1050, 104), (1074, 800), (128, 816)], wrap, CARD, contrast=0.25)
    studio.patch([(594, 112), (606, 112), (610, 808), (590, 808)], dark(wrap, 0.3), PRINT, opacity=0.16)
    for y in (285, 640):
        studio.line([(140, y), (1064, y - 6)], 4, dark(wrap, 0.4), 0.12)
    size = rng.choice(["7", "7½", "8", "6½"])
    for x, hand in ((206, "L"), (994, "R")):
        studio.write((x, 176), hand, 56, "#5f87a0", opacity=0.75)
        studio.write((x, 744), size, 34, "#5f87a0", opacity=0.75)
    _hand(studio, colour, about=(392, 446), turn=-4, zoom=0.84)
    _hand(studio, colour, about=(808, 446), turn=4, zoom=0.84, mirror=True)
    studio.write((600, 790), "STERILE · EO" if variant % 2 else "STERILE · R", 18, "#5f87a0", opacity=0.7)
