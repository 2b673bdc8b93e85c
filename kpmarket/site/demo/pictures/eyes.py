"""What protects eyes and face: goggles, spectacles, shields."""

from random import Random

from kpmarket.site.demo.pictures.outline import Hose, Patch, both_sides, box, curve, mirrored
from kpmarket.site.demo.pictures.studio import CARD, CLEAR, CLOTH, HARD, PRINT, Studio, dark, light

FRAMES = ("#2d6ea3", "#2b3a44", "#3f8f83", "#8e9aa2", "#c2603f", "#4a4f78", "#1f5f6e", "#6b747a")
FOAMS = ("#bcd3e4", "#e6e8e4", "#c9dfd5", "#f0e2c4", "#d9d4e6", "#cfd9de", "#b7d5dd", "#e7d3cf")


def protective_eyewear(studio: Studio, rng: Random, variant: int) -> None:
    """Indirectly vented goggles, or safety spectacles."""
    (_spectacles if variant % 2 else _goggles)(studio, rng, variant)


def _goggles(studio: Studio, rng: Random, variant: int) -> None:
    colour = FRAMES[variant]
    for strap in ([(300, 420), (180, 350), (250, 230), (600, 170), (950, 230), (1020, 350), (900, 420)],):
        studio.cord(strap, 46, "#3b464d", depth=14)
        studio.cord(strap, 6, light(colour, 0.4), shadow=0, opacity=0.8)
    studio.ground(600, 690, 330, 26, 0.35)
    right = [
        (600, 322),
        (720, 308),
        (860, 326),
        (938, 390),
        (936, 520),
        (880, 620),
        (770, 660),
        (680, 626),
        (630, 560),
        (600, 540),
    ]
    shell = curve(both_sides(right)[:-1])
    studio.patch(shell, light(colour, 0.35), HARD, depth=34, opacity=0.9)
    pane = [
        (600, 366),
        (715, 352),
        (838, 368),
        (890, 418),
        (886, 506),
        (842, 578),
        (766, 608),
        (704, 582),
        (658, 522),
        (600, 498),
    ]
    lens = curve(both_sides(pane)[:-1])
    studio.patch(lens, light(colour, 0.82), CLEAR, depth=40, opacity=0.92, shadow=0.2)
    for sheen in ([(380, 400), (470, 382), (400, 560), (352, 520)], [(500, 380), (530, 376), (450, 580), (428, 572)]):
        studio.patch(sheen, "#ffffff", PRINT, opacity=0.5)
    studio.patch([(800, 400), (838, 402), (770, 570), (738, 560)], "#ffffff", PRINT, opacity=0.3)
    for x in (430, 510, 690, 770):
        studio.patch(box(x - 24, 326, x + 24, 346, 9), dark(colour, 0.2), CARD)
    for x in (286, 914):
        studio.patch(box(x - 26, 396, x + 26, 480, 12), dark(colour, 0.15), HARD, depth=10)
    studio.write((858, 352), rng.choice(["EN 166 1 B 3 4", "EN ISO 16321"]), 15, dark(colour, 0.5), opacity=0.7)


def _spectacles(studio: Studio, rng: Random, variant: int) -> None:
    colour = FRAMES[variant]
    tint = rng.choice(["#e8f1f4", "#e8f1f4", "#f1dfa0", "#7e8a92"])
    for arm in ([(300, 412), (270, 330), (330, 250), (470, 236)], [(900, 412), (930, 330), (870, 250), (730, 236)]):
        studio.cord(arm, 26, colour, depth=10)
    studio.ground(600, 650, 320, 24, 0.38)
    right = [(600, 426), (650, 402), (780, 388), (890, 404), (914, 470), (886, 560), (800, 606), (700, 588), (636, 510)]
    for side in (right, mirrored(right)):
        outline = curve(side[1:])
        studio.patch(outline, tint, CLEAR, depth=36, opacity=0.72, shadow=0.25, contrast=0.35)
        studio.line([*outline, outline[0]], 7, light(colour, 0.45), 0.75)
    studio.patch([(390, 420), (450, 412), (380, 560), (340, 520)], "#ffffff", PRINT, opacity=0.45)
    studio.patch([(760, 412), (820, 404), (740, 576), (696, 556)], "#ffffff", PRINT, opacity=0.4)
    brow = curve([(284, 412), (420, 384), (540, 398), (600, 418), (660, 398), (780, 384), (916, 412)], closed=False)
    studio.lay(Hose(brow, 30), colour, HARD, depth=12)
    studio.lay(Hose(curve([(560, 436), (572, 500), (552, 534)], closed=False), 15), light(colour, 0.5), HARD, depth=7)
    studio.lay(Hose(curve([(640, 436), (628, 500), (648, 534)], closed=False), 15), light(colour, 0.5), HARD, depth=7)
    studio.write((868, 424), "1F", 17, dark(colour, 0.4), opacity=0.6)


def face_shield(studio: Studio, rng: Random, variant: int) -> None:
    """A foam or plastic headband, elastic behind, and a long clear visor."""
    foam = FOAMS[variant]
    studio.cord([(330, 250), (360, 150), (600, 112), (840, 150), (870, 250)], 34, "#4b565d", depth=12)
    studio.ground(600, 838, 270, 20, 0.35)
    right = [(600, 236), (740, 226), (884, 250), (900, 420), (880, 640), (800, 770), (700, 812), (600, 820)]
    visor = curve(both_sides(right)[:-1])
    studio.patch(visor, "#d5e6ee", CLEAR, depth=50, opacity=0.58, contrast=0.42, shadow=0.3)
    studio.line([*visor, visor[0]], 5, "#ffffff", 0.85)
    studio.line([*visor, visor[0]], 2, "#6d8794", 0.5)
    for sheen, strength in (
        ([(372, 310), (452, 300), (420, 640), (372, 560)], 0.5),
        ([(480, 300), (506, 298), (470, 690), (446, 660)], 0.4),
        ([(790, 300), (836, 306), (838, 540), (760, 730)], 0.3),
    ):
        studio.lay(Patch(curve(sheen, steps=5)), "#ffffff", PRINT, opacity=strength)
    band = curve(
        [
            (318, 226),
            (440, 196),
            (600, 186),
            (760, 196),
            (882, 226),
            (886, 300),
            (760, 276),
            (600, 268),
            (440, 276),
            (314, 300),
        ]
    )
    finish = CLOTH if variant % 2 == 0 else HARD
    studio.patch(band, foam, finish, depth=22)
    if variant % 2:
        for x in range(420, 800, 60):
            studio.patch(box(x - 15, 222, x + 15, 234, 6), dark(foam, 0.35), PRINT, opacity=0.7)
    for x in (338, 862):
        studio.patch(box(x - 20, 244, x + 20, 286, 18), "#eef1f2", HARD, depth=9)
    studio.write((600, 792), rng.choice(["EN 166 3", "ANTI-FOG", "Z87+"]), 18, "#4d6672", opacity=0.6)
