"""From a line to a dossier and a day, or to a sentence about what is wrong with it.

A line is a JSON object: ``id`` (text or whole number), ``product_type``, ``destination``, ``on`` and ``evidence``;
``attributes`` and ``shipped_from`` may be left out. Unknown keys are passed over. What is decided here:

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
- ``with.languages`` of a label is one ISO 639-1 code or a list; a label without it makes the answer conditional.

Sentences here are for whoever feeds the pipe; they are not translated.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple, NoReturn

from audits.compliance.applicable import CHINA
from audits.compliance.dossier import Attribute, Dossier, Evidence, Statement, statements
from audits.compliance.rulebook import Rulebook

LONGEST_LINE = 1_000_000
LONGEST_TEXT = 300
NEEDED = ("id", "product_type", "destination", "on", "evidence")
HOLDERS = ("manufacturer", "importer", "local_representative")
NEEDED_OF_DOCUMENT = ("type", "valid_from", "valid_until")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


class BadLineError(ValueError):
    """A line that cannot be answered, with a sentence that says why."""


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

    def question(self, asked: Mapping[str, object]) -> Question:
        """The line as a dossier and a day."""
        _require(asked, NEEDED, "the line")
        identifier = echo(asked["id"])
        if identifier is None:
            raise BadLineError("The id must be text or a whole number.")
        product_type = _text(asked["product_type"], "product_type")
        if product_type not in self.rulebook.product_types:
            raise BadLineError(f"The product type “{product_type}” is not in the rulebook.")
        country = _country(asked["destination"], "destination")
        dossier = Dossier(
            product_type=product_type,
            attributes=self._attributes(asked.get("attributes")),
            market=self.rulebook.countries.get(country),
            evidence=self._evidence(asked["evidence"]),
            shipped_from_china=_ships_from_china(asked.get("shipped_from")),
            country=country,
            manufacturer=_names(asked.get("manufacturer"), "manufacturer"),
            model=None if asked.get("model") is None else _text(asked["model"], "model"),
        )
        return Question(identifier, dossier, _day(asked["on"], "day “on”"))

    def _attributes(self, said: object) -> dict[str, Attribute]:
        """What is stated; a number is left out, because no requirement asks for one."""
        if said is None:
            return {}
        if not isinstance(said, dict):
            raise BadLineError("The attributes must be an object.")
        read = ((key, self._attribute(key, value)) for key, value in said.items())
        return {key: value for key, value in read if value is not None}

    def _attribute(self, key: str, value: object) -> Attribute | None:
        name, wanted = f"attribute “{_short(key)}”", self.asked_attributes.get(key)
        if value is None:
            return None
        if wanted is date:
            return _day(value, name)
        if wanted is bool and not isinstance(value, bool):
            raise BadLineError(f"The {name} must be true or false.")
        if wanted is str and not isinstance(value, str | list):
            raise BadLineError(f"The {name} must be text or a list of texts.")
        if isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            _number(value, name)
            return None
        return _statement(value, name)

    def _evidence(self, said: object) -> tuple[Evidence, ...]:
        if not isinstance(said, list):
            raise BadLineError("The evidence must be a list.")
        return tuple(self._document(document, f"document {place}") for place, document in enumerate(said, start=1))

    def _document(self, said: object, name: str) -> Evidence:
        if not isinstance(said, dict):
            raise BadLineError(f"The {name} must be an object.")
        _require(said, NEEDED_OF_DOCUMENT, name)
        kind = _text(said["type"], f"type of {name}")
        if kind not in self.rulebook.evidence_types:
            raise BadLineError(f"The evidence type “{kind}” of {name} is not in the rulebook.")
        begins = _day_or_open(said["valid_from"], f"valid_from of {name}")
        ends = _day_or_open(said["valid_until"], f"valid_until of {name}")
        if begins and ends and ends < begins:
            raise BadLineError(f"The {name} ends before it begins.")
        ref = None if said.get("ref") is None else _text(said["ref"], f"ref of {name}")
        return Evidence(
            kind,
            begins,
            ends,
            _statements_with(said.get("with"), name),
            ref,
            issuer=None if said.get("issuer") is None else _text(said["issuer"], f"issuer of {name}"),
            issued_on=_day_or_open(said.get("issued_on"), f"issued_on of {name}"),
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
        raise BadLineError(f"The key “{_short(twice)}” is said twice.")
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


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"


def _text(said: object, name: str) -> str:
    if not isinstance(said, str):
        raise BadLineError(f"The {name} must be text.")
    if len(said) > LONGEST_TEXT:
        raise BadLineError(f"The {name} is longer than {LONGEST_TEXT} characters.")
    return said


def _number(said: int | float, name: str) -> str:
    if isinstance(said, float) and not math.isfinite(said):
        raise BadLineError(f"The {name} is too large a number.")
    return str(said)


@lru_cache(maxsize=4096)
def _read_day(text: str) -> date | None:
    if not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day(said: object, name: str) -> date:
    day = _read_day(said) if isinstance(said, str) and len(said) <= len("YYYY-MM-DD") else None
    if day is None:
        raise BadLineError(f"The {name} must be a day of the calendar, written YYYY-MM-DD.")
    return day


def _day_or_open(said: object, name: str) -> date | None:
    return None if said is None else _day(said, name)


def _holder(said: object, name: str) -> str | None:
    if said is not None and said not in HOLDERS:
        raise BadLineError(f"The {name} must be one of {', '.join(HOLDERS)}.")
    return None if said is None else str(said)


def _names(said: object, name: str) -> Statement | None:
    """A name, or several that the same goes by."""
    return None if said is None else _statement(said, name)


def _as_tuple(names: Statement | None) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else names or ()


def _country(said: object, name: str) -> str:
    country = _text(said, name)
    if not COUNTRY.fullmatch(country):
        raise BadLineError(f"The {name} must be an ISO 3166 code in capitals, such as DE or GB-NIR.")
    return country


def read_destination(said: object) -> str:
    """The destination of a line, as ISO 3166 writes it."""
    return _country(said, "destination")


def _ships_from_china(said: object) -> bool:
    return said is not None and _country(said, "shipped_from") == CHINA


def _statements_with(said: object, name: str) -> tuple[tuple[str, Statement], ...]:
    """What the document says. A key with ``null`` is not stated; true, false and numbers are read as their text."""
    if said is None:
        return ()
    if not isinstance(said, dict):
        raise BadLineError(f"The key “with” of {name} must be an object.")
    said = {key: value for key, value in said.items() if value is not None}
    return statements({key: _statement(value, f"“{_short(key)}” of {name}") for key, value in said.items()})


def _statement(said: object, name: str) -> Statement:
    if isinstance(said, list):
        return tuple(_word(one, name) for one in said)
    return _word(said, name)


def _word(said: object, name: str) -> str:
    if isinstance(said, bool):
        return "true" if said else "false"
    if isinstance(said, int | float):
        return _text(_number(said, name), name)
    if not isinstance(said, str):
        raise BadLineError(f"The {name} must be text or a list of texts.")
    return _text(said, name)
