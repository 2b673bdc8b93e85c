"""A choice of law and forum in words: our own sentence, what has to be known of it, and what contracts usually say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from buyers.terms import clause, legal
from buyers.trade.services.contract_choices import ARBITRATION_LANGUAGES
from buyers.trade.services.contract_words import forum_words
from kpmarket.foundation.places import place_name


@dataclass(frozen=True)
class Known:
    """Something to know, with what it rests on; ``is_sure`` where its confidence is high."""

    text: str
    source: str
    confidence: str

    @property
    def is_sure(self) -> bool:
        return self.confidence == "high"


def sentence_of(choice: clause.Choice) -> str:
    """The clause in a sentence of ours: facts to agree on, not an institution's model."""
    language = get_language() or "en"
    law, forum = legal.laws()[choice.law], legal.forums()[choice.forums[0]]
    said = _(
        "Law of the contract: %(law)s. %(forum)s; language: %(language)s; number of arbitrators: %(arbitrators)s."
    ) % {
        "law": law.label.read_in(language),
        "forum": forum_words(forum, choice.seat),
        "language": ARBITRATION_LANGUAGES[choice.language],
        "arbitrators": choice.arbitrators,
    }
    return f"{said} {choice.addition}".strip()


def known_of(choice: clause.Choice, country: str, on: date) -> list[Known]:
    """What has to be known of this choice for a buyer in that country."""
    return [Known(_text(one), one.source, one.confidence) for one in clause.warnings(choice, country, on)]


def usual_in_words() -> list[tuple[str, str, str]]:
    """Label, usual figure and confidence of what contracts usually say."""
    language = get_language() or "en"
    return [(one.label.read_in(language), one.usual.read_in(language), one.confidence) for one in clause.usual_terms()]


def _text(remark: clause.Remark) -> str:
    words = {"place": place_name(remark.country)}
    match remark.code:
        case "no-cisg":
            return (
                _("%(place)s is no state of the CISG: it does not apply by itself, and a law has to be chosen.") % words
            )
        case "cisg-declarations":
            return _("%(place)s made declarations to the CISG; among others some want the contract in writing.") % words
        case "cisg-out":
            return (
                _("%(place)s and China are states of the CISG, and your choice leaves it out. Say so in the contract.")
                % words
            )
        case "arranged":
            return (
                _(
                    "Between %(place)s and the mainland of China awards are carried out under an arrangement of their own, not the New York Convention."
                )
                % words
            )
        case "no-new-york":
            return (
                _("%(place)s is no state of the New York Convention: a foreign award may not be carried out there.")
                % words
            )
        case "no-apostille":
            return (
                _(
                    "%(place)s does not take China's apostille: documents of authorities want legalisation at the consulate."
                )
                % words
            )
        case _:
            return _("Whether %(place)s takes China's apostille is not known to us: ask the consulate.") % words
