"""Dossiers as suppliers bring them, with the answer that the law gives and who says so.

The examples stand in ``examples/``; nothing in the product reads them. A document is an evidence type, alone or with what
it states: ``report`` is a test report with the standard as a laboratory prints it, ``label`` the languages of a label.
"""

import json
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from audits.answers.assess_lines import answer
from audits.answers.assess_lines.reading import Reader

FOLDER = Path(__file__).parent / "examples"
TODAY = "2026-11-30"
ANSWERS = {
    "cleared": {"cleared"},
    "cleared_or_conditional": {"cleared", "conditional"},
    "ready": {"blocked"},
    "not_cleared": {"blocked", "conditional", "not_assessed"},
    "blocked": {"blocked"},
    "prohibited": {"prohibited"},
    "not_assessed": {"not_assessed"},
}
"""Answer in an example -> states that agree with it. ``ready`` lacks only what the buyer's side can hold."""


@lru_cache
def examples():
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        file = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [{**example, "sets": file["sets"]} for example in file["examples"]]
    return found


def line(example):
    """The example as ``manage.py assess`` reads it."""
    documents = [one for entry in example["documents"] for one in _expand(entry, example["sets"])]
    optional = {
        key: example[key] for key in ("buyer", "shipped_from", "shipped_on", "manufacturer", "model") if key in example
    }
    return {
        "id": example["id"],
        "product_type": example["product"],
        "attributes": example["facts"],
        "destination": example["to"],
        "on": str(example.get("day", TODAY)),
        "evidence": documents,
        **optional,
    }


def _expand(entry, sets):
    if isinstance(entry, str) and entry in sets:
        return [document for one in sets[entry] for document in _expand(one, sets)]
    kind, said = (entry, {}) if isinstance(entry, str) else next(iter(entry.items()))
    own = (
        {key: value for key, value in said.items() if key in ("models", "manufacturer")}
        if isinstance(said, dict)
        else {}
    )
    said = {key: value for key, value in said.items() if key not in own} if isinstance(said, dict) else said
    document = {"valid_from": None, "valid_until": None, **own}
    if kind == "report":
        return [{**document, "type": "test_report", "with": {"standard": said}}]
    if kind == "label":
        return [{**document, "type": "local_label", "with": {"languages": said}}]
    return [{**document, "type": kind, **({"with": said} if said else {})}]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example["id"])
def test_the_answer_is_what_the_law_says(example, shipped_rulebook):
    reply = json.loads(answer(json.dumps(line(example)).encode(), Reader(shipped_rulebook)))

    assert reply.get("error") is None
    assert reply["state"] in ANSWERS[example["answer"]], example["because"]


def test_every_example_says_whose_word_it_rests_on():
    assert [one["id"] for one in examples() if not (one["source"] and one["because"])] == []
    ids = [one["id"] for one in examples()]
    assert len(ids) == len(set(ids))


def test_there_are_examples_for_many_markets_and_products():
    assert len(examples()) >= 120
    assert len({one["to"] for one in examples()}) >= 20
    assert len({one["product"] for one in examples()}) >= 15
