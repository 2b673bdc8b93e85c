"""Weights, volumes and money as the pages about freight write them."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from buyers.catalogue.prices import money
from buyers.catalogue.prices import number as whole
from buyers.delivery.services.costs.subjects import Subject
from buyers.terms.delivery.freight import per_piece
from buyers.terms.files import Label
from buyers.trade.services.contract_words import percent
from buyers.trade.services.words import money_words

register = template.Library()
THOUSAND, MILLION = 1000, 1_000_000


@register.filter
def count(value: int) -> str:
    """A whole number with marks between its thousands."""
    return whole(value)


@register.filter
def cubic_metres(litres: int) -> str:
    return f"{number_format(Decimal(litres) / THOUSAND, 3)} m³"


@register.filter
def kilograms(grams: int) -> str:
    return f"{number_format(Decimal(grams) / THOUSAND, 1)} kg"


@register.filter
def freight_tonnes(units: int) -> str:
    """Tonnes or cubic metres of less than a container."""
    return _("%(number)s tonnes or m³, as less than a container") % {
        "number": number_format(Decimal(units) / MILLION, 3)
    }


@register.filter
def percent_full(share: int) -> str:
    return _("%(percent)s full") % {"percent": percent(share // 100 * 100)}


@register.filter
def money_of(amount: int, currency: str) -> str:
    """Minor units in words."""
    return money_words(amount, currency)


@register.filter
def price_of(amount: Decimal, currency: str) -> str:
    """A price in whole units with all its places."""
    return money(amount.normalize(), currency)


@register.filter
def each_of(amount: int, subject: Subject) -> str:
    """The share of a piece; empty where the pieces are not known."""
    pieces = subject.pieces
    return money(per_piece(amount, subject.currency, pieces).normalize(), subject.currency) if pieces else ""


@register.simple_tag
def language_label(label: Label) -> str:
    return label.read_in(get_language() or "en")
