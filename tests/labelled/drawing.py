"""From a plan to files: pages are set by Chromium, so that they are not our own drawing that we read."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

from kpmarket.site.demo.chance import chance
from tests.labelled import house, layouts
from tests.labelled.facts import facts_of
from tests.labelled.plan import Labelled, Look
from tests.labelled.printed import Printed

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
Draw = Callable[[str], bytes]


def page_of(document: Labelled) -> tuple[str, Printed]:
    """The page as HTML, and what is printed on it."""
    if document.variant in house.POOLS:
        return house.page_of(document.kind, document.variant, document.seed, stamped=document.look == Look.STAMP)
    facts = facts_of(document.kind, document.seed)
    printed = Printed(document.kind, facts, layouts.dates_of(document.kind, document.variant, document.seed))
    rng = chance("layout", document.kind.id, document.variant, document.seed)
    return layouts.page(document.kind, printed, document.variant, rng, stamped=document.look == Look.STAMP), printed


@contextmanager
def press() -> Iterator[Draw]:
    """A browser that turns pages into PDF; without network."""
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        sheet = browser.new_context(offline=True).new_page()

        def draw(html: str) -> bytes:
            sheet.set_content(html)
            pdf: bytes = sheet.pdf(prefer_css_page_size=True, print_background=True)
            return pdf

        yield draw
        browser.close()
