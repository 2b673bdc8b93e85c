"""Lists that are published as XML: the United Nations, the US Treasury, the European Union, the United Kingdom, Switzerland, Canada.

Each is read once from its beginning, and an entry is forgotten as soon as it is read. Document types are refused before
anything in them is expanded. Elements are known by their local names: publishers change their namespaces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext_lazy as _

from buyers.disputes.lists import swiss_entries
from buyers.disputes.lists.listed import MAX_NAMES, ListedParty, ReadList, Unreadable
from buyers.terms.disputes.lists import Kind
from buyers.trade.statements.elements import all_at, local_name, text_at

KINDS = {
    "entity": Kind.ORGANISATION,
    "enterprise": Kind.ORGANISATION,
    "individual": Kind.PERSON,
    "person": Kind.PERSON,
    "vessel": Kind.VESSEL,
    "ship": Kind.VESSEL,
}
"""What publishers call them, in small letters."""
UN_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


@dataclass(frozen=True)
class _Format:
    """How one publisher writes: the root element, the elements of entries, where the day stands, and a reader of entries.

    ``day`` None: the file does not say its day. ``party`` answers None for an entry that lists nobody. ``depth``: entries stand
    there alone; None: anywhere. ``programs``: elements that name programs, whose names entries refer to by number.
    """

    id: str
    entries: tuple[str, ...]
    day: Callable[[Element, Element], str] | None
    party: Callable[[Element, Mapping[str, str]], ListedParty | None]
    depth: int | None = None
    programs: str = ""


def read_xml(data: bytes, *, published_on: date | None = None) -> ReadList:
    """The list; ``published_on`` counts for one that does not say its day. Raises Unreadable."""
    try:
        return _read(data, published_on)
    except DefusedXmlException as error:
        raise Unreadable(_("This file holds definitions that we do not open.")) from error
    except (ParseError, LookupError, ValueError, RecursionError) as error:
        raise Unreadable(_("This file is not whole: its XML cannot be read.")) from error


def _read(data: bytes, published_on: date | None) -> ReadList:
    root: Element | None = None
    found: _Format | None = None
    parties: list[ListedParty] = []
    programs: dict[str, str] = {}
    day, names, depth = "", 0, 0
    for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        if root is None:
            root, found = element, FORMATS.get(local_name(element))
            if found is None:
                raise Unreadable(_("This XML is none of the lists that we read."))
        if event == "start" or found is None:
            continue
        day = day or (found.day(root, element) if found.day else "")
        if local_name(element) == found.programs:
            programs |= swiss_entries.program_of(element)
        if local_name(element) in found.entries and found.depth in (None, depth):
            party = found.party(element, programs)
            if party and party.names:
                parties.append(party)
                names += len(party.names)
            if names > MAX_NAMES:
                raise Unreadable(_("This file has more names than a list of sanctions can have."))
            element.clear()
    if found is None or not parties:
        raise Unreadable(_("This list is empty."))
    if found.day is None and published_on:
        return ReadList(found.id, published_on, tuple(parties))
    return ReadList(found.id, published_day(day), tuple(parties))


def published_day(text: str) -> date:
    """The day of a list as publishers write it. Raises Unreadable where there is none."""
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip()[:10], form).date()
        except ValueError:
            continue
    raise Unreadable(_("The list does not say of which day it is."))


def _joined(element: Element, parts: Iterable[str]) -> str:
    """A name that is written in several elements."""
    return " ".join(text for part in parts if (text := text_at(element, part)))


def _names_once(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in order."""
    return tuple(dict.fromkeys(name for one in names if (name := " ".join(one.split()))))


def _un(element: Element, _programs: Mapping[str, str]) -> ListedParty:
    prefix = local_name(element)
    aliases = (text_at(one, "ALIAS_NAME") for one in all_at(element, f"{prefix}_ALIAS"))
    names = _names_once((_joined(element, UN_NAMES), text_at(element, "NAME_ORIGINAL_SCRIPT"), *aliases))
    number = text_at(element, "REFERENCE_NUMBER") or text_at(element, "DATAID")
    return ListedParty(number, KINDS[prefix.lower()], names, text_at(element, "UN_LIST_TYPE"))


def _ofac(element: Element, _programs: Mapping[str, str]) -> ListedParty:
    parts = ("firstName", "lastName")
    aliases = (_joined(one, parts) for one in all_at(element, "akaList/aka"))
    programs = (one.text or "" for one in all_at(element, "programList/program"))
    kind = KINDS.get(text_at(element, "sdnType").lower(), Kind.OTHER)
    return ListedParty(
        text_at(element, "uid"), kind, _names_once((_joined(element, parts), *aliases)), ", ".join(programs)
    )


def _eu(element: Element, _programs: Mapping[str, str]) -> ListedParty:
    names = _names_once(one.get("wholeName", "") for one in all_at(element, "nameAlias"))
    codes = [one.get("code", "").lower() for one in all_at(element, "subjectType")]
    programs = dict.fromkeys(one.get("programme", "") for one in all_at(element, "regulation"))
    number = element.get("euReferenceNumber", "") or element.get("logicalId", "")
    kind = next((KINDS[code] for code in codes if code in KINDS), Kind.OTHER)
    return ListedParty(number, kind, names, ", ".join(one for one in programs if one))


def _uk(element: Element, _programs: Mapping[str, str]) -> ListedParty:
    parts = ("Name1", "Name2", "Name3", "Name4", "Name5", "Name6")
    names = [_joined(one, parts) for one in all_at(element, "Names/Name")]
    names += [one.text or "" for one in all_at(element, "NonLatinNames/NonLatinName/NameNonLatinScript")]
    kind = KINDS.get(text_at(element, "IndividualEntityShip").lower(), Kind.OTHER)
    return ListedParty(text_at(element, "UniqueID"), kind, _names_once(names), text_at(element, "RegimeName"))


def _ca(element: Element, _programs: Mapping[str, str]) -> ListedParty:
    """A row of Canada's list; its elements have an English name, or an English and a French one with a hyphen between."""
    said = {local_name(one).partition("-")[0]: " ".join((one.text or "").split()) for one in element}
    entity = said.get("EntityOrShip", "")
    person = " ".join(filter(None, (said.get("GivenName"), said.get("LastName"))))
    kind = Kind.VESSEL if said.get("ShipIMONumber") else Kind.ORGANISATION if entity else Kind.PERSON
    program = said.get("Country", "").partition(" / ")[0]
    number = ", ".join(filter(None, (program, said.get("Schedule"), said.get("Item"))))
    return ListedParty(number, kind, _names_once(((entity or person), *said.get("Aliases", "").split(";"))), program)


def _attribute(name: str) -> Callable[[Element, Element], str]:
    """A day that stands in an attribute of the root element."""
    return lambda root, _element: root.get(name, "")


def _element(name: str) -> Callable[[Element, Element], str]:
    """A day that stands in an element of its own."""
    return lambda _root, element: (element.text or "") if local_name(element) == name else ""


FORMATS = {
    "CONSOLIDATED_LIST": _Format("un_sc", ("INDIVIDUAL", "ENTITY"), _attribute("dateGenerated"), _un),
    "sdnList": _Format("us_sdn", ("sdnEntry",), _element("Publish_Date"), _ofac),
    "export": _Format("eu_fsf", ("sanctionEntity",), _attribute("generationDate"), _eu),
    "swiss-sanctions-list": _Format(
        "ch_seco", ("target",), _attribute("date"), swiss_entries.party_of, depth=1, programs="sanctions-program"
    ),
    "data-set": _Format("ca_sema", ("record",), None, _ca),
    "Designations": _Format("uk", ("Designation",), _element("DateGenerated"), _uk),
}
"""By the local name of the root element."""
