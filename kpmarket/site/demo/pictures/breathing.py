"""Machines that help to breathe: ventilators and oxygen concentrators."""

import math
from random import Random

from kpmarket.site.demo.pictures.outline import Patch, box, curve, oval
from kpmarket.site.demo.pictures.studio import CARD, CLEAR, CORD, FLAT, HARD, PRINT, SOFT, Studio, dark, light

ACCENTS = ("#2f8fb5", "#3aa58a", "#4b62b8", "#d08a3c", "#2b7f8f", "#6b7b86", "#4aa0d0", "#3f8f5f")
TRACES = ("#f7d046", "#5fe08a", "#5fc9ff")


def ventilator(studio: Studio, rng: Random, variant: int) -> None:
    """An intensive-care ventilator on its trolley; every third one a portable device."""
    if variant % 3 == 2:
        _screen_unit(studio, rng, variant, top=190, bottom=640, handle=True)
        studio.ground(600, 742, 330, 22, 0.3)
        _hoses(studio, drop=90)
        return
    studio.ground(600, 856, 300, 22, 0.45)
    for x in (372, 828):
        studio.patch(oval(x, 834, 30, 28), "#2c363d", HARD, depth=9)
        studio.patch(oval(x, 834, 12, 11), "#8d989f", HARD, depth=5, shadow=0)
    studio.patch(curve([(350, 800), (600, 762), (850, 800), (840, 826), (600, 806), (360, 826)]), "#c9d2d7", HARD)
    studio.patch(box(560, 560, 640, 800, 14), "#d9e0e4", HARD)
    _screen_unit(studio, rng, variant, top=70, bottom=470, handle=False)
    studio.patch(box(392, 486, 808, 612, 22), "#eef2f4", SOFT, depth=26)
    for x in (452, 524):
        studio.patch(oval(x, 552, 27), "#ccd5da", HARD, depth=9)
        studio.patch(oval(x, 552, 14), "#3b474f", HARD, depth=5, shadow=0)
    studio.patch(box(600, 530, 770, 576, 10), light(ACCENTS[variant], 0.2), CARD, shadow=0)
    _hoses(studio, drop=0)


def _screen_unit(studio: Studio, rng: Random, variant: int, *, top: float, bottom: float, handle: bool) -> None:
    accent = ACCENTS[variant]
    if handle:
        studio.cord(
            [(420, top + 10), (440, top - 70), (600, top - 90), (760, top - 70), (780, top + 10)], 34, dark(accent, 0.2)
        )
        studio.patch(box(284, bottom - 60, 916, bottom + 84, 36), "#dfe5e8", SOFT)
    studio.patch(box(280, top, 920, bottom, 34), "#f3f6f7", SOFT, depth=34)
    studio.patch(box(280, bottom - 34, 920, bottom, 17), accent, HARD, shadow=0, depth=10)
    left, right, low = 316, 800, bottom - 58
    studio.patch(box(left, top + 34, right, low, 12), "#0d1820", HARD, depth=8, shadow=0)
    rows = (low - top - 50) / 3
    for index, colour in enumerate(TRACES):
        base = top + 40 + rows * (index + 0.78)
        studio.line([(left + 14, base + 4), (right - 110, base + 4)], 1.5, "#37505d", 0.9)
        studio.line(_trace(index, left + 14, right - 112, base, rows * 0.6), 4, colour, 0.95)
        studio.write(
            (right - 54, base - rows * 0.28),
            str(rng.choice([(18, 22, 20), (14, 16, 15), (450, 480, 420)][index])),
            46,
            colour,
        )
        studio.write((right - 54, base + 2), ("Ppeak", "RR", "VT")[index], 15, "#9fb4bf", bold=False)
    for row in range(4):
        studio.patch(box(820, top + 48 + row * 52, 892, top + 84 + row * 52, 10), "#d5dde2", CARD, shadow=0)
    studio.patch(oval(856, low - 34, 36), dark("#d5dde2", 0.12), HARD, depth=14)
    studio.patch(oval(856, low - 34, 20), light(accent, 0.1), HARD, depth=8, shadow=0)


def _trace(kind: int, left: float, right: float, base: float, height: float) -> list[tuple[float, float]]:
    """Pressure, flow and volume over three breaths."""
    points = []
    for step in range(91):
        phase = (step / 30) % 1
        rise = min(1, phase * 7) if phase < 0.4 else math.exp(-(phase - 0.4) * 12)
        flow = math.exp(-phase * 5) * min(1, phase * 20) if phase < 0.4 else -0.5 * math.exp(-(phase - 0.4) * 7)
        volume = math.sin(min(1, phase / 0.4) * math.pi / 2) if phase < 0.4 else math.exp(-(phase - 0.4) * 6)
        points.append((left + (right - left) * step / 90, base - height * (rise, flow * 0.6 + 0.35, volume)[kind]))
    return points


def _hoses(studio: Studio, *, drop: float) -> None:
    """Two ribbed hoses meet at a Y-piece."""
    for start, tint in (((452, 552 + drop), "#bcd8ea"), ((524, 552 + drop), "#dfe6ea")):
        x, y = start
        path = curve(
            [(x, y), (x - 60, y + 110), (x - 190, y + 130), (250, y + 10), (190, y - 130), (150, y - 250)], closed=False
        )
        studio.cord(path[::6], 30, tint, depth=9)
        studio.lay([Patch(oval(px, py, 16, 3)) for px, py in path[3::2]], dark(tint, 0.45), PRINT, opacity=0.16)
    studio.patch(box(116, 262 + drop, 190, 312 + drop, 18), "#e9f3f8", HARD, depth=10)
    studio.patch(box(132, 210 + drop, 166, 268 + drop, 10), "#cfe3ee", HARD, depth=8)


def oxygen_concentrator(studio: Studio, rng: Random, variant: int) -> None:
    """A bedside concentrator with flow meter and humidifier; every third one a portable device with a strap."""
    (_portable if variant % 3 == 2 else _bedside)(studio, rng, variant)


def _bedside(studio: Studio, rng: Random, variant: int) -> None:
    accent = ACCENTS[variant]
    studio.ground(600, 846, 270, 24, 0.45)
    for x in (426, 774):
        studio.patch(oval(x, 836, 32, 24), "#2c363d", HARD, depth=9)
    body = curve(
        [
            (390, 190),
            (470, 150),
            (600, 142),
            (730, 150),
            (810, 190),
            (828, 420),
            (832, 700),
            (814, 812),
            (600, 826),
            (386, 812),
            (368, 700),
            (372, 420),
        ]
    )
    studio.patch(body, "#f1f4f5", SOFT, depth=60)
    studio.cord([(470, 168), (480, 96), (600, 82), (720, 96), (730, 168)], 30, dark(accent, 0.1), depth=12)
    panel = curve([(410, 214), (600, 186), (790, 214), (796, 400), (600, 418), (404, 400)], steps=10)
    studio.patch(panel, accent, SOFT, depth=24, shadow=0.1)
    studio.patch(box(446, 240, 624, 348, 14), "#0f1d25", HARD, depth=8, shadow=0)
    studio.write((524, 292), rng.choice(["93%", "94%", "95%"]), 60, "#8ff0c0")
    studio.write((524, 334), "O2  5.0 L/min", 17, "#c5d7df", bold=False)
    studio.patch(box(664, 230, 726, 388, 14), "#f7fafb", CLEAR, opacity=0.9, shadow=0.1)
    for row in range(7):
        studio.line([(674, 250 + row * 20), (694, 250 + row * 20)], 3, "#44545d", 0.9)
    studio.patch(oval(706, 300, 11), "#d5463c", HARD, depth=5, shadow=0)
    for x in (462, 512, 562, 612):
        studio.patch(oval(x, 380, 12), "#f4f7f8", HARD, depth=5, shadow=0.1)
    for row in range(7):
        studio.patch(box(440, 640 + row * 20, 760, 649 + row * 20, 4), "#c2ccd1", FLAT)
    _humidifier(studio)
    studio.write((510, 600), rng.choice(["5L", "10L", "8L"]), 64, dark(accent, 0.1), opacity=0.85)


def _humidifier(studio: Studio) -> None:
    studio.patch(box(640, 452, 752, 612, 24), "#dcebf2", CLEAR, opacity=0.85, depth=20, shadow=0.2)
    studio.patch(box(648, 528, 744, 606, 18), "#9fd0e6", CLEAR, opacity=0.75, shadow=0)
    studio.patch(box(650, 432, 742, 470, 10), "#eef2f4", HARD, depth=8)
    studio.cord(
        [(696, 436), (704, 404), (860, 420), (930, 520), (900, 690), (980, 760), (1060, 690), (1010, 610)], 9, "#d8e6ec"
    )
    for bend in ([(1010, 612), (990, 560), (1020, 530)], [(1010, 612), (1046, 566), (1052, 540)]):
        studio.cord(bend, 7, "#d8e6ec")


def _portable(studio: Studio, rng: Random, variant: int) -> None:
    accent = ACCENTS[variant]
    studio.ground(600, 772, 300, 24, 0.45)
    studio.cord([(376, 400), (330, 190), (600, 104), (870, 190), (824, 400)], 26, "#3f4b53", CORD, depth=8)
    body = curve(
        [
            (364, 300),
            (440, 262),
            (600, 256),
            (760, 262),
            (836, 300),
            (846, 520),
            (834, 720),
            (770, 756),
            (600, 762),
            (430, 756),
            (366, 720),
            (354, 520),
        ]
    )
    studio.patch(body, "#eef1f3", SOFT, depth=54)
    studio.patch(
        curve([(362, 560), (600, 590), (838, 560), (832, 720), (770, 752), (600, 758), (430, 752), (368, 720)]),
        accent,
        SOFT,
        depth=26,
        shadow=0,
    )
    studio.patch(box(450, 320, 750, 470, 26), "#0f1d25", HARD, depth=8, shadow=0)
    studio.write((544, 394), rng.choice(["3", "4", "2"]), 96, "#8ff0c0")
    studio.write((664, 366), "O2 94%", 30, "#e6f0f4")
    studio.write((664, 424), "BATTERY 82%", 18, "#9fb6c2", bold=False)
    for x, words in ((480, "–"), (600, ""), (720, "+")):
        studio.patch(oval(x, 524, 26), "#d9e1e5", HARD, depth=10)
        studio.write((x, 524), words, 34, dark(accent, 0.3))
    studio.patch(oval(600, 524, 9), accent, HARD, depth=4, shadow=0)
    studio.cord([(800, 290), (850, 220), (960, 260), (1000, 420), (960, 560), (1040, 640)], 9, "#d8e6ec")
    for row in range(5):
        studio.patch(box(490, 640 + row * 18, 710, 648 + row * 18, 4), dark(accent, 0.35), FLAT)
