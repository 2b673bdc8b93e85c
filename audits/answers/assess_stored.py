"""Answers questions about stored products, a line each, in the form of ``audits.answers.assess_lines``.

A line is a JSON object: ``id`` (text or whole number), ``product`` (our key) and ``destination``; it may have ``buyer`` and
``shipped_on``. The day and the moment are the same for all lines. An answer has the usual keys, and ``note``: null, or why there is no answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from audits.answers.as_known_at import record
from audits.answers.assess_lines import known_keys, writing
from audits.answers.assess_lines.reading import (
    Question,
    echo,
    parse,
    read_buyer,
    read_destination,
    read_shipped_on,
)
from audits.answers.assess_lines.values import BadLineError, quantity
from audits.clearances.evidence import dossier
from audits.compliance.dossier import Dossier
from audits.compliance.rulebook import Rulebook
from audits.law.current import NO_RULES
from kpmarket.foundation.places import day_there
from suppliers.models import Product

NOTHING_ON_RECORD = "We held nothing on record then."
MAX_KEY = 2**63 - 1


class Axes(NamedTuple):
    """The day of the question, on which the goods arrive, and the moment whose records count.

    ``on`` is None for the day that it is in the destination at the moment of asking, ``now``.
    """

    on: date | None
    known_at: datetime
    now: datetime


def answers(lines: Iterable[bytes], axes: Axes) -> Iterator[str]:
    """One answer for each line, in order, whatever is in it."""
    return (answer(line, axes) for line in lines)


def answer(line: bytes, axes: Axes) -> str:
    """The answer to one line, or what is wrong with it."""
    asked: dict[str, object] = {}
    try:
        asked = parse(line)
        reply = _reply(asked, axes)
    except BadLineError as problem:
        reply = {"id": echo(asked.get("id")), "error": str(problem)}
    return json.dumps(reply, allow_nan=False)


def _reply(asked: Mapping[str, object], axes: Axes) -> dict[str, object]:
    identifier, product, destination = _parse_question(asked)
    on = axes.on or day_there(destination, axes.now)
    shipped = read_shipped_on(asked.get("shipped_on"), on)
    known = record(product, known_at=axes.known_at)
    if known is None:
        nothing = Dossier(product_type=product.product_type_id, attributes={}, market=None)
        return _reply_with_note(Question(identifier, nothing, on), NO_RULES, NOTHING_ON_RECORD)
    market = known.rulebook.countries.get(destination)
    facts = dossier(
        known.product,
        known.documents,
        market=market,
        country=destination,
        buyer=read_buyer(asked.get("buyer"), known.rulebook),
        shipped_on=shipped,
        quantity=quantity(asked.get("quantity"), "quantity"),
    )
    return _reply_with_note(Question(identifier, facts, on), known.rulebook, None)


def _reply_with_note(question: Question, rulebook: Rulebook, note: str | None) -> dict[str, object]:
    return {**writing.reply(question, rulebook), "note": note}


def _parse_question(asked: Mapping[str, object]) -> tuple[str | int, Product, str]:
    known_keys.refuse_unknown(asked, known_keys.STORED_LINE, "the line")
    for wanted in ("id", "product", "destination"):
        if wanted not in asked:
            raise BadLineError(f"The key “{wanted}” is missing in the line.")
    identifier, key = echo(asked["id"]), asked["product"]
    if identifier is None:
        raise BadLineError("The id must be text or a whole number.")
    if isinstance(key, bool) or not isinstance(key, int):
        raise BadLineError("The product must be a whole number: its key.")
    product = Product.objects.filter(pk=key).first() if 0 < key <= MAX_KEY else None
    if product is None:
        raise BadLineError(f"We hold no product {str(key)[:40]}.")
    return identifier, product, read_destination(asked["destination"])
