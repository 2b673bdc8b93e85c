"""Reads what the rulebook asks of the buyer's side: its facts, and the conditions that rows put on them."""

from __future__ import annotations

from collections.abc import Mapping

from audits.compliance.buyer_facts import BuyerCondition, BuyerFact, BuyerValue
from audits.law.yaml_reading import Document, RulebookError

YES = ("Yes", "是")
NO = ("No", "否")


def buyer_facts(entries: Document) -> dict[str, BuyerFact]:
    """The facts by name, in the order of the file."""
    return {name: _fact(name, entry) for name, entry in entries.items()}


def _fact(name: str, entry: Document) -> BuyerFact:
    values: tuple[tuple[BuyerValue, tuple[str, str]], ...] = ((True, YES), (False, NO))
    if "values" in entry:
        values = tuple((value, (words["label"], words["label_zh"])) for value, words in entry["values"].items())
    return BuyerFact(name, entry["question"], entry["question_zh"], entry["label"], entry["label_zh"], values)


def buyer_condition(row: Document, facts: Mapping[str, BuyerFact], file: str, id_: str) -> BuyerCondition:
    """The row's condition on the buyer's side. Raises RulebookError for a fact or value that the rulebook does not declare."""
    return tuple((name, _fitting(name, said, facts, file, id_)) for name, said in row.get("buyer", {}).items())


def _fitting(
    name: str, said: BuyerValue | list[BuyerValue], facts: Mapping[str, BuyerFact], file: str, id_: str
) -> tuple[BuyerValue, ...]:
    known = facts.get(name)
    if known is None:
        raise RulebookError(file, id_, f"unknown fact of the buyer's side {name!r}")
    fitting = tuple(said) if isinstance(said, list) else (said,)
    kind = type(known.answers[0])
    for value in fitting:
        if not isinstance(value, kind) or value not in known.answers:
            raise RulebookError(file, id_, f"the buyer's {name} has no answer {value!r}")
    return fitting
