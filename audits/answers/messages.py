"""Translates codes of the rules into sentences for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from audits.compliance.causes import CauseCode
from audits.compliance.expression import COVERS_PRODUCT
from audits.compliance.label_languages import LANGUAGES
from audits.compliance.remarks import Remark
from audits.compliance.rulebook import HomeStatus, Requirement
from audits.compliance.verdict import LeafCode
from kpmarket.foundation.text.languages import in_reader_language
from suppliers.identity.language_names import language_name

LEAF_DETAILS = {
    LeafCode.ABSENT: gettext_lazy("No such document is on file."),
    LeafCode.DOES_NOT_FIT: gettext_lazy("A document of this type is on file; it does not state what is asked for."),
    LeafCode.NOT_YET_IN_FORCE: gettext_lazy("The document on file is not yet valid on this day."),
    LeafCode.LAPSED: gettext_lazy("The document on file has lapsed on this day."),
    LeafCode.EDITION_NOT_ACCEPTED: gettext_lazy(
        "The document names an edition of the standard that is not accepted on this day."
    ),
    LeafCode.HELD_BY_ANOTHER: gettext_lazy("The document on file is held by somebody who may not hold it for this."),
    LeafCode.ISSUER_NOT_ENTITLED: gettext_lazy(
        "The body that issued the document on file was not entitled to issue it, or is no longer."
    ),
    LeafCode.OF_ANOTHER_MANUFACTURER: gettext_lazy("The document on file belongs to another manufacturer."),
    LeafCode.NAMES_OTHER_MODELS: gettext_lazy("The document on file names other models."),
    LeafCode.OTHER_LANGUAGES: gettext_lazy("The label on file is not in the languages that the destination asks for."),
    LeafCode.ESTABLISHED_ELSEWHERE: gettext_lazy(
        "The importer or representative that the document names does not sit where it must."
    ),
    LeafCode.AUTHORITY_NOT_ACCEPTED: gettext_lazy(
        "The destination does not accept approvals of the authority that issued the document on file."
    ),
    LeafCode.QUANTITY_EXCEEDED: gettext_lazy("The permit on file is for fewer pieces than are shipped."),
}

REMARKS = {
    Remark.LANGUAGES_NOT_STATED: gettext_lazy("The languages of the label on file are not stated."),
    Remark.LANGUAGES_NOT_LISTED: gettext_lazy("We do not know which languages the destination asks for."),
    Remark.LANGUAGES_FOR_PROFESSIONALS: gettext_lazy(
        "The languages of the label are enough for professional users alone."
    ),
    Remark.SUPERSEDED_EDITION: gettext_lazy(
        "The document names an edition of the standard that a newer one has replaced."
    ),
    Remark.UNLISTED_EDITION: gettext_lazy("The document names an edition of the standard that is not in our list."),
    Remark.QUANTITY_LIMITED: gettext_lazy(
        "A permit on file is for a limited quantity, and how many pieces are shipped is not known."
    ),
    Remark.AUTHORITY_NOT_STATED: gettext_lazy("Which authority gave the approval on file is not stated."),
    Remark.AUTHORITIES_NOT_LISTED: gettext_lazy("We do not know whose approvals the destination accepts."),
    Remark.AUTHORITIES_UNSURE: gettext_lazy("Our list of the authorities that the destination accepts is not sure."),
    Remark.LANGUAGES_UNSURE: gettext_lazy("Our list of the destination's languages is not sure."),
}
"""What is open about a document that counts; the answer is then at most conditional."""

AT_HOME = {
    HomeStatus.REGISTERED: gettext_lazy("Registered in China."),
    HomeStatus.FILED: gettext_lazy("Filed in China (class I)."),
    HomeStatus.SOLD_AT_HOME: gettext_lazy("Made and sold in China lawfully, says its export sales certificate."),
    HomeStatus.UNSTATED: gettext_lazy(
        "An export sales certificate that does not say whether the product is approved in China."
    ),
    HomeStatus.EXPORT_ONLY: gettext_lazy("For export only: not approved in China."),
    HomeStatus.PRODUCTION: gettext_lazy("Its maker holds a Chinese production licence or filing."),
}
"""What Chinese documents say of a product's status in China: information, never a condition."""

NARROWINGS = {
    "standard": gettext_lazy("standard"),
    "at_least": gettext_lazy("at least"),
    "scope": gettext_lazy("scope"),
    "class": gettext_lazy("class"),
    "product_codes": gettext_lazy("product code"),
    "product": gettext_lazy("product"),
    "basis": gettext_lazy("basis"),
    "formula": gettext_lazy("formula"),
    "languages": gettext_lazy("languages"),
    "name": gettext_lazy("importer or representative"),
    "country": gettext_lazy("country"),
    "quantity": gettext_lazy("pieces permitted"),
}

STATED = {
    "510(k)-exempt": gettext_lazy("exempt from 510(k)"),
    "excluded hand sanitiser": gettext_lazy("excluded from the law on medicines, or cosmetic claims only"),
    "MFDS KF mask": gettext_lazy("Korean standard for KF masks (MFDS)"),
    "MFDS surgical mask": gettext_lazy("Korean standard for surgical masks (MFDS)"),
    "MOEL dust mask": gettext_lazy("Korean notice on dust masks (MOEL)"),
    "USP Alcohol": gettext_lazy("monograph Alcohol of the United States Pharmacopeia"),
}
"""Statements that the rulebook writes in words or codes of its own; names of standards are shown as they are."""

MAX_NAMED = 3
"""Documents that a sentence names."""


def narrowing(pairs: Iterable[tuple[str, str | tuple[str, ...]]]) -> str:
    """What a document must state, in one phrase: 'standard EN 149, class II'."""
    return pgettext("between facts", ", ").join(_must_state(key, value) for key, value in pairs)


def _must_state(key: str, value: str | tuple[str, ...]) -> str:
    if key == COVERS_PRODUCT:
        return _("covering the product")
    values = (value,) if isinstance(value, str) else value
    if key == LANGUAGES:
        return _("in %(languages)s") % {"languages": language_list(values)}
    or_ = pgettext("between alternatives", " or ")
    return pgettext("what a document must state", "%(what)s %(value)s") % {
        "what": NARROWINGS.get(key, key),
        "value": or_.join(str(STATED.get(one, one)) for one in values),
    }


def language_list(codes: Iterable[str]) -> str:
    """Languages by their names in the reader's language: 'Spanish and English'."""
    return pgettext("between things that are all needed", " and ").join(language_name(one) for one in codes)


def lacking_languages(codes: Iterable[str]) -> str:
    """What a label still needs; empty where nothing is known of it."""
    names = language_list(codes)
    return _("It still needs: %(languages)s.") % {"languages": names} if names else ""


def stated_facts(stated: Mapping[str, str | list[str]]) -> list[tuple[str, str]]:
    """What a certificate states that rules narrow by: the name of each fact for people, and its value."""
    return [
        (str(NARROWINGS.get(key, key)).capitalize(), ", ".join(value) if isinstance(value, list) else str(value))
        for key, value in stated.items()
    ]


def document_text(type_name: str, asked: Iterable[tuple[str, str | tuple[str, ...]]]) -> str:
    """A document that is asked for, with what it must state."""
    must_state = narrowing(asked)
    return (
        _("%(document)s (%(must_state)s)") % {"document": type_name, "must_state": must_state}
        if must_state
        else type_name
    )


def route(row: Requirement) -> str:
    """The route that a row opens, by its name."""
    return in_reader_language(en=row.route, zh=row.route_zh)


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of the rulebook, with its language where that is not the reader's."""

    text: str
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


def note(*, en: str, zh: str) -> Note:
    """What the rulebook notes, in Chinese for who reads Chinese and where it has that."""
    text = in_reader_language(en=en, zh=zh)
    return Note(text, "en" if text == en and (get_language() or "en") != "en" else "")


def ends_because(
    causes: Iterable[Mapping[str, str]], *, document: Callable[[str, str], str], route: Callable[[str], str]
) -> str:
    """Why a clearance ends, as sentences. ``document`` names a document by type and key, ``route`` a requirement by id."""
    ends, others = [], []
    for cause in causes:
        if cause["code"] == CauseCode.EVIDENCE_ENDS:
            ends.append(document(cause["type"], cause.get("ref", "")))
        else:
            others.append(_cause_sentence(cause, document, route))
    return " ".join([*_documents_end(list(dict.fromkeys(ends))), *dict.fromkeys(others)])


def _documents_end(names: Sequence[str]) -> Iterator[str]:
    """One sentence for all documents that end that day: the first few by name, and how many more."""
    if len(names) == 1:
        yield _("It ends with this document: %(document)s.") % {"document": names[0]}
    elif names:
        named = pgettext("between documents", "; ").join(names[:MAX_NAMED])
        more = len(names) - MAX_NAMED
        if more > 0:
            words = ngettext(
                "It ends when these documents end: %(documents)s (and %(more)s more).",
                "It ends when these documents end: %(documents)s (and %(more)s more).",
                more,
            )
            yield words % {"documents": named, "more": more}
        else:
            yield _("It ends when these documents end: %(documents)s.") % {"documents": named}


def _cause_sentence(cause: Mapping[str, str], document: Callable[[str, str], str], route: Callable[[str], str]) -> str:
    match cause["code"]:
        case CauseCode.EVIDENCE_BEGINS:
            return _("It changes with this document: %(document)s.") % {
                "document": document(cause["type"], cause.get("ref", ""))
            }
        case CauseCode.REQUIREMENT_ENDS:
            return _("The rule it rests on ends then: %(route)s.") % {"route": route(cause["id"])}
        case CauseCode.REQUIREMENT_BEGINS:
            return _("Another rule begins then: %(route)s.") % {"route": route(cause["id"])}
        case CauseCode.EDITION_ENDS:
            return _("The standard %(standard)s:%(edition)s is no longer accepted then.") % _edition_params(cause)
        case CauseCode.ISSUER_ENDS:
            return _("The body that issued this document is no longer entitled then: %(document)s.") % {
                "document": document(cause["type"], cause.get("ref", ""))
            }
        case CauseCode.ISSUER_BEGINS:
            return _("The body that issued this document is entitled from then on: %(document)s.") % {
                "document": document(cause["type"], cause.get("ref", ""))
            }
        case _:
            return _("The standard %(standard)s:%(edition)s is accepted from then on.") % _edition_params(cause)


def _edition_params(cause: Mapping[str, str]) -> dict[str, str]:
    return {"standard": cause["type"], "edition": cause["ref"]}
