"""openFDA: 510(k) clearances, and establishments that registered. https://open.fda.gov/apis/device/"""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import quote

from audits.registers.adapter import Adapter, InterfaceSource
from audits.registers.parsing import Unexpected, mapping, part, rows, text
from audits.registers.question import Question, Record

BASE = "https://api.fda.gov"
PAUSE = 1.5
"""Seconds: 40 requests a minute are allowed without a key."""
K_NUMBER = re.compile(r"(?:K|BK|DEN)\d{6}")
FEI_OR_REGISTRATION = re.compile(r"\d{7,10}")


def _clearance_path(question: Question) -> str | None:
    number = question.number.upper()
    return f"/device/510k.json?search={quote(f'k_number:{number}')}&limit=1" if K_NUMBER.fullmatch(number) else None


def _read_clearance(data: Any, question: Question) -> Record | None:
    found = _first_result(data)
    if found is None:
        return None
    if text(found, "k_number") != question.number.upper():
        raise Unexpected
    return Record(
        shown={
            "number": text(found, "k_number"),
            "holder": text(found, "applicant"),
            "device": text(found, "device_name"),
            "product_code": text(found, "product_code"),
            "country": text(found, "country_code"),
            "decided": text(found, "decision_date"),
            "state": text(found, "decision_description"),
        },
        holders=(text(found, "applicant"),),
    )


def _establishment_path(question: Question) -> str | None:
    """Listing numbers are not public: only registration, FEI and owner-operator numbers can be queried."""
    number = question.number
    if not FEI_OR_REGISTRATION.fullmatch(number):
        return None
    fields = ("registration_number", "fei_number", "owner_operator.owner_operator_number")
    search = " OR ".join(f'registration.{field}:"{number}"' for field in fields)
    return f"/device/registrationlisting.json?search={quote(search)}&limit=1"


def _read_establishment(data: Any, question: Question) -> Record | None:
    found = _first_result(data)
    if found is None:
        return None
    held = part(found, "registration")
    owner = part(held, "owner_operator")
    numbers = (text(held, "registration_number"), text(held, "fei_number"), text(owner, "owner_operator_number"))
    if question.number not in numbers:
        raise Unexpected
    year = text(held, "reg_expiry_date_year")
    return Record(
        shown={
            "number": numbers[0] or numbers[1],
            "holder": text(held, "name"),
            "owner": text(owner, "firm_name"),
            "city": text(held, "city"),
            "country": text(held, "iso_country_code"),
            "agent": text(part(held, "us_agent"), "name"),
            "year": year,
        },
        holders=(text(held, "name"), text(owner, "firm_name")),
        valid_until=date(int(year), 12, 31) if re.fullmatch(r"20\d\d", year) else None,
    )


def _first_result(data: Any) -> dict[str, Any] | None:
    """The first result; ``None`` where openFDA reports that there is none."""
    error = part(mapping(data), "error")
    if error:
        if text(error, "code") == "NOT_FOUND":
            return None
        raise Unexpected
    found = rows(data, "results")
    return found[0] if found else None


CLEARANCES = Adapter(
    "openfda_510k",
    "https://www.accessdata.fda.gov/scripts/cdrh/cfdocs/cfpmn/pmn.cfm",
    BASE,
    _clearance_path,
    _read_clearance,
    knows_404=True,
    pause=PAUSE,
    interface=InterfaceSource.DOCUMENTED,
)
ESTABLISHMENTS = Adapter(
    "openfda_registration",
    "https://www.accessdata.fda.gov/scripts/cdrh/cfdocs/cfrl/rl.cfm",
    BASE,
    _establishment_path,
    _read_establishment,
    knows_404=True,
    pause=PAUSE,
    interface=InterfaceSource.DOCUMENTED,
)
