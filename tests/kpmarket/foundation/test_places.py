"""Names of places have one source, and each place has a day of its own."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from kpmarket.foundation.places import day_there, place_name, place_names, time_zone_of

ROOTS = ("kpmarket", "suppliers", "audits", "buyers", "templates", "locale")
SUFFIXES = {".py", ".html", ".txt", ".yaml", ".po"}
READS_NAMES_AS_WRITTEN = {"audits/findings/romanisation.py"}
"""Compares names of companies with what documents print: there the places stand as people write them."""
BARE_NAME = re.compile(r"(?<!中国)(台湾|香港|澳门)(?!国际仲裁中心|卫生署|认可处)")
"""Names of institutions stand as they are registered."""
OTHER_TABLE = re.compile(r"\.territories|pycountry|django_countries|iso3166")


def sources():
    for root in ROOTS:
        for path in (settings.BASE_DIR / root).rglob("*"):
            if path.suffix in SUFFIXES and path.name != "places.py":
                yield path.relative_to(settings.BASE_DIR).as_posix(), path


def found_in(pattern: re.Pattern[str], name: str, path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [f"{name}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]


def test_chinese_names_of_these_places_are_the_same_everywhere():
    strays = [
        place
        for name, path in sources()
        if name not in READS_NAMES_AS_WRITTEN
        for place in found_in(BARE_NAME, name, path)
    ]

    assert strays == []


def test_nothing_else_names_countries():
    assert [
        place for name, path in sources() if path.suffix == ".py" for place in found_in(OTHER_TABLE, name, path)
    ] == []


def test_pages_in_chinese_say_these_names():
    with translation.override("zh-hans"):
        assert [place_name(code) for code in ("TW", "HK", "MO", "RE")] == ["中国台湾", "中国香港", "中国澳门", "留尼汪"]
    assert place_names("zh")["TW"] == "中国台湾"


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("NZ", date(2026, 12, 1)),
        ("AU", date(2026, 12, 1)),
        ("DE", date(2026, 11, 30)),
        ("GB-NIR", date(2026, 11, 30)),
        ("US", date(2026, 11, 30)),
        ("ZZ", date(2026, 11, 30)),
    ],
)
def test_the_day_of_an_answer_is_the_day_in_the_destination(code, day):
    assert day_there(code, datetime(2026, 11, 30, 15, 30, tzinfo=UTC)) == day


def test_every_country_has_a_time_zone_but_two_islands_where_nobody_lives():
    assert {code for code in place_names("en") if time_zone_of(code) is None} == {"BV", "HM"}
