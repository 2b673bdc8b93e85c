"""openFDA: device enforcement reports and device recalls, as pages of JSON with ``meta`` and ``results``.

Fields as https://open.fda.gov/apis/device/enforcement/ and …/recall/ name them. The two are different tables of the FDA: a report
has a recall number and a class, a recall has ``cfres_id``, ``product_res_number`` and the FEI of the firm.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from buyers.delivery.notices.notice import Notice, Refused, iso_day, known_text, parts_of, plain_text, within_limits

REPORTS = "https://www.accessdata.fda.gov/scripts/ires/index.cfm"
RECALLS = "https://www.accessdata.fda.gov/scripts/cdrh/cfdocs/cfRES/res.cfm?id="
LOT_WORDS = re.compile(r"\b(?:lot|batch|serial)\b[\s#:.]*(?:numbers?|nos?|codes?)?[\s#:.]*", re.IGNORECASE)
LABELLED_LOT = re.compile(
    r"\b(?:lots?|batch(?:es)?|serial)\b[\s#:.]*(?:(?:numbers?|nos?|codes?)\b)?[\s#:.]*(.{2,2000}?)"
    r"(?=\b(?:UDI|GTIN|DI|exp|expir\w*|model|catalog|ref|part|product)\b|$)",
    re.IGNORECASE | re.DOTALL,
)
LABELLED_MODEL = re.compile(
    r"\b(?:models?|catalog(?:ue)?|ref|part|item|product code)\b[\s#:.]*(?:(?:numbers?|nos?|codes?)\b)?[\s#:.]*"
    r"([A-Z0-9][\w./+-]{1,40})",
    re.IGNORECASE,
)
GTIN = re.compile(r"(?<!\d)\(?(?:01\)?)?(\d{14}|\d{13}|\d{12})(?!\d)")


def read_enforcement(data: bytes) -> list[Notice]:
    """Device enforcement reports. Raises Refused."""
    return within_limits(_report(row) for row in _rows(data, "recall_number"))


def read_recalls(data: bytes) -> list[Notice]:
    """Device recalls. Raises Refused."""
    return within_limits(_recall(row) for row in _rows(data, "product_res_number"))


def _rows(data: bytes, key: str) -> Iterator[Mapping[str, Any]]:
    """Rows of ``results`` that have their number. Raises Refused for another document."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused("unreadable") from error
    rows = document.get("results") if isinstance(document, dict) else None
    if not isinstance(rows, list):
        raise Refused("other-format")
    found = [row for row in rows if isinstance(row, dict) and plain_text(row.get(key))]
    if rows and not found:
        raise Refused("other-format")
    yield from found


def _report(row: Mapping[str, Any]) -> Notice:
    codes, described = plain_text(row.get("code_info")), plain_text(row.get("product_description"))
    reason = plain_text(row.get("reason_for_recall"))
    return Notice(
        source_id=plain_text(row["recall_number"], 200),
        title=plain_text(f"{plain_text(row.get('recalling_firm'), 120)}: {described}", 500),
        text="\n".join(filter(None, (reason, described, codes))),
        maker=known_text(row.get("recalling_firm"), 300),
        models=_models(f"{described} {codes}"),
        lots=_lots(codes),
        gtins=_gtins(row, f"{codes} {described}"),
        grade=plain_text(row.get("classification"), 120),
        origin=known_text(row.get("country"), 120),
        published_on=iso_day(plain_text(row.get("report_date"))),
        url=REPORTS,
    )


def _recall(row: Mapping[str, Any]) -> Notice:
    codes, described = plain_text(row.get("code_info")), plain_text(row.get("product_description"))
    key = plain_text(row.get("cfres_id"), 20)
    return Notice(
        source_id=plain_text(row["product_res_number"], 200),
        title=plain_text(f"{plain_text(row.get('recalling_firm'), 120)}: {described}", 500),
        text="\n".join(
            filter(None, (plain_text(row.get("reason_for_recall")), plain_text(row.get("action")), described, codes))
        ),
        maker=known_text(row.get("recalling_firm"), 300),
        models=_models(f"{described} {codes}"),
        lots=_lots(codes),
        gtins=_gtins(row, f"{codes} {described}"),
        grade=plain_text(row.get("recall_status"), 120),
        published_on=iso_day(plain_text(row.get("event_date_posted")) or plain_text(row.get("event_date_initiated"))),
        url=f"{RECALLS}{key}" if key.isdigit() else REPORTS,
    )


def _lots(codes: str) -> tuple[str, ...]:
    """Lots and serial numbers after their label; without any label, what is between commas and has a digit."""
    labelled = [match[1] for match in LABELLED_LOT.finditer(codes)]
    parts = parts_of("; ".join(labelled) if labelled else codes)
    found = (LOT_WORDS.sub("", one).strip(" .:()#") for one in parts)
    return tuple(one for one in found if re.search(r"\d", one) and not re.search(r"\s\S+\s", one) and len(one) >= 3)


def _models(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match[1].rstrip(".,;") for match in LABELLED_MODEL.finditer(text)))[:200]


def _gtins(row: Mapping[str, Any], text: str) -> tuple[str, ...]:
    named = [match[1] for match in GTIN.finditer(text)]
    more = row.get("more_code_info")
    named += [match[1] for match in GTIN.finditer(plain_text(more))]
    return tuple(dict.fromkeys(named))[:500]
