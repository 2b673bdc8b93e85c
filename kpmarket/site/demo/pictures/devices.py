"""Small electronic devices: the infrared thermometer and the finger oximeter."""

from random import Random

from kpmarket.site.demo.pictures.outline import Point, box, curve, oval, turned
from kpmarket.site.demo.pictures.studio import CARD, FLAT, HARD, PRINT, SOFT, Studio, dark, light

ACCENTS = ("#2f8fb5", "#3aa58a", "#5a6cc0", "#d9724f", "#3b4852", "#4aa0d0", "#c94f6d", "#7a8f3c")
SHELLS = ("#f5f7f8", "#f7f6f2", "#eef3f6", "#fafafa", "#f2f4f1", "#3f4a52", "#f6f3f4", "#eef1ee")


def ir_thermometer(studio: Studio, rng: Random, variant: int) -> None:
    """A pistol-grip forehead thermometer, or a slim ear one on every third."""
    (_ear_thermometer if variant % 3 == 2 else _gun)(studio, rng, variant)


def _gun(studio: Studio, rng: Random, variant: int) -> None:
    shell, accent = SHELLS[variant], ACCENTS[variant]
    studio.ground(640, 840, 190, 22, 0.45)
    grip = curve(
        [
            (560, 420),
            (720, 400),
            (760, 520),
            (772, 680),
            (780, 812),
            (740, 838),
            (636, 836),
            (610, 800),
            (606, 660),
            (574, 520),
        ]
    )
    studio.patch(grip, shell, SOFT, depth=40)
    inlay = curve([(640, 560), (730, 556), (744, 680), (748, 796), (652, 800), (640, 690)])
    studio.patch(inlay, accent, SOFT, depth=20, shadow=0)
    head = curve(
        [
            (300, 250),
            (430, 196),
            (640, 158),
            (800, 178),
            (880, 260),
            (868, 380),
            (790, 446),
            (620, 452),
            (450, 420),
            (318, 372),
            (286, 310),
        ]
    )
    studio.patch(head, shell, SOFT, depth=64, contrast=0.55)
    nose = curve([(296, 238), (338, 232), (352, 310), (340, 388), (300, 384), (280, 310)])
    studio.patch(nose, accent, HARD, depth=18)
    studio.patch(oval(306, 312, 13, 44), "#1d2830", HARD, depth=8, shadow=0)
    studio.patch(curve([(548, 448), (604, 446), (612, 520), (592, 566), (566, 548)]), dark(accent, 0.1), HARD, depth=12)
    screen = [(640, 212), (812, 226), (836, 300), (822, 386), (640, 384)]
    studio.patch(curve(screen, steps=5), "#22303a", HARD, depth=10, shadow=0)
    glow = ("#bfeed0", "#cfe9ff", "#ffd9b0", "#d8f5c5")[variant % 4]
    studio.patch(box(660, 240, 806, 362, 14), glow, CARD, shadow=0)
    studio.write((728, 300), rng.choice(["36.5", "36.4", "36.7", "37.0"]), 62, "#1c2c33")
    studio.write((786, 346), "°C", 20, "#1c2c33")
    for x in (470, 530):
        studio.patch(oval(x, 292, 20), light(accent, 0.2), HARD, depth=8, shadow=0.15)
    studio.line(curve([(420, 226), (560, 196), (640, 186)], closed=False), 8, "#ffffff", 0.5)


def _ear_thermometer(studio: Studio, rng: Random, variant: int) -> None:
    shell, accent = SHELLS[variant], ACCENTS[variant]
    studio.ground(640, 800, 250, 24, 0.4)

    def lean(points: list[Point]) -> list[Point]:
        return turned(points, 24, (600, 450))

    body = curve(
        [
            (540, 190),
            (600, 160),
            (672, 184),
            (702, 300),
            (690, 460),
            (676, 640),
            (650, 780),
            (588, 794),
            (548, 770),
            (528, 620),
            (520, 440),
            (512, 290),
        ]
    )
    studio.patch(lean(body), shell, SOFT, depth=54, contrast=0.55)
    probe = curve([(536, 196), (556, 110), (574, 66), (604, 66), (628, 116), (660, 184), (600, 214)])
    studio.patch(lean(probe), light(accent, 0.35), SOFT, depth=26, shadow=0.15)
    studio.patch(lean(oval(589, 70, 17, 8)), "#26323a", FLAT)
    studio.patch(lean(box(548, 300, 664, 420, 18)), "#22303a", HARD, depth=8, shadow=0)
    studio.patch(lean(box(560, 314, 652, 404, 10)), "#c9ecd9", CARD, shadow=0)
    studio.write(lean([(606, 358)])[0], rng.choice(["36.6", "36.8"]), 40, "#1c2c33", turn=24)
    studio.patch(lean(oval(604, 482, 34, 26)), accent, HARD, depth=12, shadow=0.2)
    studio.patch(
        lean(curve([(560, 560), (650, 560), (640, 740), (574, 740)], steps=6)),
        light(accent, 0.55),
        SOFT,
        depth=14,
        shadow=0,
    )


def pulse_oximeter(studio: Studio, rng: Random, variant: int) -> None:
    """A finger clip with saturation, pulse and the pulse wave."""
    accent = ACCENTS[variant]
    shell = "#f6f8f9" if variant % 2 == 0 else dark(accent, 0.1)
    studio.ground(610, 726, 330, 34, 0.45)
    lower = curve(
        [
            (296, 520),
            (420, 500),
            (700, 500),
            (900, 530),
            (930, 600),
            (900, 680),
            (700, 704),
            (430, 702),
            (300, 672),
            (270, 596),
        ]
    )
    studio.patch(lower, dark(accent, 0.05) if variant % 2 == 0 else light(accent, 0.6), SOFT, depth=44)
    studio.patch(curve([(880, 470), (940, 480), (960, 540), (936, 600), (880, 590)]), "#4a565e", HARD, depth=16)
    studio.patch(
        curve([(262, 470), (330, 462), (360, 500), (340, 548), (262, 552), (250, 510)]),
        "#2a343b",
        SOFT,
        depth=18,
        shadow=0,
    )
    upper = curve(
        [
            (290, 300),
            (420, 262),
            (700, 256),
            (900, 286),
            (962, 380),
            (944, 486),
            (860, 532),
            (620, 524),
            (400, 528),
            (300, 512),
            (262, 410),
        ]
    )
    studio.patch(upper, shell, SOFT, depth=60, contrast=0.55)
    studio.patch(box(356, 312, 812, 484, 34), "#0f1a22", HARD, depth=10, shadow=0)
    tint = ("#5fe3ff", "#7dff9b", "#ffd34d", "#ff7d6b")[variant % 4]
    studio.write((470, 410), rng.choice(["98", "99", "97"]), 116, tint)
    studio.write((428, 340), "SpO2 %", 21, tint, opacity=0.85)
    studio.write((690, 392), rng.choice(["68", "72", "76", "81"]), 74, "#f4f7f8")
    studio.write((690, 336), "PR bpm", 19, "#f4f7f8", opacity=0.8)
    wave = [(570 + step * 11, 452 - (22 if step % 7 == 3 else 6 if step % 7 == 4 else 0)) for step in range(20)]
    studio.line(curve(wave, closed=False, steps=5), 4, tint, 0.95)
    for row in range(6):
        studio.patch(box(770, 462 - row * 20, 794, 474 - row * 20, 3), tint if row < 4 else "#35444e", PRINT)
    studio.patch(oval(880, 398, 30), light(accent, 0.25) if variant % 2 == 0 else "#f2f4f5", HARD, depth=12, shadow=0.2)
    if variant % 3 == 0:
        studio.cord([(930, 560), (1010, 620), (1060, 540), (1090, 660), (1040, 760)], 9, "#39454d")
