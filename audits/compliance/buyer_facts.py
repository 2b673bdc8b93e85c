"""What a rule may ask of the buyer's side: facts that the rulebook declares, and conditions on them.

A fact that nobody stated is open. It is never taken for the convenient answer: every possible answer is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

BuyerValue = bool | str
BuyerFacts = Mapping[str, BuyerValue]
"""Name of a fact -> what the buyer's side stated."""
BuyerCondition = tuple[tuple[str, tuple[BuyerValue, ...]], ...]
"""Facts that a row depends on, each with the values that fit."""


NOTHING_OPEN: tuple[BuyerFacts, ...] = ({},)


@dataclass(frozen=True, slots=True)
class BuyerFact:
    """One fact of the buyer's side, and the question that asks for it, in English and Chinese.

    ``values`` maps each possible answer to its words (English, Chinese); a question of yes or no has True and False.
    """

    name: str
    question: str
    question_zh: str
    label: str
    label_zh: str
    values: tuple[tuple[BuyerValue, tuple[str, str]], ...]

    @property
    def answers(self) -> tuple[BuyerValue, ...]:
        """The possible answers, in the order of the rulebook."""
        return tuple(value for value, _words in self.values)


def buyer_fits(condition: BuyerCondition, stated: BuyerFacts) -> bool | None:
    """Whether the buyer's side is as the condition asks; None where a fact that it needs is open and nothing contradicts it."""
    if any(name in stated and stated[name] not in fitting for name, fitting in condition):
        return False
    return None if any(name not in stated for name, _fitting in condition) else True


def possible_buyers(
    conditions: Iterable[BuyerCondition], stated: BuyerFacts, facts: Mapping[str, BuyerFact]
) -> tuple[BuyerFacts, ...]:
    """Every combination of answers to the open facts of these conditions, answers that no condition tells apart only once.

    One empty combination where nothing is open.
    """
    conditions = tuple(dict.fromkeys(condition for condition in conditions if condition))
    if not conditions:
        return NOTHING_OPEN
    asked = {name for condition in conditions for name, _fitting in condition if name not in stated}
    open_facts = [fact for name, fact in facts.items() if name in asked]
    choices = [_distinct_answers(fact, conditions) for fact in open_facts]
    return tuple(dict(zip((fact.name for fact in open_facts), one, strict=True)) for one in product(*choices))


def _distinct_answers(fact: BuyerFact, conditions: tuple[BuyerCondition, ...]) -> list[BuyerValue]:
    """One answer for each way of fitting the conditions."""
    distinct: dict[tuple[bool, ...], BuyerValue] = {}
    for answer in fact.answers:
        fits = tuple(answer in fitting for condition in conditions for name, fitting in condition if name == fact.name)
        distinct.setdefault(fits, answer)
    return list(distinct.values())
