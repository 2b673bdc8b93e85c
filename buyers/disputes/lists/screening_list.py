"""The US Consolidated Screening List as JSON: each result is one entry of one of its source lists."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from buyers.disputes.lists.listed import MAX_NAMES, ListedParty, ReadList, Unreadable
from buyers.terms.disputes.lists import Kind

KINDS = {"Entity": Kind.ORGANISATION, "Individual": Kind.PERSON, "Vessel": Kind.VESSEL}


def read_json(data: bytes, *, published_on: date) -> ReadList:
    """The list; the file does not say its day, so who loads it does. Raises Unreadable."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This file is not whole: its JSON cannot be read.")) from error
    rows = content.get("results") if isinstance(content, Mapping) else None
    if not isinstance(rows, list) or not rows:
        raise Unreadable(_("This JSON is no Consolidated Screening List: it has no results."))
    parties = tuple(_party(row) for row in rows if isinstance(row, Mapping))
    if sum(len(party.names) for party in parties) > MAX_NAMES:
        raise Unreadable(_("This file has more names than a list of sanctions can have."))
    return ReadList("us_csl", published_on, parties)


def _party(row: Mapping[str, Any]) -> ListedParty:
    aliases = row.get("alt_names") or []
    texts = [row.get("name"), *(aliases if isinstance(aliases, list) else [])]
    names = tuple(dict.fromkeys(" ".join(str(text).split()) for text in texts if text))
    programs = row.get("programs") or []
    source = str(row.get("source") or "")
    program = ", ".join(str(one) for one in programs) if isinstance(programs, list) else ""
    number = str(row.get("entity_number") or row.get("id") or "")
    return ListedParty(number, KINDS.get(str(row.get("type")), Kind.OTHER), names, program or source)
