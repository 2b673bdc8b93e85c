"""Test kits: cassettes, swabs, buffer tubes, lancets, reaction tubes and their boxes."""

from random import Random

from kpmarket.site.demo.pictures.outline import Hose, Patch, Point, box, curve, oval, turned
from kpmarket.site.demo.pictures.studio import CARD, CLEAR, CORD, FLAT, HARD, PRINT, SOFT, Studio, dark, light

PROFESSIONAL = ("#2f7fb8", "#3a8f9f", "#4a62b0", "#2c6f8f", "#5b6fb5", "#3f8fc0", "#27608f", "#4a7f9f")
HOME = ("#e2725b", "#e59a3c", "#d9628a", "#58a65c", "#e07f3f", "#8a5fb0", "#e0b33c", "#3fa58f")
BLOOD = ("#b5384a", "#a8324f", "#c04a3f", "#9c3f5f", "#b5384a", "#8f3a56", "#c2504a", "#a83f48")
MOLECULAR = ("#5b4fa8", "#3f5fae", "#7a4fa0", "#2f6f9f", "#4a4f95", "#6a5fc0", "#35609f", "#54489a")


def _cassette(
    studio: Studio, x: float, y: float, turn: float, bands: dict[str, bool], tint: str, zoom: float = 1
) -> None:
    """A lateral-flow cassette: the reading window with its bands, the letters beside it, the sample well."""

    def place(points: list[Point]) -> list[Point]:
        return turned([(x + px * zoom, y + py * zoom) for px, py in points], turn, (x, y))

    studio.patch(place(box(-84, -250, 84, 250, 30)), "#f8fafa", SOFT, depth=20, contrast=0.4, shadow=0.34)
    studio.patch(place(box(-60, -222, 60, 222, 18)), "#eef2f3", SOFT, depth=9, shadow=0, contrast=0.2)
    studio.patch(place(box(-27, -140, 27, 24, 20)), "#dbe2e5", HARD, depth=6, shadow=0)
    studio.patch(place(box(-18, -130, 18, 14, 8)), "#fdfdfb", FLAT)
    for row, (letter, shows) in enumerate(bands.items()):
        height = -108 + row * 100 / max(1, len(bands) - 1)
        studio.write(place([(44, height)])[0], letter, 27 * zoom, dark(tint, 0.2), turn=turn)
        if shows:
            studio.lay(Hose(place([(-15, height), (15, height)]), 8 * zoom), "#b8375a", PRINT, opacity=0.9 - 0.25 * row)
    studio.patch(place(oval(0, 132, 34, 40)), "#d4dce0", HARD, depth=9, shadow=0)
    studio.patch(place(oval(0, 134, 20, 25)), "#f3efe6", FLAT)
    studio.write(place([(46, 132)])[0], "S", 26 * zoom, dark(tint, 0.2), turn=turn)
    studio.write(place([(0, -190)])[0], "COVID-19", 21 * zoom, tint, turn=turn)


def _carton(
    studio: Studio, left: float, top: float, right: float, bottom: float, colour: str, lines: tuple[str, str, str]
) -> None:
    """A carton with a coloured face: a big word, a line under it, the count."""
    studio.ground((left + right) / 2, bottom, (right - left) * 0.55, 20, 0.4)
    studio.patch(
        [(right - 8, top), (right + 54, top + 26), (right + 54, bottom - 22), (right - 8, bottom)],
        dark(colour, 0.35),
        CARD,
    )
    studio.patch(box(left, top, right, bottom, 5), "#fafbfb", CARD, contrast=0.22)
    studio.patch(
        curve(
            [(left, top), (right, top), (right, top + 150), ((left + right) / 2, top + 190), (left, top + 120)], steps=1
        ),
        colour,
        FLAT,
    )
    middle = (left + right) / 2
    studio.write((middle, top + 54), lines[0], 38, "#ffffff")
    studio.write((middle, top + 98), lines[1], 21, "#ffffff", bold=False)
    studio.write((middle, bottom - 48), lines[2], 25, dark(colour, 0.25))
    for width, row in ((0.34, 0), (0.26, 1)):
        y = bottom - 96 - row * 18
        studio.line([(middle - (right - left) * width, y), (middle + (right - left) * width, y)], 5, "#b6c2c8", 0.6)


def _swab(studio: Studio, start: Point, end: Point) -> None:
    studio.lay(Hose([start, end], 8), "#f2f4f4", CORD, depth=4)
    tip = [(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share) for share in (0, 0.09)]
    studio.lay(Hose(tip, 20), "#ffffff", SOFT, depth=8, shadow=0.2, fall=8)


def _tube(studio: Studio, x: float, y: float, cap: str, *, turn: float = 0, fill: str = "#cfe7f2") -> None:
    """A soft buffer tube with a dropper tip."""

    def place(points: list[Point]) -> list[Point]:
        return turned([(x + px, y + py) for px, py in points], turn, (x, y))

    studio.patch(
        place(curve([(-30, -90), (30, -90), (30, 60), (16, 118), (0, 126), (-16, 118), (-30, 60)])),
        "#e6f1f6",
        CLEAR,
        opacity=0.85,
        depth=14,
        shadow=0.3,
    )
    studio.patch(
        place(curve([(-24, 0), (24, 0), (24, 58), (12, 108), (0, 114), (-12, 108), (-24, 58)])),
        fill,
        CLEAR,
        opacity=0.8,
        shadow=0,
    )
    studio.patch(place([(-34, -128), (34, -128), (34, -84), (-34, -84)]), cap, HARD, depth=10)
    studio.patch(place([(-12, -172), (12, -172), (20, -126), (-20, -126)]), light(cap, 0.25), HARD, depth=8)


def ivd_ag_pro(studio: Studio, rng: Random, variant: int) -> None:
    """A carton of twenty-five, two cassettes, a row of buffer tubes."""
    tint = PROFESSIONAL[variant]
    _carton(
        studio,
        110,
        210,
        520,
        740,
        tint,
        ("COVID-19 Ag", "PROFESSIONAL USE · IVD", rng.choice(["25 TESTS", "20 TESTS"])),
    )
    studio.ground(830, 770, 300, 20, 0.25)
    for x, place in ((910, 0), (990, 1), (1070, 2)):
        _tube(studio, x, 300 + place * 12, tint)
    _cassette(studio, 690, 500, -8, {"C": True, "T": variant % 2 == 0}, tint)
    _cassette(studio, 900, 610, 14, {"C": True, "T": False}, tint, 0.82)


def ivd_ag_self(studio: Studio, rng: Random, variant: int) -> None:
    """A small bright carton for the home, one cassette, one swab, one tube."""
    tint = HOME[variant]
    _carton(
        studio,
        150,
        300,
        480,
        740,
        tint,
        ("SELF-TEST", "COVID-19 ANTIGEN", rng.choice(["1 TEST", "5 TESTS", "2 TESTS"])),
    )
    _house(studio, 315, 566, tint)
    _cassette(studio, 640, 480, 9, {"C": True, "T": False}, tint)
    _tube(studio, 830, 420, tint, turn=-6)
    _swab(studio, (1010, 200), (900, 720))
    leaflet = [(780, 640), (1010, 610), (1040, 760), (800, 792)]
    studio.patch(leaflet, "#ffffff", CARD)
    for row in range(4):
        studio.line([(812 + row * 5, 668 + row * 26), (990 + row * 6, 646 + row * 26)], 5, "#b3bfc5", 0.7)


def _house(studio: Studio, x: float, y: float, tint: str) -> None:
    roof = [
        (x - 62, y - 4),
        (x, y - 64),
        (x + 62, y - 4),
        (x + 44, y - 4),
        (x + 44, y + 52),
        (x - 44, y + 52),
        (x - 44, y - 4),
    ]
    studio.patch(roof, light(tint, 0.45), FLAT)
    studio.patch(box(x - 13, y + 10, x + 13, y + 52), "#ffffff", PRINT)


def ivd_ab(studio: Studio, rng: Random, variant: int) -> None:
    """Cassettes with three bands, a lancet, a drop of blood, a buffer bottle."""
    tint = BLOOD[variant]
    _carton(studio, 120, 250, 490, 740, tint, ("IgG / IgM", "COVID-19 ANTIBODY", rng.choice(["25 TESTS", "40 TESTS"])))
    drop = curve([(985, 180), (1020, 250), (1030, 296), (985, 330), (940, 296), (950, 250)])
    studio.patch(drop, "#c2223a", SOFT, depth=26, contrast=0.6, gloss=0.8)
    studio.patch(oval(968, 288, 9, 16), "#ffffff", PRINT, opacity=0.55)
    _cassette(studio, 680, 480, -6, {"C": True, "G": variant % 2 == 0, "M": variant % 3 == 0}, tint)
    studio.patch(turned(box(846, 500, 890, 660, 14), 18, (868, 580)), light(tint, 0.15), HARD, depth=12)
    studio.patch(turned(box(858, 452, 878, 506, 5), 18, (868, 580)), "#dfe5e8", HARD, depth=6)
    studio.ground(1010, 760, 70, 12, 0.4)
    studio.patch(curve([(960, 560), (1060, 560), (1066, 740), (954, 740)], steps=6), "#f2f5f6", SOFT, depth=20)
    studio.patch([(974, 620), (1048, 620), (1050, 700), (972, 700)], tint, FLAT)
    studio.patch([(984, 486), (1036, 486), (1044, 556), (976, 556)], light(tint, 0.3), HARD, depth=10)


def ivd_pcr(studio: Studio, rng: Random, variant: int) -> None:
    """A rack of reagent tubes before the kit's carton and its amplification curves."""
    tint = MOLECULAR[variant]
    _carton(studio, 130, 190, 560, 640, tint, ("SARS-CoV-2 PCR", "ORF1ab · N · IC   –20 °C", ""))
    studio.write((345, 440), rng.choice(["48 TESTS", "96 TESTS", "24 TESTS"]), 34, dark(tint, 0.2))
    _curves(studio, 690, 170, 380, 270)
    studio.ground(640, 806, 420, 22, 0.4)
    caps = ("#d9483b", "#3f8fd0", "#4aa85a", "#e8b83a", "#8a5fb0", "#5a6770")
    for place in range(6):
        _reaction_tube(studio, 330 + place * 118, 570, caps[(place + variant) % 6])
    studio.patch(box(230, 660, 1010, 800, 18), "#e8edf0", SOFT, depth=20)
    for place in range(6):
        studio.patch(box(292 + place * 118, 668, 368 + place * 118, 684, 8), "#b9c4ca", FLAT)
    studio.write((620, 744), "REAGENT · MIX · CONTROL", 24, "#63747d", bold=False)


def _curves(studio: Studio, left: float, top: float, width: float, height: float) -> None:
    studio.patch(box(left, top, left + width, top + height, 14), "#101d27", CARD)
    for row in range(1, 4):
        y = top + height * row / 4
        studio.line([(left + 20, y), (left + width - 20, y)], 1.5, "#37505d", 0.8)
    for middle, colour in ((0.45, "#5fe08a"), (0.58, "#f7d046"), (0.7, "#5fc9ff")):
        points = []
        for step in range(41):
            share = step / 40
            rise = 1 / (1 + 2.71828 ** (-(share - middle) * 16))
            points.append((left + 20 + share * (width - 40), top + height - 30 - rise * (height - 80)))
        studio.line(points, 5, colour, 0.95)


def _reaction_tube(studio: Studio, x: float, y: float, cap: str) -> None:
    body = curve([(x - 34, y), (x + 34, y), (x + 32, y + 80), (x + 14, y + 158), (x - 14, y + 158), (x - 32, y + 80)])
    studio.lay(Patch(body), "#e3eff5", CLEAR, depth=14, opacity=0.9, shadow=0.25)
    studio.patch(box(x - 27, y + 40, x + 27, y + 92), "#ffffff", FLAT)
    studio.line([(x - 18, y + 58), (x + 18, y + 58)], 5, cap, 0.8)
    studio.line([(x - 18, y + 74), (x + 8, y + 74)], 4, "#9aa8af", 0.8)
    studio.patch(box(x - 42, y - 34, x + 42, y + 10, 12), cap, HARD, depth=12)
