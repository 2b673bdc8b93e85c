"""IAF CertSearch: accredited certificates of management systems, by company.

Its interface is documented for those who verify (support.iafcertsearch.org, "Verification Users"): a company is posted
to ``/company`` with its country and comes back with its certificates; it cannot be queried by certificate number. It
needs the operator's key, and each query costs that account. The responses here follow those pages; none was recorded
from the register itself. Companies may keep certificates confidential, and bodies may not report them: what is not
there is "not found"."""

from __future__ import annotations

import re
from typing import Any

from audits.registers.adapter import Adapter, InterfaceSource
from audits.registers.parsing import mapping, part, rows, text
from audits.registers.question import Question, Record

VOID = frozenset({"suspended", "withdrawn", "expired", "cancelled", "canceled", "terminated", "revoked", "inactive"})
NAMES = ("matched_certified_entity_name", "certified_entity_english_name", "certified_entity_trading_name")
MIN_MATCH_PERCENT = 90


def _path(question: Question) -> str | None:
    return "/company" if _company_name(question) and _bare_number(question.number) else None


def _payload(question: Question) -> dict[str, Any]:
    """The English name, as such certificates carry it, and China, where our suppliers are."""
    return {"company_name": _company_name(question), "company_country": "CN", "match_rate": MIN_MATCH_PERCENT}


def _read_company(data: Any, question: Question) -> Record | None:
    answer = mapping(data)
    if text(answer, "status") == "404" and "data" not in answer:
        return None
    for certificate in rows(answer.get("data"), "certificates"):
        if _bare_number(text(certificate, "certification_number")) == _bare_number(question.number):
            return _build_record(part(answer, "data"), certificate)
    return None


def _build_record(company: dict[str, Any], certificate: dict[str, Any]) -> Record:
    names = tuple(filter(None, dict.fromkeys(text(company, key) for key in NAMES)))
    state = text(certificate, "certification_status")
    return Record(
        shown={
            "number": text(certificate, "certification_number"),
            "holder": names[0] if names else "",
            "issuer": text(certificate, "certification_bodies_name"),
            "scope": text(certificate, "certification_scope"),
            "country": text(company, "country"),
            "state": state,
        },
        holders=names,
        state=state,
        is_void=state.casefold() in VOID,
    )


def _company_name(question: Question) -> str:
    return next((name.strip() for name in question.holders if name.strip()), "")


def _bare_number(number: str) -> str:
    return re.sub(r"[\W_]", "", number).casefold()


CERTIFICATES = Adapter(
    "iaf",
    "https://www.iafcertsearch.org",
    "https://api.iafcertsearch.org/api/client/v1",
    _path,
    _read_company,
    knows_404=True,
    days=90,
    pause=2.0,
    payload=_payload,
    key_header="x-http-authorization",
    interface=InterfaceSource.DOCUMENTED,
)
