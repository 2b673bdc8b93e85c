"""Hand sanitizer: a pump bottle, or a flip-top flask with its small brother."""

from random import Random

from kpmarket.site.demo.pictures.outline import box, curve, moved, oval
from kpmarket.site.demo.pictures.studio import CARD, CLEAR, FLAT, HARD, PRINT, SOFT, Studio, dark

GELS = ("#a9d9ec", "#b7e3c8", "#d9e6f5", "#c9ebe6", "#e5d9f2", "#f2e3b8", "#bfe0f5", "#d5eec2")
BRANDS = ("#2f8fb5", "#3f9f6f", "#4b62b8", "#2b8f8a", "#7a5fb0", "#d0903c", "#2c6fb0", "#6f9f35")


def hand_sanitizer(studio: Studio, rng: Random, variant: int) -> None:
    """Clear gel with a few bubbles, a label with the alcohol content."""
    gel, brand = GELS[variant], BRANDS[variant]
    strength = rng.choice(["75%", "70%", "80%"])
    if variant % 2:
        _flask(studio, gel, brand, strength)
    else:
        _pump(studio, rng, gel, brand, strength)


def _pump(studio: Studio, rng: Random, gel: str, brand: str, strength: str) -> None:
    studio.ground(610, 842, 210, 24, 0.45)
    studio.patch(box(582, 160, 618, 270, 8), "#e9eef0", HARD, depth=9)
    head = curve([(520, 128), (560, 104), (650, 104), (690, 128), (684, 168), (600, 176), (522, 164)])
    studio.cord([(560, 134), (460, 132), (410, 150), (402, 176)], 32, "#f4f6f7", depth=10)
    studio.patch(head, "#f4f6f7", SOFT, depth=20)
    studio.patch(box(536, 232, 664, 300, 12), brand, HARD, depth=14)
    for x in range(548, 660, 14):
        studio.line([(x, 240), (x, 292)], 3, dark(brand, 0.5), 0.35)
    bottle = curve(
        [
            (548, 298),
            (652, 298),
            (724, 350),
            (756, 430),
            (758, 620),
            (752, 790),
            (716, 832),
            (600, 836),
            (484, 832),
            (448, 790),
            (442, 620),
            (444, 430),
            (476, 350),
        ]
    )
    studio.patch(bottle, "#e9f4f8", CLEAR, opacity=0.8, depth=44, shadow=0.3)
    inside = curve(
        [
            (470, 392),
            (600, 384),
            (730, 392),
            (742, 450),
            (744, 620),
            (738, 782),
            (706, 818),
            (600, 822),
            (494, 818),
            (462, 782),
            (456, 620),
            (458, 450),
        ]
    )
    studio.patch(inside, gel, CLEAR, opacity=0.78, depth=60, contrast=0.5, shadow=0)
    studio.cord([(600, 300), (602, 560), (590, 800)], 12, "#f4fafc", shadow=0, opacity=0.6)
    for _ in range(16):
        studio.patch(
            oval(rng.uniform(480, 720), rng.uniform(410, 800), rng.uniform(3, 8)), "#ffffff", PRINT, opacity=0.6
        )
    _label(studio, 488, 480, 712, 740, brand, strength)
    studio.patch(curve([(466, 420), (482, 410), (478, 700), (464, 700)]), "#ffffff", PRINT, opacity=0.5)


def _label(studio: Studio, left: float, top: float, right: float, bottom: float, brand: str, strength: str) -> None:
    middle = (left + right) / 2
    width = right - left
    studio.patch(box(left, top, right, bottom, 16), "#ffffff", CARD, shadow=0.12)
    studio.patch(box(left, bottom - 70, right, bottom, 14), brand, FLAT)
    drop = curve(
        [
            (middle, top + 20),
            (middle + 24, top + 62),
            (middle + 20, top + 84),
            (middle, top + 94),
            (middle - 20, top + 84),
            (middle - 24, top + 62),
        ]
    )
    studio.patch(drop, brand, SOFT, depth=10, shadow=0)
    studio.write((middle, top + 126), strength, width * 0.22, dark(brand, 0.2))
    studio.write((middle, top + 172), "HAND SANITIZER", width * 0.098, "#46565f")
    studio.write((middle, bottom - 36), "GEL · 500 mL", width * 0.105, "#ffffff")


def _flask(studio: Studio, gel: str, brand: str, strength: str) -> None:
    for dx, dy, zoom in ((190, 130, 0.66), (-120, 0, 1)):
        studio.ground(600 + dx, 846, 190 * zoom, 20, 0.42)

        def place(
            points: list[tuple[float, float]], by: tuple[float, float, float] = (dx, dy, zoom)
        ) -> list[tuple[float, float]]:
            return moved(points, by[0], by[1] + 10, by[2])

        body = curve(
            [
                (520, 250),
                (680, 250),
                (760, 320),
                (790, 460),
                (780, 680),
                (740, 820),
                (600, 838),
                (460, 820),
                (420, 680),
                (410, 460),
                (440, 320),
            ]
        )
        studio.patch(place(body), "#edf6f9", CLEAR, opacity=0.82, depth=46, shadow=0.32)
        inside = curve(
            [
                (450, 360),
                (600, 350),
                (750, 360),
                (774, 480),
                (764, 680),
                (728, 806),
                (600, 822),
                (472, 806),
                (436, 680),
                (426, 480),
            ]
        )
        studio.patch(place(inside), gel, CLEAR, opacity=0.8, depth=50, shadow=0, contrast=0.5)
        studio.patch(place(box(512, 150, 688, 262, 22)), brand, SOFT, depth=20)
        studio.line(place([(514, 196), (686, 196)]), 4, dark(brand, 0.5), 0.5)
        (left, top), (right, bottom) = place([(478, 440), (722, 730)])
        _label(studio, left, top, right, max(bottom, top + 262), brand, strength)
        studio.patch(place(curve([(438, 430), (456, 410), (456, 700), (442, 690)])), "#ffffff", PRINT, opacity=0.5)
