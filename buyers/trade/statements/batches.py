"""One ``Ntry`` of a camt.053 as entries: a batch becomes its payments where they add up to it, else it stays one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from django.utils.translation import gettext_lazy as _

from buyers.trade.statements.elements import all_at, text_at
from buyers.trade.statements.statement import (
    MAX_ENTRIES,
    Entry,
    Refused,
    clean_reference,
    clean_text,
    iso_day,
    minor_units,
    too_many_entries,
)

BOOKED = "BOOK"


def entries_of(entry: Element) -> list[Entry]:
    """The payments of one booking; none where it is not booked yet, or of no amount. Raises Refused."""
    status = text_at(entry, "Sts/Cd") or text_at(entry, "Sts/Prtry") or text_at(entry, "Sts")
    if status != BOOKED:
        return []
    whole = _booking(entry)
    details = all_at(entry, "NtryDtls/TxDtls")
    if len(details) > MAX_ENTRIES:
        raise too_many_entries()
    if not whole.amount:
        return []
    if len(details) <= 1:
        return [_with_details(whole, details[0]) if details else whole]
    return _split(whole, details) or [whole]


def _booking(entry: Element) -> Entry:
    """What stands at the booking itself."""
    amounts = all_at(entry, "Amt")
    currency = amounts[0].get("Ccy", "") if amounts else ""
    direction = text_at(entry, "CdtDbtInd")
    if direction not in ("CRDT", "DBIT"):
        raise Refused(_("An entry does not say whether it came in or went out."))
    amount = minor_units(amounts[0].text or "" if amounts else "", currency)
    booked = iso_day(text_at(entry, "BookgDt/Dt") or text_at(entry, "BookgDt/DtTm") or _value_day(entry))
    return Entry(
        booked_on=booked,
        valued_on=iso_day(_value_day(entry)) if _value_day(entry) else booked,
        amount=amount if direction == "CRDT" else -amount,
        currency=currency,
        bank_ref=clean_reference(text_at(entry, "AcctSvcrRef") or text_at(entry, "NtryRef"), 80),
        remittance=clean_text(text_at(entry, "AddtlNtryInf"), 1000),
        code=_code(entry),
        is_reversal=text_at(entry, "RvslInd").lower() in ("true", "1"),
    )


def _value_day(entry: Element) -> str:
    return text_at(entry, "ValDt/Dt") or text_at(entry, "ValDt/DtTm")


def _code(element: Element) -> str:
    """The bank transaction code of ISO 20022, as ``PMNT-RCDT-XBCT``; else the bank's own."""
    names = ("Domn/Cd", "Domn/Fmly/Cd", "Domn/Fmly/SubFmlyCd")
    written = [text_at(element, f"BkTxCd/{name}") for name in names]
    return clean_text("-".join(filter(None, written)) or text_at(element, "BkTxCd/Prtry/Cd"), 40)


def _split(whole: Entry, details: Sequence[Element]) -> list[Entry]:
    """The payments of a batch; none where one has no sum of its own, or they do not add up to the booking."""
    found = [_payment(whole, one) for one in details]
    payments = [one for one in found if one is not None]
    if len(payments) < len(details) or sum(one.amount for one in payments) != whole.amount:
        return []
    return [one for one in payments if one.amount]


def _payment(whole: Entry, details: Element) -> Entry | None:
    amounts = all_at(details, "Amt") or all_at(details, "AmtDtls/TxAmt/Amt")
    if not amounts or amounts[0].get("Ccy", whole.currency) != whole.currency:
        return None
    amount = minor_units(amounts[0].text or "", whole.currency)
    direction = text_at(details, "CdtDbtInd") or ("CRDT" if whole.amount > 0 else "DBIT")
    return _with_details(replace(whole, amount=amount if direction == "CRDT" else -amount), details)


def _with_details(entry: Entry, details: Element) -> Entry:
    """The entry with what the details of its payment say."""
    other = "Dbtr" if entry.amount > 0 else "Cdtr"
    if entry.is_reversal:
        other = "Cdtr" if other == "Dbtr" else "Dbtr"
    texts = [one.text or "" for one in all_at(details, "RmtInf/Ustrd")] + _additional(details)
    return replace(
        entry,
        bank_ref=clean_reference(text_at(details, "Refs/AcctSvcrRef"), 80) or entry.bank_ref,
        payer_name=clean_text(_party(details, other) or _party(details, f"Ultmt{other}"), 200),
        payer_account=clean_text(_number(details, other), 60),
        remittance=clean_text(" ".join(texts), 1000) or entry.remittance,
        reference=clean_reference(text_at(details, "RmtInf/Strd/CdtrRefInf/Ref")),
        end_to_end_id=clean_reference(text_at(details, "Refs/EndToEndId")),
        code=_code(details) or entry.code,
        return_reason=_return_reason(details),
    )


def _additional(details: Element) -> list[str]:
    """What stands next to a structured reference, and the bank's own words."""
    return [
        (one.text or "")
        for path in ("RmtInf/Strd/AddtlRmtInf", "RmtInf/Strd/RfrdDocInf/Nb", "AddtlTxInf")
        for one in all_at(details, path)
    ]


def _party(details: Element, side: str) -> str:
    """The name of a party; from version 08 on it stands one element deeper."""
    return text_at(details, f"RltdPties/{side}/Nm") or text_at(details, f"RltdPties/{side}/Pty/Nm")


def _number(details: Element, side: str) -> str:
    return text_at(details, f"RltdPties/{side}Acct/Id/IBAN") or text_at(details, f"RltdPties/{side}Acct/Id/Othr/Id")


def _return_reason(details: Element) -> str:
    """Why a payment came back, as ``AC04 Account closed``; empty for one that did not."""
    if not all_at(details, "RtrInf"):
        return ""
    code = text_at(details, "RtrInf/Rsn/Cd") or text_at(details, "RtrInf/Rsn/Prtry")
    words = [one.text or "" for one in all_at(details, "RtrInf/AddtlInf")]
    return clean_text(" ".join([code, *words]), 200) or "NARR"
