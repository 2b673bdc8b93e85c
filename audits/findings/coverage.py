"""What the document covers: models and products that it names, and those that it is claimed for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from audits.findings.case import SURE, Case, Item, found_at
from audits.findings.comparison import alike
from audits.findings.finding import Finding, Severity
from audits.findings.lists import lists
from suppliers.documents.fields import FieldName

LEAST_SIGNS = 3
"""A shorter model name is found everywhere by chance: of it nothing is said."""
COMPANY = re.compile(r"co\.?,?\s*ltd|limited|gmbh|公司", re.IGNORECASE)
"""A line with a company's name on it: what a company is called says nothing of a product."""
SERIES = re.compile(r"series|系列|\bxx+\b|\*", re.IGNORECASE)


def products(case: Case) -> Iterator[Finding]:
    """A document that speaks of products, claimed for none."""
    if not case.items and not case.kind.speaks_of_the_company and case.kind.kind != "licence":
        yield Finding("no_products", Severity.NOTE)


def models(case: Case) -> Iterator[Finding]:
    """Models that are claimed and stand nowhere on the document, where it names models. Series cover what nobody lists."""
    read = list(case.every(FieldName.MODEL))
    if not read or any(SERIES.search(one.printed) for _document, one in read):
        return
    text = _signs(" ".join(line.text for _document, _page, line in case.lines()))
    absent = [item.model for item in case.items if not _named(item, [one.value for _document, one in read], text)]
    if absent:
        document, one = max(read, key=lambda pair: pair[1].confidence)
        whole = len(absent) == len(case.items)
        severity = Severity.CONTRADICTION if whole else Severity.WARNING
        yield found_at("models_not_named", severity, document, one, models=", ".join(absent), read=one.printed)


def products_named(case: Case) -> Iterator[Finding]:
    """A document that speaks of other kinds of products than those it is claimed for."""
    if case.kind.speaks_of_the_company or case.kind.kind == "licence":
        return
    claimed = set().union(*(_kinds(f"{item.name_en} {item.name_zh}") for item in case.items))
    lines = [line.text for _document, _page, line in case.lines() if not COMPANY.search(line.text)]
    said = _kinds("\n".join(lines))
    if claimed and said and not claimed & said:
        yield Finding("other_products_named", Severity.WARNING, {"products": ", ".join(sorted(said))})


def _kinds(text: str) -> set[str]:
    words = lists()["products"]["words"]
    return {kind for kind, said in words.items() if re.search(said, text, re.IGNORECASE)}


def kind_read(case: Case) -> Iterator[Finding]:
    """What kind of document it seems to be, where that was read surely."""
    read = case.surest(FieldName.KIND)
    if (
        read
        and read[1].confidence >= SURE
        and all(one.value != case.kind.id for _document, one in case.every(FieldName.KIND))
    ):
        document, one = read
        yield found_at("kind_differs", Severity.WARNING, document, one, read=one.printed)


def standards_read(case: Case) -> Iterator[Finding]:
    """Standards that are claimed and not read on the document, where it names any."""
    read = list(case.every(FieldName.STANDARD))
    absent = [
        claimed
        for claimed in case.claim.standards
        if not any(alike(FieldName.STANDARD, claimed, one.value) for _document, one in read)
    ]
    if read and absent:
        document, one = max(read, key=lambda pair: pair[1].confidence)
        yield found_at("standard_differs", Severity.WARNING, document, one, read=one.value, claimed=", ".join(absent))


def _named(item: Item, read: list[str], text: str) -> bool:
    model = _signs(item.model)
    return len(model) < LEAST_SIGNS or model in text or any(_signs(one) == model for one in read)


def _signs(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


CHECKS = (products, models, products_named, kind_read, standards_read)
