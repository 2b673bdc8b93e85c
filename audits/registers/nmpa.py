"""NMPA's data query: registered and filed devices, and those who may make them.

Its interface is not documented. The format of requests and responses is the one that public programs report, last in
October 2026: ``search?itemId=…&searchValue=…``, rows under ``data.list`` with columns ``f0``, ``f1``, …, the number
first, the company among the next. None of it was verified against the register: columns are recognised by their
content, and a row without a company is no answer. The site is protected (a script must prove a browser and put its signature on each
request): we neither pretend to be a browser nor compute that signature. It is queried only at an address that the
operator configures, a gateway that NMPA or a licensed provider grants; a protected page is "unreachable"."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from audits.registers.adapter import Adapter, InterfaceSource
from audits.registers.parsing import Refused, Unexpected, mapping, part, rows, text
from audits.registers.question import Question, Record

TABLES = (
    (re.compile(r"[一-龥]械注准\d{11,12}"), "ff80808183cad7500183cb66fe690285"),
    (re.compile(r"国械注[进许]\d{11,12}"), "ff808081830b103501838d4871b53543"),
    (re.compile(r"国械备\d{8,9}"), "ff808081830b103501838d49d7ce3572"),
    (re.compile(r"[一-龥]{1,3}械备\d{8,9}"), "ff80808183cad7500183cb68075c02d7"),
    (re.compile(r"[一-龥]{1,3}食?药监械生产许\d{8}"), "ff808081830b10350183ca27e2ac413e"),
    (re.compile(r"[一-龥]{1,3}食?药监械生产备\d{8}"), "ff808081830b10350183ca285e2c4160"),
)
"""Format of the number -> table: registered and filed devices, domestic and imported; licensed and filed manufacturers."""
COMPANY = re.compile(
    r"(?:公司|厂|集团|中心|研究院|研究所)$|\b(?:ltd|limited|inc|gmbh|corp|llc|co)\b\.?$", re.IGNORECASE
)
COLUMNS = tuple(f"f{place}" for place in range(6))
PAGE_SIZE = 20
SUCCESS_CODE = "200"


def _path(question: Question) -> str | None:
    number = _bare_number(question.number)
    table = next((table for form, table in TABLES if form.fullmatch(number)), None)
    if table is None:
        return None
    parameters = {"itemId": table, "isSenior": "N", "searchValue": number, "pageNum": 1, "pageSize": PAGE_SIZE}
    return f"/search?{urlencode(parameters)}"


def _read_row(data: Any, question: Question) -> Record | None:
    if text(mapping(data), "code") not in ("", SUCCESS_CODE):
        raise Refused
    listed = rows(part(data, "data"), "list")
    number = _bare_number(question.number)
    for row in listed:
        values = [text(row, column) for column in COLUMNS]
        if number in map(_bare_number, values):
            return _build_record(values, number)
    if listed:
        raise Unexpected  # other numbers than the one that was asked for
    return None


def _build_record(values: list[str], number: str) -> Record:
    company = next((value for value in values if COMPANY.search(value)), "")
    if not company:
        raise Unexpected
    others = (value for value in values if value != company and _bare_number(value) != number and _is_name(value))
    return Record(shown={"number": number, "holder": company, "device": next(others, "")}, holders=(company,))


def _bare_number(number: str) -> str:
    return re.sub(r"\s", "", number).removesuffix("号")


def _is_name(value: str) -> bool:
    """Neither empty nor a key of the register's own."""
    return not re.fullmatch(r"[0-9a-f]*", value)


DATA = Adapter(
    "nmpa",
    "https://datasearch.nmpa.gov.cn/datasearch/home-index.html",
    path=_path,
    read=_read_row,
    pause=3.0,
    headers={"token": "false"},
    interface=InterfaceSource.REPORTED,
)
