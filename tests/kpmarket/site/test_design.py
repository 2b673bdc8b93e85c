"""What the looks promise: contrast, weight, pictures that exist, nothing inline."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from kpmarket.foundation.world_grid import POSITIONS, ROWS, CountryState
from kpmarket.site import design
from kpmarket.templatetags import kp, world

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "static" / "kpmarket"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TONES = ("ok", "warn", "bad", "mute", "info")
TEXT_PAIRS = [
    *[(text, ground) for text in ("ink", "ink-soft", "link", "brand", *TONES) for ground in ("canvas", "surface")],
    *[(text, f"{tone}-soft") for tone in TONES for text in (tone, "ink", "ink-soft", "link")],
    *[("surface", tone) for tone in TONES],
    *[(text, "sunken") for text in ("ink", "ink-soft")],
    *[(text, "header") for text in ("on-header", "on-header-soft")],
    *[(text, "brand-soft") for text in ("ink", "link", "brand")],
    *[("on-brand", "brand"), ("on-brand", "brand-strong"), ("on-danger", "danger"), ("on-accent", "accent")],
]
BORDER_PAIRS = [("line-strong", ground) for ground in ("canvas", "surface", "sunken")] + [("accent", "header")]


def themes() -> dict[str, dict[str, str]]:
    css = (STATIC / "css" / "tokens.css").read_text()
    light, rest = css.split("@media", 1)
    by_system, by_choice = rest.split(':root[data-theme="dark"]')
    parts = {"light": light, "dark by system": by_system, "dark by choice": by_choice}
    return {name: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part)) for name, part in parts.items()}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_guidelines_say():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark by system", "dark by choice"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT_PAIRS, 4.5), (BORDER_PAIRS, 3)], ids=["text", "borders"])
def test_colours_stand_apart_in_every_theme(theme, pairs, least):
    colours = themes()[theme]

    weak = [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < least]

    assert weak == []


def test_dark_is_the_same_whether_the_system_or_the_reader_asks_for_it():
    assert themes()["dark by system"] == themes()["dark by choice"]


def test_the_shared_stylesheets_stay_light():
    sheets = [STATIC / "css" / f"{name}.css" for name in ("tokens", "base", "layout", "components")]

    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) <= 15_000


def test_every_icon_that_a_template_asks_for_exists():
    icons = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "icons.svg").read_text()))
    asked = {name for page in TEMPLATES for name in re.findall(r'{% icon "([a-z-]+)"', page.read_text())}
    tables = (kp.STATES, kp.NODES, kp.CONFIDENCE, kp.STEPS, kp.MESSAGES, kp.STATUS_LOOKS)
    looks = {look.icon for table in tables for look in table.values()}

    assert (asked | looks) - icons == set()


def test_no_page_carries_a_style_or_a_script_in_line():
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*(?:src=|application/(?:ld\+)?json))")

    pages = [page for page in TEMPLATES if "mail" not in page.relative_to(ROOT / "templates").parts]

    assert [page.name for page in pages if inline.search(page.read_text())] == []


def test_every_component_has_its_line_in_the_list():
    listed = re.findall(r"^- \*\*([a-z_]+)\*\*", (ROOT / "docs" / "components.md").read_text(), re.MULTILINE)

    assert listed == sorted(page.stem for page in (ROOT / "templates" / "components").glob("*.html"))


def test_the_map_has_one_tile_for_each_country():
    codes = [code for row in ROWS for code in row.split() if code != ".."]

    assert len({len(row.split()) for row in ROWS}) == 1
    assert sorted(POSITIONS) == sorted(codes)
    assert len(codes) >= 190


def test_a_country_without_a_word_from_us_is_not_assessed():
    tiles = {tile.code: tile for tile in world.world_tiles([CountryState("DE", "cleared")])["tiles"]}

    assert (tiles["DE"].state, tiles["FR"].state) == ("cleared", "not_assessed")


def test_the_map_says_in_words_what_it_shows():
    markets = [
        CountryState("FR", "blocked"),
        CountryState("DE", "cleared"),
        CountryState("AT", "cleared"),
    ]

    groups = [(group.state, group.names) for group in world.world_groups(markets)]

    assert groups == [("cleared", ["Austria", "Germany"]), ("blocked", ["France"])]


def test_the_error_page_of_a_broken_server_needs_nothing():
    assert "Something broke on our side" in render_to_string("500.html")


@pytest.mark.django_db
def test_the_living_page_of_components_renders(rf, client):
    request = rf.get("/design/")
    request.user, request.session = AnonymousUser(), client.session
    page = render_to_string("kpmarket/components.html", design.context(design.SampleForm()), request=request)

    assert page.count('class="world__tile') == len(POSITIONS)


def test_every_value_that_a_stylesheet_asks_for_is_defined():
    sheets = {sheet.name: sheet.read_text() for sheet in (STATIC / "css").glob("*.css")}
    defined = set(re.findall(r"(?<![\w-])(--[\w-]+):", "".join(sheets.values())))

    lacking = {(name, asked) for name, css in sheets.items() for asked in re.findall(r"var\((--[\w-]+)\)", css)}

    assert [pair for pair in sorted(lacking) if pair[1] not in defined] == []


def test_text_has_four_sizes():
    sizes = re.findall(r"--text-([a-z0-9]+):", (STATIC / "css" / "tokens.css").read_text())

    assert sizes == ["s", "m", "l", "xl"]


def test_the_typeface_is_light_and_comes_with_its_licence():
    faces = sorted((STATIC / "fonts").glob("*.woff2"))
    css = (STATIC / "css" / "tokens.css").read_text()

    assert re.findall(r"fonts/([\w-]+\.woff2)", css) == ["inter-latin.woff2", "inter-latin-ext.woff2"]
    assert sum(face.stat().st_size for face in faces) <= 60_000
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "inter-OFL.txt").read_text()
