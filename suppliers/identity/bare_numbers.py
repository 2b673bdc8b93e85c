"""Numbers of documents and names of models without what people write into them or leave out, in Python and in SQL."""

from __future__ import annotations

from django.db.models import Value
from django.db.models.functions import Replace, Upper

from suppliers.identity.identifiers import normalise

SEPARATORS = " -/._"
"""Characters that people write into numbers or leave out."""


def bare(text: str) -> str:
    """Without separators; full-width characters and odd dashes made plain. Case is kept."""
    return "".join(character for character in normalise(text) if character not in SEPARATORS)


def ascii_upper(text: str) -> str:
    """In capitals as SQLite makes them, which knows only ASCII."""
    return "".join(character.upper() if character.isascii() else character for character in text)


def bare_column(name: str) -> Upper | Replace:
    """The column in capitals and without separators: indexes are of this expression, so a query must use it as it is."""
    expression: Upper | Replace = Upper(name)
    for separator in SEPARATORS:
        expression = Replace(expression, Value(separator), Value(""))
    return expression


def spellings(text: str) -> set[str]:
    """What ``bare_column`` may hold for this text, on either database."""
    plain = bare(text)
    return {plain.upper(), ascii_upper(plain)}
