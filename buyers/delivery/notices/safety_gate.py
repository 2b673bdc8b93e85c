"""EU Safety Gate (once RAPEX): the weekly report as XML, in the form of today and in that before 2020.

Elements as the Commission's export has them: ``report_date`` and ``notifications`` with ``caseNumber``, ``product``, ``brand``,
``type_numberOfModel``, ``batchNumber``, ``barcode``, ``danger``, ``measures``, ``level`` …; the older form has ``notification`` with
``batchNumber_barcode``. Document types are refused before anything in them is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from buyers.delivery.notices.notice import Notice, Refused, iso_day, known_text, parts_of, plain_text, within_limits

ROWS = frozenset({"notifications", "notification"})
MAX_DEPTH = 30
GTIN = re.compile(r"(?<!\d)\d[\d -]{6,17}\d(?!\d)")
GTIN_LENGTHS = (8, 12, 13, 14)


def read_safety_gate(data: bytes) -> list[Notice]:
    """The notifications of a weekly report. Raises Refused."""
    try:
        found = within_limits(_notices(data))
    except DefusedXmlException as error:
        raise Refused("definitions") from error
    except (ParseError, LookupError, ValueError, RecursionError) as error:
        raise Refused("unreadable") from error
    return found


def _notices(data: bytes) -> Iterator[Notice]:
    """Read once from its beginning; a notification is forgotten as soon as it is read."""
    reported, depth, was_any = None, 0, False
    for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise Refused("unreadable")
        name = _name(element)
        if event == "start":
            continue
        if name in ("report_date", "publicationDate"):
            reported = iso_day(plain_text(element.text)) or reported
        if name in ROWS and len(element):
            was_any = True
            notice = _notice(element, reported)
            if notice.source_id:
                yield notice
            element.clear()
    if not was_any:
        raise Refused("other-format")


def _notice(element: Element, reported: date | None) -> Notice:
    said = {_name(child): child.text or "" for child in element}
    batch, barcode = said.get("batchNumber", ""), said.get("barcode", "")
    if not (batch or barcode):
        batch = barcode = said.get("batchNumber_barcode", "")
    gtins = _gtins(barcode)
    product, name = known_text(said.get("product"), 200), known_text(said.get("name"), 200)
    brand = known_text(said.get("brand"), 300)
    return Notice(
        source_id=plain_text(said.get("caseNumber") or said.get("reference"), 200),
        title=plain_text(" · ".join(dict.fromkeys(filter(None, (product, brand, name)))), 500),
        text="\n".join(filter(None, (plain_text(said.get(key)) for key in ("danger", "measures", "description")))),
        brand=brand,
        models=parts_of(known_text(said.get("type_numberOfModel"), 2000)),
        lots=tuple(one for one in parts_of(known_text(batch, 4000)) if re.sub(r"[ -]", "", one) not in gtins),
        gtins=gtins,
        grade=known_text(said.get("level"), 120) or known_text(said.get("riskType"), 120),
        origin=known_text(said.get("countryOfOrigin"), 120),
        published_on=reported,
        url=plain_text(said.get("reference"), 500) if said.get("reference", "").startswith("https://") else "",
    )


def _gtins(text: str) -> tuple[str, ...]:
    found = (re.sub(r"[ -]", "", match[0]) for match in GTIN.finditer(plain_text(text)))
    return tuple(dict.fromkeys(one for one in found if len(one) in GTIN_LENGTHS))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
