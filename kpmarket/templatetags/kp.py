"""The few tags that all pages use."""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation import review_times
from kpmarket.foundation.places import place_name
from kpmarket.foundation.serving.kept_fragments import kept_html

register = template.Library()


class Look(NamedTuple):
    """How a state is shown: colour, icon and word, so that it never rests on colour alone."""

    tone: str
    icon: str
    word: Any = ""


STATES = {
    "cleared": Look("ok", "check-circle", _("Cleared")),
    "conditional": Look("warn", "alert", _("Conditional")),
    "ready": Look("info", "user", _("Ready: you arrange the rest")),
    "ready_conditional": Look("warn", "user", _("Ready, to be confirmed")),
    "blocked": Look("bad", "x-circle", _("Not cleared")),
    "prohibited": Look("bad", "ban", _("Prohibited")),
    "not_assessed": Look("mute", "question", _("Not assessed")),
}
NODES = {
    "met": Look("ok", "check-circle", _("Met")),
    "missing": Look("bad", "x-circle", _("Missing")),
    "lapsed": Look("bad", "clock", _("Lapsed")),
    "revoked": Look("bad", "ban", _("Revoked")),
    "yours": Look("info", "user", _("Yours to arrange")),
    "unneeded": Look("mute", "minus", _("Not needed")),
    "unknown": Look("mute", "question", _("Not assessed")),
}
CONFIDENCE = {
    "high": Look("ok", "shield", _("Confidence: high")),
    "medium": Look("info", "shield", _("Confidence: medium")),
    "low": Look("warn", "alert", _("Confidence: low")),
}
STEPS = {
    "done": Look("ok", "check", _("Done")),
    "now": Look("info", "arrow-right", _("Do this next")),
    "todo": Look("mute", "circle", _("To do")),
    "waiting": Look("mute", "clock", _("Waiting")),
}
POINTS = {
    "missing": Look("bad", "x-circle", _("Needed")),
    "check": Look("warn", "alert", _("Please look")),
    "compare": Look("info", "eye", _("Please compare")),
    "ready": Look("ok", "check-circle", _("Good")),
}
MESSAGES = {
    "success": Look("ok", "check-circle"),
    "info": Look("info", "info"),
    "debug": Look("mute", "info"),
    "warning": Look("warn", "alert"),
    "error": Look("bad", "x-circle"),
}
STATUSES = {
    "ok": (
        "approved",
        "qualified",
        "accepted",
        "confirmed",
        "answered",
        "delivered",
        "in_force",
        "active",
        "sent",
        "carried_out",
    ),
    "info": ("submitted", "in_review", "open", "new", "replied", "quoted", "talking", "evidence", "final"),
    "warn": (
        "information_requested",
        "revision_requested",
        "expiring",
        "awaiting",
        "awaiting_countersign",
        "deciding",
        "objected",
    ),
    "bad": ("rejected", "suspended", "revoked", "lapsed", "expired", "contradicted", "failed"),
}
TONE_ICONS = {"ok": "check", "info": "clock", "warn": "alert", "bad": "x", "mute": "circle"}
STATUS_LOOKS = {code: Look(tone, TONE_ICONS[tone]) for tone, codes in STATUSES.items() for code in codes}
SHORT_NAMES = {"zh-hans": "中文"}
DEFAULT_LOOK = Look("mute", TONE_ICONS["mute"])


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """An icon of our own sprite. It is hidden from screen readers, so a word must stand next to it."""
    return _render_icon(name, classes)


@lru_cache(maxsize=500)
def _render_icon(name: str, classes: str) -> SafeString:
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {classes}" if classes else "",
        static("kpmarket/icons.svg"),
        name,
    )


@register.simple_tag(name="kept")
def kept_fragment(template: str, **facts: Any) -> SafeString:
    """Like ``include … with … only``, kept once rendered: for what thousands of pages share. Facts are what can be a key."""
    return kept_html(template, **facts)


@register.filter
def market_status_word(status: Any) -> str:
    """A market status in one word; none at all is closed."""
    return str(STATES[str(status)].word) if status else str(_("Closed"))


@register.filter
def state_look(state: str) -> Look:
    return STATES.get(str(state), STATES["not_assessed"])


@register.filter
def node_look(state: str) -> Look:
    return NODES.get(str(state), NODES["unknown"])


@register.filter
def confidence_look(confidence: str) -> Look:
    return CONFIDENCE.get(str(confidence), CONFIDENCE["low"])


@register.filter
def step_look(state: str) -> Look:
    return STEPS.get(str(state), STEPS["todo"])


@register.filter
def point_look(state: str) -> Look:
    return POINTS.get(str(state), POINTS["check"])


@register.filter
def status_look(status: str) -> Look:
    return STATUS_LOOKS.get(str(status), DEFAULT_LOOK)


@register.filter
def message_look(level: str) -> Look:
    return MESSAGES.get(str(level), MESSAGES["info"])


@register.filter
def iso_day(text: str) -> date | None:
    """A day kept as text, for the date filter; None where it is none."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


@register.filter
def country(code: str) -> str:
    """A country's name in the reader's language, from its ISO code."""
    return place_name(code)


@register.simple_tag
def review_time() -> str:
    """How long a first review takes, as the settings promise it: "5 working days"."""
    return review_times.review_time()


@register.simple_tag
def revision_review_time() -> str:
    """How long the review of a revision takes: "2 working days"."""
    return review_times.review_time(is_revision=True)


@register.simple_tag
def other_languages(languages: list[tuple[str, str]], current: str) -> list[dict[str, str]]:
    """The languages that the reader could switch to, each named in itself."""
    return [
        {"code": code, "name": get_language_info(code)["name_local"], "short": SHORT_NAMES.get(code, code.upper())}
        for code, _name in languages
        if code != current
    ]
