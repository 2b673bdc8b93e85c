"""Statements as a bank sends them: camt.053.001.08 files of the demonstration's accounts. The bank is invented and says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from xml.etree.ElementTree import Element, SubElement, tostring

from buyers.terms.money import plain

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


@dataclass(frozen=True)
class BankEntry:
    """One booking. ``amount`` in minor units, below 0 what left the account; ``end_to_end`` is the payer's or our own id."""

    booked_on: date
    amount: int
    name: str
    account: str
    remittance: str
    reference: str
    end_to_end: str = ""
    return_reason: str = ""


@dataclass(frozen=True)
class BankStatement:
    """What the bank says of one account for some days. Sums in minor units."""

    account: str
    currency: str
    number: int
    from_on: date
    until_on: date
    opening: int
    entries: tuple[BankEntry, ...]

    @property
    def closing(self) -> int:
        return self.opening + sum(entry.amount for entry in self.entries)


def camt_053(statement: BankStatement) -> bytes:
    """The statement as a file."""
    root = Element("Document", xmlns=NAMESPACE)
    message = SubElement(root, "BkToCstmrStmt")
    head = SubElement(message, "GrpHdr")
    _text(head, "MsgId", f"DEMO{statement.number:06d}{statement.currency}")
    _text(head, "CreDtTm", _moment(statement.until_on, time(19)))
    body = SubElement(message, "Stmt")
    _text(body, "Id", f"DEMO-{statement.currency}-{statement.number:04d}")
    _text(body, "ElctrncSeqNb", str(statement.number))
    days = SubElement(body, "FrToDt")
    _text(days, "FrDtTm", _moment(statement.from_on, time(0)))
    _text(days, "ToDtTm", _moment(statement.until_on, time(23, 59)))
    account = SubElement(body, "Acct")
    _text(SubElement(SubElement(account, "Id"), "Othr"), "Id", statement.account)
    _text(account, "Ccy", statement.currency)
    _balance(body, "OPBD", statement.opening, statement.from_on, statement.currency)
    _balance(body, "CLBD", statement.closing, statement.until_on, statement.currency)
    for entry in statement.entries:
        _entry(body, entry, statement.currency)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _entry(body: Element, entry: BankEntry, currency: str) -> None:
    row = SubElement(body, "Ntry")
    _amount(row, entry.amount, currency)
    _text(row, "CdtDbtInd", "CRDT" if entry.amount > 0 else "DBIT")
    _text(SubElement(row, "Sts"), "Cd", "BOOK")
    for name, day in (("BookgDt", entry.booked_on), ("ValDt", entry.booked_on)):
        _text(SubElement(row, name), "Dt", day.isoformat())
    _text(row, "AcctSvcrRef", entry.reference)
    details = SubElement(SubElement(row, "NtryDtls"), "TxDtls")
    references = SubElement(details, "Refs")
    _text(references, "EndToEndId", entry.end_to_end or "NOTPROVIDED")
    _amount(details, entry.amount, currency)
    parties = SubElement(details, "RltdPties")
    side = "Dbtr" if entry.amount > 0 else "Cdtr"
    _text(SubElement(SubElement(parties, side), "Pty"), "Nm", entry.name)
    _text(SubElement(SubElement(SubElement(parties, f"{side}Acct"), "Id"), "Othr"), "Id", entry.account)
    if entry.remittance:
        _text(SubElement(details, "RmtInf"), "Ustrd", entry.remittance)
    if entry.return_reason:
        reason = SubElement(SubElement(details, "RtrInf"), "Rsn")
        _text(reason, "Cd", entry.return_reason)


def _balance(body: Element, code: str, amount: int, day: date, currency: str) -> None:
    row = SubElement(body, "Bal")
    _text(SubElement(SubElement(row, "Tp"), "CdOrPrtry"), "Cd", code)
    _amount(row, amount, currency)
    _text(row, "CdtDbtInd", "CRDT" if amount >= 0 else "DBIT")
    _text(SubElement(row, "Dt"), "Dt", day.isoformat())


def _amount(parent: Element, amount: int, currency: str) -> None:
    SubElement(parent, "Amt", Ccy=currency).text = plain(abs(amount), currency)


def _text(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = words


def _moment(day: date, at: time) -> str:
    return datetime.combine(day, at).isoformat()
