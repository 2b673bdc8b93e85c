"""From a line to a dossier and a day, or to a sentence about what is wrong with it.

A line is a JSON object: ``id`` (text or whole number), ``product_type``, ``destination``, ``on`` and ``evidence``;
the others of ``known_keys.LINE`` may be left out. A key that is not known is refused at every level. What is decided here:

- Each document says both ``valid_from`` and ``valid_until``; ``null`` means that no start or no end is known, so a document
  with ``"valid_from": null`` holds on every day up to its last one. A document that leaves one out is refused: a
  misspelt key must not make it hold for ever.
- An evidence type or product type that the rulebook does not know is refused: it is a slip of the pen, not a document
  that counts for nothing. A destination that is written as ISO 3166 writes it but has no market is *not assessed*.
- A value is never guessed: ``"false"`` is not ``false``, and a key that is said twice is refused.
- ``ref`` of a document, if it has one, comes back in ``ends_because``.
- A document may say ``issuer`` (the number of the body, as "2163" or "CE 2163"), ``issued_on``, ``holder``,
  ``manufacturer`` (a name, or a list of names that it goes by) and ``models``; what it does not say is not held against
  it. A line may say ``manufacturer`` and ``model`` of the product: then documents of others do not count.
- ``on`` is the day of arrival, ``shipped_on`` the day on which the goods leave, by which China's rules are judged; left out
  it is the same day. ``buyer`` states facts of the buyer's side, as ``buyer_facts.yaml`` declares them.
- ``quantity`` is the pieces that are shipped, and ``with.quantity`` those that a permit is for, both whole numbers.
- ``with.languages`` of a label is one ISO 639-1 code or a list; a label without it makes the answer conditional.

Sentences here are for whoever feeds the pipe; they are not translated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, NoReturn

from audits.answers.assess_lines import known_keys
from audits.answers.assess_lines.values import (
    BadLineError,
    day,
    day_or_open,
    number,
    quantity,
    short,
    statement,
    text,
)
from audits.compliance.applicable import CHINA
from audits.compliance.buyer_facts import BuyerFacts
from audits.compliance.dossier import Attribute, Dossier, Evidence, Statement, statements
from audits.compliance.parameters import QUANTITY
from audits.compliance.rulebook import Rulebook

LONGEST_LINE = 1_000_000
NEEDED = ("id", "product_type", "destination", "on", "evidence")
HOLDERS = ("manufacturer", "importer", "local_representative")
NEEDED_OF_DOCUMENT = ("type", "valid_from", "valid_until")
COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


class Question(NamedTuple):
    """A line understood."""

    id: str | int
    dossier: Dossier
    on: date


class Reader:
    """Reads lines by what one edition of the rulebook knows."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.asked_attributes = _asked_attributes(rulebook)
        self.known_attributes = known_keys.attributes_of_products(rulebook)

    def question(self, asked: Mapping[str, object]) -> Question:
        """The line as a dossier and a day."""
        known_keys.refuse_unknown(asked, known_keys.LINE, "the line")
        _require(asked, NEEDED, "the line")
        identifier = echo(asked["id"])
        if identifier is None:
            raise BadLineError("The id must be text or a whole number.")
        product_type = text(asked["product_type"], "product_type")
        if product_type not in self.rulebook.product_types:
            raise BadLineError(f"The product type “{product_type}” is not in the rulebook.")
        country, on = _country(asked["destination"], "destination"), day(asked["on"], "day “on”")
        dossier = Dossier(
            product_type=product_type,
            attributes=self._attributes(asked.get("attributes")),
            market=self.rulebook.countries.get(country),
            evidence=self._evidence(asked["evidence"]),
            shipped_from_china=_ships_from_china(asked.get("shipped_from")),
            country=country,
            manufacturer=_names(asked.get("manufacturer"), "manufacturer"),
            model=None if asked.get("model") is None else text(asked["model"], "model"),
            buyer=read_buyer(asked.get("buyer"), self.rulebook),
            shipped_on=read_shipped_on(asked.get("shipped_on"), on),
            quantity=quantity(asked.get("quantity"), "quantity"),
        )
        return Question(identifier, dossier, on)

    def _attributes(self, said: object) -> dict[str, Attribute]:
        """What is stated; a number is left out, because no requirement asks for one."""
        if said is None:
            return {}
        if not isinstance(said, dict):
            raise BadLineError("The attributes must be an object.")
        known_keys.refuse_unknown(said, self.known_attributes, "the attributes")
        read = ((key, self._attribute(key, value)) for key, value in said.items())
        return {key: value for key, value in read if value is not None}

    def _attribute(self, key: str, value: object) -> Attribute | None:
        name, wanted = f"attribute “{short(key)}”", self.asked_attributes.get(key)
        if value is None:
            return None
        if wanted is date:
            return day(value, name)
        if wanted is bool and not isinstance(value, bool):
            raise BadLineError(f"The {name} must be true or false.")
        if wanted is str and not isinstance(value, str | list):
            raise BadLineError(f"The {name} must be text or a list of texts.")
        if isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            number(value, name)
            return None
        return statement(value, name)

    def _evidence(self, said: object) -> tuple[Evidence, ...]:
        if not isinstance(said, list):
            raise BadLineError("The evidence must be a list.")
        return tuple(self._document(document, f"document {place}") for place, document in enumerate(said, start=1))

    def _document(self, said: object, name: str) -> Evidence:
        if not isinstance(said, dict):
            raise BadLineError(f"The {name} must be an object.")
        known_keys.refuse_unknown(said, known_keys.DOCUMENT, name)
        _require(said, NEEDED_OF_DOCUMENT, name)
        kind = text(said["type"], f"type of {name}")
        if kind not in self.rulebook.evidence_types:
            raise BadLineError(f"The evidence type “{kind}” of {name} is not in the rulebook.")
        begins = day_or_open(said["valid_from"], f"valid_from of {name}")
        ends = day_or_open(said["valid_until"], f"valid_until of {name}")
        if begins and ends and ends < begins:
            raise BadLineError(f"The {name} ends before it begins.")
        ref = None if said.get("ref") is None else text(said["ref"], f"ref of {name}")
        return Evidence(
            kind,
            begins,
            ends,
            _statements_with(said.get("with"), name),
            ref,
            issuer=None if said.get("issuer") is None else text(said["issuer"], f"issuer of {name}"),
            issued_on=day_or_open(said.get("issued_on"), f"issued_on of {name}"),
            holder=_holder(said.get("holder"), f"holder of {name}"),
            manufacturer=_names(said.get("manufacturer"), f"manufacturer of {name}"),
            models=_as_tuple(_names(said.get("models"), f"models of {name}")),
        )


def parse(line: bytes) -> dict[str, object]:
    """The line as one JSON object, each key said once, every number a number."""
    if len(line) > LONGEST_LINE:
        raise BadLineError("The line is longer than a million bytes.")
    try:
        read = json.loads(line.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_unique)
    except BadLineError:
        raise
    except UnicodeDecodeError:
        raise BadLineError("The line is not UTF-8.") from None
    except RecursionError:
        raise BadLineError("The line is nested too deeply.") from None
    except json.JSONDecodeError as problem:
        raise BadLineError(f"The line is not JSON: {problem.msg}, at character {problem.pos + 1}.") from None
    except ValueError:
        raise BadLineError("The line has a number with too many digits.") from None
    if not isinstance(read, dict):
        raise BadLineError("The line is not a JSON object.")
    return read


def echo(identifier: object) -> str | int | None:
    """The id as it is handed back; ``None`` for what cannot be an id."""
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        return None
    return identifier


def _no_constant(constant: str) -> NoReturn:
    raise BadLineError(f"{constant} is not a number in JSON.")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadLineError(f"The key “{short(twice)}” is said twice.")
    return read


def _asked_attributes(rulebook: Rulebook) -> dict[str, type]:
    """The kind of value that the requirements ask of each attribute."""
    found: dict[str, type] = {}
    for row in rulebook.requirements:
        for key, wanted in row.condition:
            dated = isinstance(wanted, date)
            found[key.removesuffix("_before") + "_on" if dated else key] = type(wanted)
    return found


def _require(said: Mapping[str, object], keys: tuple[str, ...], name: str) -> None:
    for key in keys:
        if key not in said:
            raise BadLineError(f"The key “{key}” is missing in {name}.")


def _holder(said: object, name: str) -> str | None:
    if said is not None and said not in HOLDERS:
        raise BadLineError(f"The {name} must be one of {', '.join(HOLDERS)}.")
    return None if said is None else str(said)


def _names(said: object, name: str) -> Statement | None:
    """A name, or several that the same goes by."""
    return None if said is None else statement(said, name)


def _as_tuple(names: Statement | None) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else names or ()


def _country(said: object, name: str) -> str:
    country = text(said, name)
    if not COUNTRY.fullmatch(country):
        raise BadLineError(f"The {name} must be an ISO 3166 code in capitals, such as DE or GB-NIR.")
    return country


def read_destination(said: object) -> str:
    """The destination of a line, as ISO 3166 writes it."""
    return _country(said, "destination")


def read_shipped_on(said: object, on: date) -> date | None:
    """The day of shipping of a line, which is not after the day of arrival."""
    shipped = day_or_open(said, "day “shipped_on”")
    if shipped and shipped > on:
        raise BadLineError(f"The goods cannot be shipped on {shipped} and arrive on {on}, before that day.")
    return shipped


def read_buyer(said: object, rulebook: Rulebook) -> BuyerFacts:
    """What a line states of the buyer's side. A fact with ``null`` is not stated."""
    if said is None:
        return {}
    if not isinstance(said, dict):
        raise BadLineError("The key “buyer” must be an object.")
    known_keys.refuse_unknown(said, rulebook.buyer_facts, "the buyer")
    stated = {name: value for name, value in said.items() if value is not None}
    for name, value in stated.items():
        answers = rulebook.buyer_facts[name].answers
        if not any(type(value) is type(answer) and value == answer for answer in answers):
            allowed = ", ".join(json.dumps(answer) for answer in answers)
            raise BadLineError(f"The buyer's “{name}” must be one of {allowed}.")
    return stated


def _ships_from_china(said: object) -> bool:
    return said is not None and _country(said, "shipped_from") == CHINA


def _statements_with(said: object, name: str) -> tuple[tuple[str, Statement], ...]:
    """What the document says. A key with ``null`` is not stated; true, false and numbers are read as their text."""
    if said is None:
        return ()
    if not isinstance(said, dict):
        raise BadLineError(f"The key “with” of {name} must be an object.")
    known_keys.refuse_unknown(said, known_keys.STATED, f"“with” of {name}")
    said = {key: value for key, value in said.items() if value is not None}
    quantity(said.get(QUANTITY), f"quantity of {name}")
    return statements({key: statement(value, f"“{short(key)}” of {name}") for key, value in said.items()})
