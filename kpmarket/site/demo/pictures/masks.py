"""Masks: pleated medical ones, cup and folded respirators, sewn community masks."""

from random import Random

from kpmarket.site.demo.pictures.outline import Hose, Patch, both_sides, box, curve, mirrored, oval
from kpmarket.site.demo.pictures.studio import CARD, CLOTH, CORD, HARD, PRINT, Studio, dark, light

MEDICAL = ("#a9cfe6", "#cfe4ee", "#8fc3c0", "#e6ecef", "#f0c4cf", "#7fb2dd", "#b9d8c4", "#50606b")
MARKINGS = (
    ("FFP2 NR", "EN 149:2001+A1:2009"),
    ("KN95", "GB 2626-2019"),
    ("N95", "42 CFR 84"),
    ("FFP3 NR", "EN 149:2001+A1:2009"),
)
RESPIRATOR = ("#eef1f2", "#f4f2ec", "#e2e9ef", "#ffffff", "#dfe7e3", "#f1f1f1", "#d7e3ee", "#44525c")
FABRIC = ("#38556e", "#8a5a67", "#54715f", "#c79b5b", "#6a6390", "#c8745c", "#2f3d4a", "#7d9cb5")


def medical_mask(studio: Studio, rng: Random, variant: int) -> None:
    """Three pleats, a nose wire under the upper seam, two ear loops."""
    colour = MEDICAL[variant % len(MEDICAL)]
    loop = [(345, 335), (225, 320), (150, 420), (165, 560), (250, 625), (352, 580)]
    for path in (loop, mirrored(loop)):
        studio.cord(path, 11, "#f7f8f8")
    rim = [(600, 268), (760, 284), (882, 322), (902, 380), (893, 470), (880, 560), (830, 622), (730, 664), (600, 680)]
    studio.patch(curve(both_sides(rim)[:-1]), light(colour, 0.1), CLOTH, depth=30)
    for low in (600, 508, 416):
        right = [(600, 268), (760, 284), (882, 322), (900, 380), (896, low - 34), (760, low + 14), (600, low + 22)]
        fold = curve(both_sides(right)[:-1])
        studio.patch(fold, colour, CLOTH, depth=22, shadow=0.32, fall=9)
    studio.line(
        curve([(318, 340), (450, 302), (600, 290), (750, 302), (882, 340)], closed=False), 7, light(colour, 0.6), 0.9
    )
    wire = curve([(470, 322), (540, 309), (600, 306), (660, 309), (730, 322)], closed=False)
    studio.lay(Hose(wire, 15), light(colour, 0.25), CORD, shadow=0.1)
    for x, step in ((310, 1), (890, -1)):
        for row in range(9):
            y = 352 + row * 27
            studio.line([(x + step * 4, y), (x + step * 20, y)], 5, dark(colour, 0.35), 0.28)
    if variant % 2:
        studio.write((790, 640), rng.choice(["TYPE IIR", "IIR", "TYPE II"]), 21, dark(colour, 0.5), opacity=0.55)


def respirator(studio: Studio, rng: Random, variant: int) -> None:
    """A moulded cup with head straps, or a vertically folded mask with ear loops; some with a valve."""
    (_folded_respirator if variant % 2 else _cup_respirator)(studio, rng, variant)


def _cup_respirator(studio: Studio, rng: Random, variant: int) -> None:
    colour, band = RESPIRATOR[variant % len(RESPIRATOR)], rng.choice(["#e9c353", "#d9dde0", "#5fa6c9", "#e08a5a"])
    for path in (
        [(330, 420), (240, 250), (420, 120), (640, 105), (860, 160), (930, 290), (885, 410)],
        [(330, 540), (200, 640), (260, 760), (560, 800), (860, 770), (990, 650), (885, 545)],
    ):
        studio.cord(path, 15, band)
    rim = curve(
        [
            (600, 190),
            (700, 240),
            (800, 330),
            (900, 470),
            (880, 600),
            (760, 700),
            (600, 728),
            (440, 700),
            (320, 600),
            (300, 470),
            (400, 330),
            (500, 240),
        ]
    )
    studio.patch(rim, dark(colour, 0.1), HARD, depth=16)
    dome = curve(
        [
            (600, 232),
            (680, 268),
            (760, 350),
            (846, 478),
            (826, 585),
            (730, 664),
            (600, 690),
            (470, 664),
            (374, 585),
            (354, 478),
            (440, 350),
            (520, 268),
        ]
    )
    studio.patch(dome, colour, CLOTH, depth=90, contrast=0.55, shadow=0.12)
    ridge = curve([(440, 500), (520, 470), (600, 462), (680, 470), (760, 500), (735, 585), (600, 622), (465, 585)])
    studio.patch(ridge, colour, CLOTH, depth=34, contrast=0.3, shadow=0.08)
    clip = curve([(505, 300), (540, 250), (600, 232), (660, 250), (695, 300)], closed=False)
    studio.lay(Hose(clip, 26), "#b9c2c8", HARD, depth=9)
    marking, standard = MARKINGS[(variant // 2) % 4]
    studio.write((600, 536), marking, 46, dark(colour, 0.55), opacity=0.72)
    studio.write((600, 580), standard, 19, dark(colour, 0.55), bold=False, opacity=0.6)
    if variant % 4 == 2:
        _valve(studio, 600, 405)


def _folded_respirator(studio: Studio, rng: Random, variant: int) -> None:
    colour = RESPIRATOR[variant % len(RESPIRATOR)]
    for path in (
        [(395, 330), (250, 270), (165, 400), (200, 590), (400, 600)],
        [(420, 345), (300, 330), (238, 420), (270, 545), (420, 580)],
    ):
        studio.cord(path, 11, "#f5f5f3" if variant != 7 else "#2f3a42")
    half = [
        (385, 300),
        (520, 232),
        (690, 196),
        (808, 262),
        (900, 440),
        (838, 560),
        (700, 690),
        (560, 668),
        (400, 640),
        (372, 470),
    ]
    studio.patch(curve(half), colour, CLOTH, depth=70, contrast=0.5)
    studio.line(
        curve([(690, 198), (806, 264), (896, 440), (836, 558), (702, 688)], closed=False), 9, dark(colour, 0.25), 0.5
    )
    for inset in (0, 14):
        studio.line(
            curve([(402 + inset, 318), (392 + inset, 470), (416 + inset, 626)], closed=False), 3, dark(colour, 0.4), 0.4
        )
    studio.line(curve([(420, 470), (640, 448), (880, 440)], closed=False), 5, dark(colour, 0.3), 0.22)
    clip = curve([(560, 246), (640, 228), (700, 224), (762, 262)], closed=False)
    studio.lay(Hose(clip, 24), "#bcc5ca", HARD, depth=8)
    ink = "#e8edf0" if variant == 7 else dark(colour, 0.6)
    marking, standard = MARKINGS[(variant + 1) // 2 % 4]
    studio.write((590, 545), marking, 54, ink, turn=-2, opacity=0.75)
    studio.write((585, 598), standard, 21, ink, bold=False, turn=-2, opacity=0.65)
    if variant in (3, 5):
        _valve(studio, 700, 380)


def _valve(studio: Studio, x: float, y: float) -> None:
    studio.patch(box(x - 62, y - 50, x + 62, y + 50, 30), "#dfe5e8", HARD)
    studio.patch(box(x - 44, y - 32, x + 44, y + 32, 18), "#c8d1d6", CARD)
    for row in range(-1, 2):
        studio.line([(x - 30, y + row * 17), (x + 30, y + row * 17)], 6, "#77858d", 0.8)


def community_mask(studio: Studio, rng: Random, variant: int) -> None:
    """Sewn from cloth in two halves, with a pattern and cord stoppers."""
    colour = FABRIC[variant % len(FABRIC)]
    loop = [(330, 372), (190, 330), (120, 450), (165, 600), (290, 640), (365, 565)]
    for path in (loop, mirrored(loop)):
        studio.cord(path, 12, light(colour, 0.55))
    right = [(600, 250), (690, 290), (800, 322), (900, 345), (912, 450), (880, 580), (780, 660), (690, 700), (600, 712)]
    studio.patch(curve(both_sides(right)[:-1]), colour, CLOTH, depth=64, contrast=0.55)
    _pattern(studio, rng, variant, colour)
    studio.line(curve([(600, 252), (628, 380), (636, 500), (600, 710)], closed=False), 5, dark(colour, 0.6), 0.55)
    studio.line(curve([(612, 262), (640, 384), (648, 500), (612, 702)], closed=False), 2.5, light(colour, 0.5), 0.5)
    for edge in ([(318, 360), (302, 452), (332, 572)], [(882, 360), (898, 452), (868, 572)]):
        studio.line(curve(edge, closed=False), 3, light(colour, 0.6), 0.6)
    for x in (208, 992):
        studio.patch(oval(x, 628, 17, 24), dark(colour, 0.5), HARD, depth=8)


def _pattern(studio: Studio, rng: Random, variant: int, colour: str) -> None:
    """Dots, stripes, leaves or plain cloth."""
    if variant % 4 == 0:
        spots = [(x + (36 if row % 2 else 0), 360 + row * 54) for row in range(6) for x in range(350, 870, 72)]
        studio.lay(
            [Patch(oval(x, y, 9)) for x, y in spots if _is_on_cloth(x, y)], light(colour, 0.7), PRINT, opacity=0.75
        )
    elif variant % 4 == 1:
        for row in range(7):
            y = 372 + row * 44
            edge = curve([(326 + row * 4, y - 12), (600, y + 26), (874 - row * 4, y - 12)], closed=False)
            studio.line(edge, 9, light(colour, 0.55), 0.4)
    elif variant % 4 == 2:
        for _ in range(26):
            across, down = rng.uniform(350, 850), rng.uniform(345, 640)
            if _is_on_cloth(across, down):
                leaf = curve([(across - 20, down), (across, down - 9), (across + 20, down), (across, down + 9)])
                studio.patch(leaf, light(colour, 0.6), PRINT, opacity=0.55)


def _is_on_cloth(x: float, y: float) -> bool:
    return abs(x - 600) < 285 - max(0, y - 540) * 0.9 and y > 330 + abs(x - 600) * 0.12 and y < 670
