"""Checks one file of the rulebook against ``schema.json``.

Two libraries share the work: fastjsonschema, compiled and quick, answers for what is sound; only what it refuses goes to
jsonschema, which has the last word and finds the error that explains most.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema
from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match

from audits.law.yaml_reading import RulebookError

SCHEMA_FILE = Path(__file__).resolve().parent.parent / "rulebook" / "schema.json"


def check_document(document: object, name: str, definition: str) -> None:
    """Raise RulebookError with file, row and reason unless the document is what ``definition`` of the schema asks for.

    ``name`` is the file's name as an error gives it, ``definition`` a key of the schema's ``definitions``.
    """
    if is_sound(document, definition):
        return
    error = best_match(_explaining_validator(definition).iter_errors(document))
    if error is not None:
        path = list(error.absolute_path)
        place = ".".join(map(str, path)) or "file"
        raise RulebookError(name, _row_at(document, path), f"{place}: {error.message}")


def is_sound(document: object, definition: str) -> bool:
    """Whether the quick validator accepts the document; it says no more than that."""
    try:
        _quick_validator(definition)(document)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


def _schema_of(definition: str) -> dict[str, Any]:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return {**schema, "$ref": f"#/definitions/{definition}"}


@cache
def _quick_validator(definition: str) -> Callable[[object], object]:
    validator: Callable[[object], object] = fastjsonschema.compile(_schema_of(definition), use_default=False)
    return validator


@cache
def _explaining_validator(definition: str) -> Draft7Validator:
    return Draft7Validator(_schema_of(definition))


def _row_at(document: Any, path: list[str | int]) -> str:
    """The id of the row that a schema error lies in; without one, the first step of its path."""
    row = str(path[0]) if path else ""
    for step in path:
        document = document[step]
        if isinstance(document, dict) and "id" in document:
            row = str(document["id"])
    return row
