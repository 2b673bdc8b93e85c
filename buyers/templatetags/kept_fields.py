"""Fields that look the same on thousands of pages."""

from __future__ import annotations

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from buyers.catalogue import fields

register = template.Library()


@register.filter
def kept_field(bound: BoundField) -> SafeString:
    """A field of a public page in its box: equal values, errors and choices give what was rendered before."""
    return fields.field(bound.form, bound.name)
