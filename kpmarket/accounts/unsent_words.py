"""What somebody wrote in a conversation while their session had ended: it waits until they have signed in again."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest

KEY = "unsent_words"
MAX_CHARACTERS = 4000


def keep_words(request: HttpRequest, page: str) -> None:
    """Keep the text that was sent from that page, for who signs in next in this browser and may see the page."""
    text = request.POST.get("text", "")[:MAX_CHARACTERS]
    if text:
        request.session[KEY] = {
            "path": urlsplit(page).path,
            "thread": request.POST.get("thread", "")[:20],
            "text": text,
        }


def kept_words(request: HttpRequest, thread: int) -> str:
    """The text that was typed on this page into that conversation; empty where there is none."""
    kept = request.session.get(KEY) or {}
    is_here = kept.get("path") == request.path and kept.get("thread") in ("", str(thread))
    return str(kept["text"]) if is_here else ""


def forget_words(request: HttpRequest) -> None:
    """They were sent."""
    request.session.pop(KEY, None)
