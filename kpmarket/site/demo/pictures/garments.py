"""Gowns and coveralls, laid out as on an invisible wearer."""

from random import Random

from kpmarket.site.demo.pictures.outline import Patch, Points, both_sides, curve, mirrored
from kpmarket.site.demo.pictures.studio import CARD, CLOTH, FLAT, HARD, Studio, dark, light

SURGICAL = ("#2f6f96", "#3d8a86", "#2a5d8c", "#4a7f9e", "#2f7f74", "#35618f", "#4c6f9c", "#27767f")
ISOLATION = ("#f0d56c", "#bcdcec", "#f3e08e", "#d5e8d2", "#f5f3ea", "#c9dff2", "#efcf5a", "#e3dcf0")
TAPES = ("#4f93c9", "#d9a23a", "#3f9a86", "#c95a5a", "#7d8890", "#4f93c9", "#e2c14a", "#3c6fb0")


def surgical_gown(studio: Studio, rng: Random, variant: int) -> None:
    """Raglan sleeves with knitted cuffs, a wrap tie with its card, a reinforced front."""
    colour = SURGICAL[variant]
    studio.ground(600, 868, 260, 16, 0.35)
    for side in (1, -1):
        _sleeve(studio, colour, side, cuff="#f4f4ef")
    right = [
        (600, 142),
        (652, 116),
        (704, 138),
        (752, 190),
        (760, 330),
        (776, 520),
        (800, 700),
        (812, 850),
        (720, 866),
        (600, 870),
    ]
    studio.patch(curve(both_sides(right)[:-1]), colour, CLOTH, depth=60)
    _neck(studio, colour)
    if variant % 2 == 0:
        front = [(600, 232), (690, 250), (700, 420), (712, 640), (600, 652)]
        studio.patch(curve(both_sides(front)[:-1], steps=6), dark(colour, 0.13), FLAT, opacity=0.85)
    for x, bend in ((520, -18), (676, 16), (606, 8)):
        studio.line(curve([(x, 560), (x + bend, 690), (x + bend * 2, 850)], closed=False), 12, dark(colour, 0.45), 0.16)
    studio.cord([(446, 486), (540, 508), (660, 506), (754, 484)], 17, dark(colour, 0.1), shadow=0.25)
    studio.cord([(668, 506), (690, 570), (682, 640)], 14, dark(colour, 0.06))
    card = [(640, 486), (716, 492), (712, 540), (636, 534)]
    studio.patch(card, "#ffffff", CARD)
    studio.line([(652, 505), (698, 509)], 5, colour, 0.8)
    studio.line([(650, 519), (684, 522)], 4, "#8a979d", 0.8)
    studio.write((664, 214), rng.choice(["L", "XL", "M"]), 25, light(colour, 0.75), opacity=0.8)


def _sleeve(studio: Studio, colour: str, side: int, *, cuff: str) -> None:
    """The sleeve on the right, or mirrored."""
    arm: Points = [
        (700, 140),
        (770, 178),
        (836, 330),
        (890, 520),
        (908, 660),
        (838, 676),
        (800, 560),
        (752, 400),
        (690, 300),
    ]
    wrist: Points = [(906, 655), (915, 716), (850, 734), (836, 671)]
    if side < 0:
        arm, wrist = mirrored(arm), mirrored(wrist)
    studio.patch(curve(wrist, steps=5), cuff, CLOTH, depth=14)
    for share in (0.25, 0.5, 0.75):
        top = _along(wrist[3], wrist[0], share)
        studio.line([top, _along(wrist[2], wrist[1], share)], 3, dark(cuff, 0.4), 0.3)
    studio.patch(curve(arm), dark(colour, 0.04), CLOTH, depth=36)
    crease = [(800, 330), (786, 400), (806, 470)]
    studio.line(curve(crease if side > 0 else mirrored(crease), closed=False), 8, dark(colour, 0.5), 0.22)


def _along(start: tuple[float, float], end: tuple[float, float], share: float) -> tuple[float, float]:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _neck(studio: Studio, colour: str) -> None:
    """The opening shows the inner back and its binding."""
    hole = [(540, 132), (570, 116), (600, 112), (630, 116), (660, 132), (646, 182), (600, 204), (554, 182)]
    studio.patch(curve(hole), dark(colour, 0.42), FLAT)
    edge = curve([(534, 124), (548, 180), (600, 208), (652, 180), (666, 124)], closed=False)
    studio.cord(edge[::6], 13, light(colour, 0.3), shadow=0.15)


def isolation_gown(studio: Studio, rng: Random, variant: int) -> None:
    """A light loose gown with elastic cuffs or thumb loops, tied in a bow at the waist."""
    colour = ISOLATION[variant]
    studio.ground(600, 850, 280, 16, 0.3)
    for side in (1, -1):
        arm = [
            (700, 150),
            (770, 176),
            (880, 300),
            (985, 450),
            (1006, 520),
            (940, 552),
            (858, 470),
            (760, 380),
            (690, 310),
        ]
        cuff = [(992, 486), (1030, 540), (970, 580), (932, 538)]
        studio.patch(curve(cuff if side > 0 else mirrored(cuff), steps=6), dark(colour, 0.08), CLOTH, depth=12)
        studio.patch(curve(arm if side > 0 else mirrored(arm)), dark(colour, 0.03), CLOTH, depth=34, opacity=0.96)
    right = [
        (600, 150),
        (650, 126),
        (710, 146),
        (770, 196),
        (768, 330),
        (742, 470),
        (800, 640),
        (846, 830),
        (730, 852),
        (600, 848),
    ]
    studio.patch(curve(both_sides(right)[:-1]), colour, CLOTH, depth=58, contrast=0.36)
    _neck(studio, colour)
    for x, bend in ((470, -34), (548, -12), (640, 10), (724, 36)):
        studio.line(
            curve([(x + (600 - x) * 0.2, 500), (x, 660), (x + bend, 836)], closed=False), 15, dark(colour, 0.4), 0.16
        )
    studio.cord([(458, 470), (540, 490), (660, 490), (742, 470)], 15, dark(colour, 0.14), shadow=0.22)
    for loop in ([(600, 490), (530, 448), (505, 500), (600, 494)], [(600, 490), (672, 446), (698, 502), (600, 494)]):
        studio.cord(loop, 12, dark(colour, 0.1))
    for tail in ([(600, 492), (572, 560), (556, 636)], [(600, 492), (640, 556), (650, 618)]):
        studio.cord(tail, 12, dark(colour, 0.12))
    studio.write((700, 232), rng.choice(["LEVEL 2", "LEVEL 3", "AAMI 2"]), 18, dark(colour, 0.55), opacity=0.5)


def ppe_coverall(studio: Studio, rng: Random, variant: int) -> None:
    """Hood, two-way zip under a flap, elastic waist and ankles; taped seams on every other one."""
    colour = "#f4f6f6" if variant % 4 != 3 else "#dfe9f1"
    tape = TAPES[variant] if variant % 3 != 2 else ""
    studio.ground(600, 868, 250, 16, 0.4)
    for side in (1, -1):
        arm: Points = [
            (690, 232),
            (760, 262),
            (822, 390),
            (868, 540),
            (876, 614),
            (818, 628),
            (784, 540),
            (730, 430),
            (690, 370),
        ]
        arm = arm if side > 0 else mirrored(arm)
        studio.patch(curve(arm), dark(colour, 0.03), CLOTH, depth=38, contrast=0.6)
        if tape:
            seam = [(724, 250), (716, 320), (732, 424)]
            studio.line(curve(seam if side > 0 else mirrored(seam), closed=False), 13, tape, 0.85)
    body = [
        (600, 205),
        (672, 212),
        (730, 252),
        (738, 360),
        (716, 470),
        (736, 560),
        (746, 700),
        (744, 846),
        (650, 856),
        (634, 720),
        (600, 610),
    ]
    studio.patch(curve(both_sides(body)[:-1]), colour, CLOTH, depth=54, contrast=0.6)
    _hood(studio, colour, tape)
    for x in (0, 1):
        inner = [(600, 612), (624, 700), (640, 850)]
        studio.line(curve(mirrored(inner) if x else inner, closed=False), 5, dark(colour, 0.5), 0.3)
    studio.patch([(588, 300), (614, 300), (612, 620), (590, 620)], light(colour, 0.4), CARD, depth=4)
    studio.line([(600, 304), (600, 612)], 5, tape or "#aeb9be", 0.9)
    studio.patch([(594, 306), (606, 306), (604, 338), (596, 338)], "#8f9ba2", HARD, depth=4)
    for y in (474, 482):
        studio.line(curve([(492, y), (600, y + 12), (708, y)], closed=False), 3, dark(colour, 0.5), 0.35)
    for fold in ([(520, 400), (548, 440), (530, 520)], [(560, 640), (540, 720), (556, 800)], [(680, 392), (660, 440)]):
        for path in (fold, mirrored(fold)):
            studio.line(curve(path, closed=False), 11, dark(colour, 0.5), 0.11)
    studio.write((668, 330), rng.choice(["TYPE 5B/6B", "TYPE 4B", "EN 14126"]), 16, dark(colour, 0.6), opacity=0.6)


def _hood(studio: Studio, colour: str, tape: str) -> None:
    hood = curve(
        [
            (600, 44),
            (668, 62),
            (704, 132),
            (690, 222),
            (640, 262),
            (600, 270),
            (560, 262),
            (510, 222),
            (496, 132),
            (532, 62),
        ]
    )
    studio.patch(hood, colour, CLOTH, depth=40, contrast=0.6, shadow=0.2)
    face = curve([(600, 92), (646, 108), (664, 160), (646, 222), (600, 244), (554, 222), (536, 160), (554, 108)])
    studio.lay(Patch(face), "#4d5b64", CLOTH, depth=30, shadow=0)
    studio.line([*face, face[0]], 9, light(colour, 0.5), 0.95)
    studio.line([*face, face[0]], 3, dark(colour, 0.5), 0.3)
    if tape:
        studio.line(curve([(600, 46), (602, 66), (600, 90)], closed=False), 11, tape, 0.85)
