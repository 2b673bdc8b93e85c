"""What the quick validator accepts is sound, and what it refuses is refused in the other one's words."""

import copy
import json
import random
from functools import cache

import pytest
from jsonschema import Draft7Validator

from audits.law import files, schema
from audits.law.schema import is_sound
from audits.law.yaml_reading import RulebookError, read_yaml

TEXTS = files.texts_of(files.RULEBOOK_DIR)
ODD_VALUES = [
    None,
    True,
    False,
    0,
    1,
    -1,
    "",
    " ",
    "x",
    "2020-01-01\n",
    "0123\n",
    [],
    ["x", "x"],
    [1, True],
    {},
    {"x": 1},
]
SMALL_FILES = [name for name in TEXTS if len(TEXTS[name]) < 15_000]


def definition_of(name):
    return "market_file" if name.startswith("markets/") else f"{name.removesuffix('.yaml')}_file"


@cache
def explaining(definition) -> Draft7Validator:
    return Draft7Validator(schema._schema_of(definition))


def places_in(document):
    """Every container of a document with a key or index of it."""
    pairs = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in list(pairs):
        yield document, key
        if isinstance(value, dict | list):
            yield from places_in(value)


def spoil(document, chance: random.Random):
    """A copy in which one value is lost, odd, doubled or under another key."""
    spoilt = copy.deepcopy(document)
    container, key = chance.choice(list(places_in(spoilt)))
    match chance.randrange(4):
        case 0:
            del container[key]
        case 1 if isinstance(container, list):
            container.append(container[key])
        case 2 if isinstance(container, dict):
            container[chance.choice(["", "x", "extra key", "id"])] = container.pop(key)
        case _:
            container[key] = chance.choice(ODD_VALUES)
    return spoilt


def keywords_in(node, *, are_names=False):
    """Keywords of a schema, without the names of what it defines."""
    if isinstance(node, dict):
        for key, value in node.items():
            if not are_names:
                yield key
            yield from keywords_in(
                value, are_names=not are_names and key in ("properties", "definitions", "dependencies")
            )
    elif isinstance(node, list):
        for item in node:
            yield from keywords_in(item)


def test_the_schema_uses_only_keywords_of_its_dialect():
    """Either validator ignores a keyword that it does not know."""
    shipped = json.loads(schema.SCHEMA_FILE.read_text(encoding="utf-8"))

    unknown = set(keywords_in(shipped)) - set(Draft7Validator.VALIDATORS)

    assert unknown == {"$schema", "$id", "title", "description", "definitions"}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_shipped_file_is_sound(name):
    assert is_sound(read_yaml(TEXTS[name], name), definition_of(name))


def is_refused(document, definition):
    try:
        schema.check_document(document, "x.yaml", definition)
    except RulebookError:
        return True
    return False


@pytest.mark.parametrize("name", sorted(SMALL_FILES))
def test_what_is_refused_is_what_the_explaining_validator_refuses(name):
    chance = random.Random(name)
    document, definition = read_yaml(TEXTS[name], name), definition_of(name)
    spoilt = [spoil(document, chance) for _ in range(12)]

    refused = [is_refused(one, definition) for one in spoilt]

    assert refused == [not explaining(definition).is_valid(one) for one in spoilt]
    assert any(refused)


def test_a_document_that_only_the_quick_validator_refuses_is_accepted():
    """It holds a pattern's end to the end of the text; JSON Schema lets a line end follow."""
    document = read_yaml(TEXTS["markets/CN.yaml"], "markets/CN.yaml")
    document["shared"][0]["from"] = "2020-01-01\n"

    assert not is_sound(document, "market_file")
    assert not is_refused(document, "market_file")


def test_an_error_names_file_row_and_reason():
    document = read_yaml(TEXTS["markets/AU.yaml"], "markets/AU.yaml")
    row = next(row for rows in document["requirements"].values() for row in rows)
    row["confidence"] = "sure"

    with pytest.raises(RulebookError, match=rf"^markets/AU.yaml: {row['id']}: .*confidence: 'sure' is not one of"):
        schema.check_document(document, "markets/AU.yaml", "market_file")
