"""Renders planned documents to PDF. Chromium does it, so that the reader is not measured on our own PDF writer."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

from kpmarket.site.demo.chance import chance
from tools.labelled import family_layouts, layouts
from tools.labelled.facts import facts_of
from tools.labelled.page_content import PageContent
from tools.labelled.plan import Labelled, Look

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
Render = Callable[[str], bytes]


def page_of(document: Labelled) -> tuple[str, PageContent]:
    """The page as HTML, and the facts that it states."""
    if document.variant in family_layouts.POOLS:
        return family_layouts.page_of(
            document.kind, document.variant, document.seed, stamped=document.look == Look.STAMP
        )
    facts = facts_of(document.kind, document.seed)
    content = PageContent(document.kind, facts, layouts.dates_of(document.kind, document.variant, document.seed))
    rng = chance("layout", document.kind.id, document.variant, document.seed)
    return layouts.page(document.kind, content, document.variant, rng, stamped=document.look == Look.STAMP), content


@contextmanager
def open_renderer() -> Iterator[Render]:
    """A function that renders HTML to PDF in a browser without network."""
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        sheet = browser.new_context(offline=True).new_page()

        def render(html: str) -> bytes:
            sheet.set_content(html)
            pdf: bytes = sheet.pdf(prefer_css_page_size=True, print_background=True)
            return pdf

        yield render
        browser.close()
