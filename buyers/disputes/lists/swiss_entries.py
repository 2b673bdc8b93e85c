"""Entries of the Swiss list as SECO publishes it: names in parts and spellings, and entries that were taken off again.

A name consists of parts with their order; a part may have spellings in other languages and scripts. Each target says first
what happened to it last (``modification``), and repeats older states inside of these elements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from buyers.disputes.lists.listed import ListedParty
from buyers.terms.disputes.lists import Kind
from buyers.trade.statements.elements import all_at, text_at

KINDS = {"individual": Kind.PERSON, "entity": Kind.ORGANISATION, "object": Kind.OTHER}
TAKEN_OFF = "de-listed"
NOT_IN_NAMES = frozenset({"title"})


def program_of(element: Element) -> dict[str, str]:
    """The English name of a program, by the numbers of its sets of measures."""
    names = {one.get("lang", ""): one.text or "" for one in all_at(element, "program-name")}
    name = names.get("eng") or next(iter(names.values()), "")
    return {one.get("ssid", ""): name for one in all_at(element, "sanctions-set")}


def party_of(target: Element, programs: Mapping[str, str]) -> ListedParty | None:
    """Who is listed; None for who was taken off the list."""
    if _is_taken_off(target):
        return None
    for tag, kind in KINDS.items():
        for node in all_at(target, tag):
            names = [name for one in all_at(node, "identity/name") for name in _names(one)]
            is_ship = tag == "object" and node.get("object-type") == "vessel"
            number = target.get("sanctions-set-id") or text_at(target, "sanctions-set-id")
            once = tuple(dict.fromkeys(filter(None, names)))
            return ListedParty(
                target.get("ssid", ""), Kind.VESSEL if is_ship else kind, once, programs.get(number, number)
            )
    return None


def _is_taken_off(target: Element) -> bool:
    """What happened last decides: the latest day, and of the same day what stands first."""
    steps = all_at(target, "modification")
    days = [one.get("effective-date") or one.get("publication-date") or "" for one in steps]
    last = steps[days.index(max(days))] if steps else None
    return last is not None and last.get("modification-type") == TAKEN_OFF


def _names(name: Element) -> Iterator[str]:
    """The name as it is written, and in each other spelling; a part without that spelling stands as it is."""
    plain: dict[int, str] = {}
    spelled: defaultdict[tuple[str, str, int], dict[int, str]] = defaultdict(dict)
    for part in all_at(name, "name-part"):
        place = int(part.get("order") or 0)
        if part.get("name-part-type") in NOT_IN_NAMES:
            continue
        plain[place] = text_at(part, "value")
        counted: defaultdict[tuple[str, str], int] = defaultdict(int)
        for one in all_at(part, "spelling-variant"):
            key = (one.get("lang", ""), one.get("script", ""))
            counted[key] += 1
            spelled[*key, counted[key]][place] = one.text or ""
    for parts in (plain, *({**plain, **other} for other in spelled.values())):
        yield " ".join(" ".join(parts[place] for place in sorted(parts)).split())
