"""Prohibitions and entries that only inform, in the reader's language, with their days and sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from audits.answers import messages
from audits.answers.chinese_names import name_for_reader
from audits.compliance.buyer_facts import BuyerCondition
from audits.compliance.information import Information, Topic
from audits.compliance.reference import Source
from audits.compliance.rulebook import Requirement, Rulebook
from audits.compliance.verdict import Verdict
from kpmarket.foundation.text.languages import in_reader_language

TOPICS = {
    Topic.DUTY: gettext_lazy("Duty"),
    Topic.IMPORT_ALERT: gettext_lazy("Import alert"),
    Topic.PROCUREMENT: gettext_lazy("Public procurement"),
    Topic.SANCTIONS: gettext_lazy("Sanctions"),
    Topic.FEE: gettext_lazy("Fee"),
    Topic.RENEWAL: gettext_lazy("Renewal"),
    Topic.FILING: gettext_lazy("Last day for filings"),
    Topic.LIABILITY: gettext_lazy("Product liability"),
    Topic.REQUIREMENT: gettext_lazy("Requirement"),
}


@dataclass(frozen=True, slots=True)
class Prohibition:
    """A rule that forbids the product: its name, law and days, and the pages that say so."""

    title: str
    law: str
    days: str
    notes: messages.Note
    confidence: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """An entry that informs; ``days`` says since when it is law, from when it will be, or that it is pending."""

    topic: str
    text: str
    rate: str
    condition: str
    """For whom it is, where it depends on the buyer's side."""
    codes: str
    days: str
    is_pending: bool
    confidence: str
    law: str
    sources: tuple[Source, ...]


def prohibitions(verdict: Verdict) -> tuple[Prohibition, ...]:
    """What forbids the product."""
    return tuple(prohibition(one.requirement, one.sources) for one in verdict.prohibitions)


def prohibition(row: Requirement, sources: tuple[Source, ...]) -> Prohibition:
    """A row that forbids."""
    return Prohibition(
        messages.route(row),
        row.legal_basis,
        _days(row),
        messages.note(en=row.notes, zh=row.notes_zh),
        row.confidence,
        _in_reader_words(sources),
    )


def notices(entries: Iterable[Information], rulebook: Rulebook) -> tuple[Notice, ...]:
    """The entries in words."""
    return tuple(_notice(one, rulebook) for one in entries)


def _notice(one: Information, rulebook: Rulebook) -> Notice:
    return Notice(
        topic=str(TOPICS[one.topic]),
        text=in_reader_language(en=one.text, zh=one.text_zh),
        rate=one.rate,
        condition=buyer_condition(one.buyer, rulebook),
        codes=pgettext("between codes", ", ").join(one.hs),
        days=_days_of_pending(one) if one.is_pending else _days(one),
        is_pending=one.is_pending,
        confidence=one.confidence,
        law=one.legal_basis,
        sources=_in_reader_words(rulebook.sources[id_] for id_ in one.sources),
    )


def _in_reader_words(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The sources with titles in the reader's language."""
    return tuple(replace(one, title=name_for_reader(one.title)) for one in sources)


def buyer_condition(condition: BuyerCondition, rulebook: Rulebook) -> str:
    """A condition on the buyer's side in words; empty where there is none."""
    return pgettext("between facts", ", ").join(
        _("%(what)s: %(said)s") % {"what": _label(name, rulebook), "said": _fitting(name, fitting, rulebook)}
        for name, fitting in condition
    )


def _label(name: str, rulebook: Rulebook) -> str:
    fact = rulebook.buyer_facts[name]
    return in_reader_language(en=fact.label, zh=fact.label_zh)


def _fitting(name: str, fitting: tuple[bool | str, ...], rulebook: Rulebook) -> str:
    words = dict(rulebook.buyer_facts[name].values)
    said = (in_reader_language(en=words[value][0], zh=words[value][1]) for value in fitting)
    return pgettext("between alternatives", " or ").join(said)


def _days(row: Requirement | Information) -> str:
    """From when until when it is law; empty where neither day is known."""
    first, last = row.effective_from, row.effective_until
    if first and last:
        return _("From %(first)s until %(last)s") % {"first": date_format(first), "last": date_format(last)}
    if first:
        return _("From %(first)s on") % {"first": date_format(first)}
    return _("Until %(last)s") % {"last": date_format(last)} if last else ""


def _days_of_pending(one: Information) -> str:
    if one.expected is None:
        return _("Pending: not in force, and no day is known.")
    return _("Pending: not in force. Expected on %(day)s.") % {"day": date_format(one.expected)}
