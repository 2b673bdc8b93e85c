"""Questions about products that we hold: a line each, answered as ``audits.answers.assess_lines`` answers, from our records.

A line is a JSON object: ``id`` (text or whole number), ``product`` (our key) and ``destination``. The day and the moment
are asked for all lines at once. An answer has the keys of any other, and ``note``: null, or why nothing can be said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from audits.answers.as_known_at import record
from audits.answers.assess_lines import writing
from audits.answers.assess_lines.reading import BadLineError, Question, echo, parse, read_destination
from audits.clearances.evidence import dossier
from audits.compliance.dossier import Dossier
from audits.compliance.rulebook import Rulebook
from audits.law.current import NO_RULES
from suppliers.models import Product

NOTHING_ON_RECORD = "We held nothing on record then."
LARGEST_KEY = 2**63 - 1


class Axes(NamedTuple):
    """The day that is asked about, and the moment whose knowledge counts."""

    on: date
    known_at: datetime


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
    identifier, product, destination = _read(asked)
    found = record(product, known_at=axes.known_at)
    if found is None:
        nothing = Dossier(product_type=product.product_type_id, attributes={}, market=None)
        return _answered(Question(identifier, nothing, axes.on), NO_RULES, NOTHING_ON_RECORD)
    facts = dossier(found.product, found.documents, market=found.rulebook.countries.get(destination))
    return _answered(Question(identifier, facts, axes.on), found.rulebook, None)


def _answered(question: Question, rulebook: Rulebook, note: str | None) -> dict[str, object]:
    return {**writing.reply(question, rulebook), "note": note}


def _read(asked: Mapping[str, object]) -> tuple[str | int, Product, str]:
    for wanted in ("id", "product", "destination"):
        if wanted not in asked:
            raise BadLineError(f"The key “{wanted}” is missing in the line.")
    identifier, key = echo(asked["id"]), asked["product"]
    if identifier is None:
        raise BadLineError("The id must be text or a whole number.")
    if isinstance(key, bool) or not isinstance(key, int):
        raise BadLineError("The product must be a whole number: its key.")
    product = Product.objects.filter(pk=key).first() if 0 < key <= LARGEST_KEY else None
    if product is None:
        raise BadLineError(f"We hold no product {str(key)[:40]}.")
    return identifier, product, read_destination(asked["destination"])
