"""Names of issuers and titles in the reader's language, and the language in which they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from audits.answers.chinese_names import name_and_original, name_for_reader
from audits.answers.chinese_names import written_in as language_of

if TYPE_CHECKING:
    from suppliers.models import Supplier

register = template.Library()


@register.filter
def issuer_name(printed: str, company: Supplier) -> str:
    """An issuer as a document of that company prints it, after its name in the reader's language where we know one."""
    return name_and_original(printed, own=(company.name_zh, company.name_en))


@register.filter
def for_reader(words: str) -> str:
    """A name or note of the rulebook in the reader's language, where we have it."""
    return name_for_reader(words)


@register.filter
def written_in(text: str) -> str:
    """The language of a name or title, for ``lang``."""
    return language_of(text)
