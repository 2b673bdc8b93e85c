"""Whether a label is in the languages that the law of a destination asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.reference import Confidence, LabelLanguages
from audits.compliance.remarks import Remark
from audits.compliance.rulebook import Rulebook

LANGUAGES = "languages"
"""What a label states: its languages, as ISO 639-1 codes in small letters (pt-BR counts as pt)."""


DESTINATION_LANGUAGES = "destination_languages"
"""``parameter`` of the kinds of document that must be in the languages of the destination."""


@dataclass(frozen=True, slots=True)
class Languages:
    """How a label meets a destination: not at all, or with remarks; no remarks is a firm yes."""

    are_enough: bool
    remarks: tuple[Remark, ...] = ()


def judge_languages(document: Evidence, dossier: Dossier, rulebook: Rulebook) -> Languages:
    """Compare the languages that the document states with the destination's list.

    Where only the market is known, the languages of any one of its countries are enough.
    """
    stated = dict(document.stated).get(LANGUAGES)
    if not stated:
        return Languages(True, (Remark.LANGUAGES_NOT_STATED,))
    asked = list(_lists(dossier, rulebook))
    if not asked:
        return Languages(True, (Remark.LANGUAGES_NOT_LISTED,))
    printed = frozenset(map(language_code, (stated,) if isinstance(stated, str) else stated))
    for_all = [one for one in asked if one.is_met_by(printed)]
    for_some = for_all or [one for one in asked if one.is_met_for_professionals(printed)]
    if not for_some:
        return Languages(False)
    remarks = () if for_all else (Remark.LANGUAGES_FOR_PROFESSIONALS,)
    is_sure = any(one.confidence is not Confidence.LOW for one in for_some)
    return Languages(True, remarks if is_sure else (*remarks, Remark.LANGUAGES_UNSURE))


def country_groups(dossier: Dossier, rulebook: Rulebook) -> tuple[tuple[str, ...], ...]:
    """The countries of the dossier's market, grouped by how its labels meet them; one empty group where they do not matter.

    Countries of one group get the same answer on every day: nothing else that rows ask differs within a market.
    """
    market = rulebook.markets.get(dossier.market or "")
    kinds = rulebook.evidence_types
    labels = [
        one for one in dossier.evidence if one.type in kinds and kinds[one.type].parameter == DESTINATION_LANGUAGES
    ]
    if market is None or not labels:
        return ((),)
    groups: dict[tuple[Languages, ...], list[str]] = {}
    for country in market.countries:
        there = replace(dossier, country=country)
        groups.setdefault(tuple(judge_languages(label, there, rulebook) for label in labels), []).append(country)
    return tuple(map(tuple, groups.values())) if len(groups) > 1 else ((),)


def language_code(text: str) -> str:
    """The language without region or script: pt-BR is pt."""
    return text.strip().casefold().replace("_", "-").partition("-")[0]


def _lists(dossier: Dossier, rulebook: Rulebook) -> Iterator[LabelLanguages]:
    market = rulebook.markets.get(dossier.market or "")
    countries = [dossier.country] if dossier.country else list(market.countries if market else ())
    return (rulebook.label_languages[one] for one in countries if one in rulebook.label_languages)
