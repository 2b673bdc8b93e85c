"""Letters about an account: allauth writes their text, we give it our looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SIGNATURE = "\n--\n"
"""Parts the text of a letter from who sent it, as in ``mail/base.txt``."""
ACTIONS = {"signup_url": _("Open an account"), "password_reset_url": _("Set a new password")}


def as_html(body: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """What the HTML letter shows: the paragraphs of the text, the code set apart, the address as a button."""
    action = next((name for name in ACTIONS if context.get(name)), "")
    url = context.get(action, "")
    text = body.rpartition(SIGNATURE)[0]
    paragraphs = [flowing(part.strip()) for part in text.split("\n\n") if part.strip() not in ("", url)]
    return {
        "paragraphs": paragraphs,
        "code": context.get("code", ""),
        "action_url": url,
        "action_label": ACTIONS.get(action, ""),
    }


def flowing(paragraph: str) -> str:
    """The paragraph without the breaks of its source; a list keeps its lines."""
    return paragraph if paragraph.startswith("- ") else " ".join(paragraph.split("\n"))
