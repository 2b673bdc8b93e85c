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


def page_of(paper: Labelled) -> tuple[str, Printed]:
    """The page as HTML, and what is printed on it."""
    if paper.variant in house.POOLS:
        return house.page_of(paper.kind, paper.variant, paper.seed, stamped=paper.look == Look.STAMP)
    facts = facts_of(paper.kind, paper.seed)
    printed = Printed(paper.kind, facts, layouts.dates_of(paper.kind, paper.variant, paper.seed))
    rng = chance("layout", paper.kind.id, paper.variant, paper.seed)
    return layouts.page(paper.kind, printed, paper.variant, rng, stamped=paper.look == Look.STAMP), printed


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
