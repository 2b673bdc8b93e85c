"""Take the pictures of the guides about orders again, from a demonstration that runs: ``DEMO=1 python -m tools.guide_pictures``.

Pages and orders are those of the demonstration; look at each picture before it is committed.
"""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parents[1] / "static" / "kpmarket" / "guides"
PICTURES = (
    ("quotes", "/enquiries/14/quotes/", "main h1", 690),
    ("order", "/orders/19/", "main h1", 490),
    ("parts", "/orders/24/", "#money", 540),
    ("pay", "/orders/49/pay/1/", "main h1", 800),
    ("promises", "/orders/19/", "section:has(> .promises)", 480),
    ("answer", "/evidence/121/", "main h1", 740),
    ("watched", "/orders/12/", "#line-1", 420),
    ("documents", "/orders/11/documents/", "main h1", 690),
)
"""Name, address, what the picture begins with, and its height in pixels of the page."""
READER = "buyer@kpmarket.example"
WIDTH, SHOWN = 1120, 960
"""Pixels of the window, and of the picture."""


def take(page: Page, name: str, language: str, address: str, first: str, height: int) -> None:
    """One picture as WebP."""
    page.goto(address)
    top = page.locator(first).first.evaluate("e => e.getBoundingClientRect().top + scrollY")
    clip = {"x": 0, "y": max(0, top - 10), "width": WIDTH, "height": height}
    taken = Image.open(BytesIO(page.screenshot(full_page=True, clip=clip))).convert("RGB")  # type: ignore[arg-type]
    small = taken.resize((SHOWN, round(height * SHOWN / WIDTH)), Image.Resampling.LANCZOS)
    small.save(FOLDER / f"{name}.{language}.webp", quality=72, method=6)


def main(site: str) -> None:
    """All of them in both languages, as the demonstration's buyer reads them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpmarket.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - after the setup
    from django.test import Client  # noqa: PLC0415

    from kpmarket.accounts.models import User  # noqa: PLC0415

    reader, client = User.objects.filter(email=READER), Client()
    client.force_login(reader.get())
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            for language, code in (("zh", "zh-hans"), ("en", "en")):
                reader.update(language=code)
                context = browser.new_context(viewport={"width": WIDTH, "height": 900}, reduced_motion="reduce")
                context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
                page = context.new_page()
                for name, path, first, height in PICTURES:
                    take(page, name, language, site + path, first, height)
                context.close()
        finally:
            reader.update(language="en")
            browser.close()


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["http://localhost:8000"]))
