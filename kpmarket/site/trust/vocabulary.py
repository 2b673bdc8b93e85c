"""What our words mean, made from the tables that pages take their words from: a word that is added must be explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from audits.answers import messages
from audits.models.register_check import CheckOutcome
from buyers.catalogue.levels import LEVELS
from buyers.guides.vocabulary import SURE
from kpmarket.templatetags.kp import CONFIDENCE, NODES, STATES, Look

Words = str | Promise


@dataclass(frozen=True)
class Row:
    """A word as pages show it, with what it means."""

    code: str
    look: Look
    meaning: Words


@dataclass(frozen=True)
class Chapter:
    """Words that belong together, and what they are about."""

    code: str
    title: Words
    about: Words
    rows: tuple[Row, ...]


STATE_MEANINGS: Mapping[str, Words] = {
    "cleared": gettext_lazy(
        "Documents that we approved meet every rule that we hold for this product, this destination and this day."
    ),
    "conditional": gettext_lazy(
        "The documents are there, but something is not sure: a rule of low confidence, a document with an open remark, or "
        "rules that nobody has compared with their sources for too long. Settle it before you rely on the answer."
    ),
    "ready": gettext_lazy(
        "The supplier's part is complete. What only the buyer's side can hold is missing: a registration in the country, an "
        "importer's licence, a local representative. Once you hold it, the product is cleared for you."
    ),
    "ready_conditional": gettext_lazy("Both: the rest is yours to arrange, and something is not sure."),
    "blocked": gettext_lazy(
        "At least one document of the supplier is missing, has lapsed or does not fit the product. The page names it and "
        "the shortest way. It is no ban."
    ),
    "prohibited": gettext_lazy("The law forbids the product itself, whatever documents there are."),
    "not_assessed": gettext_lazy("We hold no rule for this product and destination. That is neither a yes nor a no."),
}
NODE_MEANINGS: Mapping[str, Words] = {
    "met": gettext_lazy("A document that we approved meets this requirement on this day."),
    "missing": gettext_lazy("We have no approved document for it."),
    "lapsed": gettext_lazy("There was a document, and its last day has passed."),
    "revoked": gettext_lazy("There was a document, and we took our approval of it back."),
    "yours": gettext_lazy("Only the buyer's side can hold it; no supplier can bring it."),
    "unneeded": gettext_lazy("Another way is met already, so this one is not asked for."),
    "unknown": gettext_lazy("We hold no rule for it."),
}
OUTCOME_LOOKS: Mapping[CheckOutcome, Look] = {
    CheckOutcome.CONFIRMED: Look("ok", "check-circle"),
    CheckOutcome.CONTRADICTED: Look("bad", "x-circle"),
    CheckOutcome.NOT_FOUND: Look("mute", "search"),
    CheckOutcome.NOT_COVERED: Look("mute", "circle"),
    CheckOutcome.UNREACHABLE: Look("mute", "circle"),
}
OUTCOME_MEANINGS: Mapping[CheckOutcome, Words] = {
    CheckOutcome.CONFIRMED: gettext_lazy("The register holds the document, with the same holder and days."),
    CheckOutcome.CONTRADICTED: gettext_lazy(
        "The register says something else than the document. An auditor must settle it."
    ),
    CheckOutcome.NOT_FOUND: gettext_lazy(
        "We looked and it was not there. Registers have gaps: it never means “false”."
    ),
    CheckOutcome.NOT_COVERED: gettext_lazy("This register does not hold such documents. It is no failure."),
    CheckOutcome.UNREACHABLE: gettext_lazy("The register did not answer, so nothing was checked."),
}


ANSWERS = (
    "states",
    gettext_lazy("The answer for a product, a destination and a day"),
    gettext_lazy("One of these stands on every card, product page and list."),
)
REQUIREMENTS = (
    "requirements",
    gettext_lazy("A single requirement"),
    gettext_lazy("In the list of what proves an answer."),
)
CONFIDENCES = (
    "confidence",
    gettext_lazy("How sure we are of a rule"),
    gettext_lazy(
        "An answer is as sure as the least sure rule that decides it, so it can be lower than that of most of its rules."
    ),
)
CHECKS = (
    "levels",
    gettext_lazy("What was checked at a supplier"),
    gettext_lazy(
        "Each with the day on which an auditor decided. We have visited a factory only where a site audit is shown, and have not inspected the goods."
    ),
)
REGISTERS = (
    "registers",
    gettext_lazy("What a public register said"),
    gettext_lazy("We ask registers about documents, issuing bodies and companies, and keep each answer with its day."),
)
REMARKS = (
    "remarks",
    gettext_lazy("Remarks that make an answer conditional"),
    gettext_lazy("The document counts, and something about it is open."),
)


def chapters() -> list[Chapter]:
    """Every chapter of the page, in the language in force."""
    states = (Row(code, look, STATE_MEANINGS[code]) for code, look in STATES.items())
    nodes = (Row(code, look, NODE_MEANINGS[code]) for code, look in NODES.items())
    sure = (Row(code, CONFIDENCE[code], words) for code, words in SURE.items())
    levels = (Row(code, Look("mute", "shield", level.label), level.meaning) for code, level in LEVELS.items())
    outcomes = (
        Row(outcome, OUTCOME_LOOKS[outcome]._replace(word=outcome.label), OUTCOME_MEANINGS[outcome])
        for outcome in CheckOutcome
    )
    remarks = (Row(code, Look("warn", "alert"), words) for code, words in messages.REMARKS.items())
    titled = zip(
        (ANSWERS, REQUIREMENTS, CONFIDENCES, CHECKS, REGISTERS, REMARKS),
        (states, nodes, sure, levels, outcomes, remarks),
        strict=True,
    )
    return [Chapter(code, title, about, tuple(rows)) for (code, title, about), rows in titled]
