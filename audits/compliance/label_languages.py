"""Whether a label is in the languages that the law of a destination asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from audits.compliance import days
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.reference import Confidence, LabelLanguages
from audits.compliance.remarks import Remark
from audits.compliance.rulebook import Rulebook

LANGUAGES = "languages"
"""What a label states: its languages, as ISO 639-1 codes in small letters (pt-BR counts as pt)."""


@dataclass(frozen=True, slots=True)
class Languages:
    """How a label meets a destination: not at all, or with remarks; no remarks is a firm yes."""

    are_enough: bool
    remarks: tuple[Remark, ...] = ()


NO_LANGUAGES_ASKED = Languages(True)


def asks_for_languages(evidence_type: str, rulebook: Rulebook) -> bool:
    """Whether such a document must be in the languages of the destination."""
    return evidence_type in rulebook.in_languages


def judge_languages(labels: Iterable[Evidence], dossier: Dossier, rulebook: Rulebook) -> Languages:
    """Compare the languages that the labels state together with the destination's list.

    Where only the market is known, the languages of any one of its countries are enough.
    """
    printed = languages_on(labels := tuple(labels))
    if not printed:
        return Languages(True, (Remark.LANGUAGES_NOT_STATED,))
    asked = languages_asked(dossier, rulebook)
    if not asked:
        return Languages(True, (Remark.LANGUAGES_NOT_LISTED,))
    for_all = [one for one in asked if one.is_met_by(printed)]
    for_some = for_all or [one for one in asked if one.is_met_for_professionals(printed)]
    if not for_some:
        is_open = any(not dict(label.stated).get(LANGUAGES) for label in labels)
        return Languages(True, (Remark.LANGUAGES_NOT_STATED,)) if is_open else Languages(False)
    remarks = () if for_all else (Remark.LANGUAGES_FOR_PROFESSIONALS,)
    is_sure = any(one.confidence is not Confidence.LOW for one in for_some)
    return Languages(True, remarks if is_sure else (*remarks, Remark.LANGUAGES_UNSURE))


def languages_on(labels: Iterable[Evidence]) -> frozenset[str]:
    """The languages of all these labels."""
    stated = (dict(label.stated).get(LANGUAGES) or () for label in labels)
    texts = ((one,) if isinstance(one, str) else one for one in stated)
    return frozenset(language_code(text) for some in texts for text in some)


def lacking_languages(labels: Iterable[Evidence], dossier: Dossier, rulebook: Rulebook) -> tuple[str, ...]:
    """The fewest languages that would make these labels enough for everybody in the destination.

    None where we know of none, and where only a market of countries with several lists is known.
    """
    asked = {one.ways for one in languages_asked(dossier, rulebook)}
    if len(asked) != 1:
        return ()
    printed = languages_on(labels)
    return min((tuple(sorted(way - printed)) for way in asked.pop()), key=lambda left: (len(left), left))


def country_groups(dossier: Dossier, rulebook: Rulebook) -> tuple[tuple[str, ...], ...]:
    """The countries of the dossier's market, grouped by how its labels meet them; one empty group where they do not matter.

    Countries of one group get the same answer on every day: nothing else that rows ask differs within a market.
    """
    market = rulebook.markets.get(dossier.market or "")
    labels = [one for one in dossier.evidence if asks_for_languages(one.type, rulebook)]
    if market is None or not labels:
        return ((),)
    sets = _sets_in_force(labels)
    groups: dict[tuple[Languages, ...], list[str]] = {}
    for country in market.countries:
        there = replace(dossier, country=country)
        groups.setdefault(tuple(judge_languages(some, there, rulebook) for some in sets), []).append(country)
    return tuple(map(tuple, groups.values())) if len(groups) > 1 else ((),)


def _sets_in_force(labels: list[Evidence]) -> list[tuple[Evidence, ...]]:
    """Each label alone, those that are in force together on some day, and these without any one of them, by which the cause
    of an end is found."""
    spans = [(*days.span(label.valid_from, label.valid_until), label) for label in labels]
    begins = {first for first, _last, _label in spans}
    together = [tuple(label for first, last, label in spans if first <= day <= last) for day in begins]
    without_one = [tuple(one for one in some if one is not left) for some in together for left in some]
    return [some for some in dict.fromkeys([*((label,) for label in labels), *together, *without_one]) if some]


def language_code(text: str) -> str:
    """The language without region or script: pt-BR is pt."""
    return text.strip().casefold().replace("_", "-").partition("-")[0]


def languages_asked(dossier: Dossier, rulebook: Rulebook) -> list[LabelLanguages]:
    """The lists of the dossier's country, or of every country of its market; empty where we hold none."""
    market = rulebook.markets.get(dossier.market or "")
    countries = [dossier.country] if dossier.country else list(market.countries if market else ())
    return [rulebook.label_languages[one] for one in countries if one in rulebook.label_languages]
