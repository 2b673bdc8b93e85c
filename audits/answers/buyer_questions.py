"""The question to the buyer's side, its possible answers, and what was answered, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audits.clearances.market_status import MarketStatus, market_status
from audits.compliance.buyer_facts import BuyerFact, BuyerFacts, BuyerValue
from audits.compliance.dossier import Dossier
from audits.compliance.rulebook import Rulebook
from audits.compliance.verdict import Verdict
from kpmarket.foundation.text.languages import in_reader_language

TRUTHS = {"yes": True, "no": False}
"""How an address writes the answer to a question of yes or no."""


@dataclass(frozen=True, slots=True)
class PossibleReply:
    """One answer to a question: as an address writes it, in words, and the status that it would give."""

    value: str
    label: str
    state: MarketStatus


@dataclass(frozen=True, slots=True)
class QuestionToBuyer:
    """A question that would change the answer; ``fact`` is its name in an address."""

    fact: str
    text: str
    replies: tuple[PossibleReply, ...]


@dataclass(frozen=True, slots=True)
class StatedFact:
    """What the buyer's side stated: name and value in an address, and both in words."""

    fact: str
    value: str
    label: str
    words: str


def read_stated(said: Mapping[str, str], rulebook: Rulebook) -> BuyerFacts:
    """The facts that an address states; what is no fact, or no answer to it, is as if it were not stated."""
    read: dict[str, BuyerValue] = {}
    for name, fact in rulebook.buyer_facts.items():
        text = said.get(name, "")
        value: BuyerValue = TRUTHS.get(text, text) if True in fact.answers else text
        if value in fact.answers and isinstance(value, type(fact.answers[0])):
            read[name] = value
    return read


def question_to_buyer(verdict: Verdict, rulebook: Rulebook) -> QuestionToBuyer | None:
    """The verdict's question in words."""
    asked = verdict.question
    if asked is None:
        return None
    fact = rulebook.buyer_facts[asked.fact]
    words = dict(fact.values)
    replies = (
        PossibleReply(
            _as_text(one.value), _in_words(words[one.value]), market_status(one.state, one.state_if_buyer_complies)
        )
        for one in asked.answers
    )
    return QuestionToBuyer(fact.name, in_reader_language(en=fact.question, zh=fact.question_zh), tuple(replies))


def stated_facts(facts: Dossier, rulebook: Rulebook) -> tuple[StatedFact, ...]:
    """What the buyer's side stated, of what the market's rows or entries ask."""
    rows = rulebook.requirements_for(facts.product_type, facts.market or "")
    conditions = [row.buyer for row in rows]
    conditions += [one.buyer for one in rulebook.information.values() if facts.market in one.markets]
    asked = {name for condition in conditions for name, _fitting in condition}
    return tuple(
        _fact_in_words(rulebook.buyer_facts[name], value) for name, value in facts.buyer.items() if name in asked
    )


def _fact_in_words(fact: BuyerFact, value: BuyerValue) -> StatedFact:
    label = in_reader_language(en=fact.label, zh=fact.label_zh)
    return StatedFact(fact.name, _as_text(value), label, _in_words(dict(fact.values)[value]))


def _as_text(value: BuyerValue) -> str:
    if isinstance(value, str):
        return value
    return "yes" if value else "no"


def _in_words(words: tuple[str, str]) -> str:
    return in_reader_language(en=words[0], zh=words[1])
