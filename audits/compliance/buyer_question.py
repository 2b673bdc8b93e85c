"""Which open fact of the buyer's side matters, and what each answer would give: one question at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from audits.compliance.applicable import applicable_requirements, state_with_remarks
from audits.compliance.buyer_facts import BuyerFacts
from audits.compliance.buyer_side import judge_if_buyer_complies
from audits.compliance.dossier import Dossier
from audits.compliance.expression import Documents, is_met
from audits.compliance.rulebook import Requirement, Rulebook
from audits.compliance.verdict import Answer, BuyerQuestion, PossibleAnswer


def buyer_question(dossier: Dossier, rulebook: Rulebook, documents: Documents, *, on: date) -> BuyerQuestion | None:
    """The question whose answer would change the answer on that day; None where nothing open would.

    Facts are asked in the order of the rulebook. Where no fact changes anything alone but several do together, the first of
    them is asked.
    """
    possible = applicable_requirements(dossier, rulebook).on(on)
    conditions = {name for row in possible.all for name, _fitting in row.buyer}
    open_facts = [name for name in rulebook.buyer_facts if name in conditions and name not in dossier.buyer]
    if not open_facts:
        return None
    answers = {_answer(dossier, buyer, rulebook, documents, on) for buyer in possible.possible_buyers}
    if len(answers) == 1:
        return None
    questions = [_question(name, dossier, rulebook, documents, on) for name in open_facts]
    return next((one for one in questions if _distinguishes(one)), questions[0])


def _question(name: str, dossier: Dossier, rulebook: Rulebook, documents: Documents, on: date) -> BuyerQuestion:
    answers = (
        (value, _answer(dossier, {name: value}, rulebook, documents, on))
        for value in rulebook.buyer_facts[name].answers
    )
    return BuyerQuestion(
        name, tuple(PossibleAnswer(one.state, one.state_if_buyer_complies, value) for value, one in answers)
    )


def _distinguishes(question: BuyerQuestion) -> bool:
    return len({(one.state, one.state_if_buyer_complies) for one in question.answers}) > 1


def _answer(dossier: Dossier, stated: BuyerFacts, rulebook: Rulebook, documents: Documents, on: date) -> Answer:
    """The answer with these facts stated as well."""
    asked = replace(dossier, buyer={**dossier.buyer, **stated})
    applicable = applicable_requirements(asked, rulebook).on(on)

    def holds(row: Requirement, *, firmly: bool = False) -> bool:
        day = applicable.day_of(row, on).toordinal()
        return is_met(row.expression, lambda leaf: documents.meets(leaf, day, firmly=firmly))

    state = state_with_remarks(applicable, holds, partial(holds, firmly=True))
    return Answer(state, state if state.ships else judge_if_buyer_complies(applicable, documents, on))
