"""Moments on pages that two sides read in two zones name the place whose clock they are of."""

from pathlib import Path

from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"


def test_no_page_of_delivery_or_disputes_shows_a_moment_without_its_place():
    pages = [page for folder in ("delivery", "disputes") for page in (TEMPLATES / folder).rglob("*.html")]

    assert len(pages) > 40
    assert [page.name for page in pages if "DATETIME_FORMAT" in page.read_text()] == []
