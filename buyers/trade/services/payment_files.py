"""Payments as pain.001.001.09 (ISO 20022), the file that a bank takes. The same rows make the same bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC
from xml.etree.ElementTree import Element, SubElement, tostring

from stdnum import iban

from buyers.terms.money import plain
from buyers.trade.models import BankAccount, PaymentFile, PaymentInstruction
from buyers.trade.services.payees import Payee, payee_of

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
MAX_NAME, MAX_TEXT = 70, 140
NOT_LATIN = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
"""What the character set of SWIFT's messages, which banks fall back to, does not have."""


def write_payment_file(file: PaymentFile, instructions: Sequence[PaymentInstruction]) -> bytes:
    """The message with one payment block. ``file`` may be unsaved; its sums are checked against the payments."""
    assert (file.count, file.total) == (len(instructions), sum(one.amount for one in instructions))  # noqa: S101
    root = Element("Document", xmlns=NAMESPACE)
    message = SubElement(root, "CstmrCdtTrfInitn")
    total = plain(file.total, file.account.currency)
    head = SubElement(message, "GrpHdr")
    _texts(
        head,
        MsgId=file.message_id,
        CreDtTm=file.exported_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        NbOfTxs=str(file.count),
        CtrlSum=total,
    )
    _texts(SubElement(head, "InitgPty"), Nm=latin(file.account.holder.name, MAX_NAME))
    block = SubElement(message, "PmtInf")
    _texts(
        block,
        PmtInfId=f"{file.message_id}-1",
        PmtMtd="TRF",
        BtchBookg="false",
        NbOfTxs=str(file.count),
        CtrlSum=total,
    )
    _texts(SubElement(block, "ReqdExctnDt"), Dt=file.pay_on.isoformat())
    _debtor(block, file.account)
    for one in instructions:
        _payment(block, one)
    body: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return body


def latin(text: str, limit: int) -> str:
    """In letters that every bank carries; what has none becomes a full stop."""
    plain_letters = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(NOT_LATIN.sub(".", plain_letters).split())[:limit].strip() or "NOTPROVIDED"


def _debtor(block: Element, account: BankAccount) -> None:
    _texts(SubElement(block, "Dbtr"), Nm=latin(account.holder.name, MAX_NAME))
    number = SubElement(block, "DbtrAcct")
    _number(number, account.number)
    _texts(number, Ccy=account.currency)
    _bank(SubElement(block, "DbtrAgt"), Payee("", "", bic=account.bic))
    _texts(block, ChrgBr="SHAR")


def _payment(block: Element, instruction: PaymentInstruction) -> None:
    payee = payee_of(instruction)
    payment = SubElement(block, "CdtTrfTxInf")
    _texts(SubElement(payment, "PmtId"), InstrId=instruction.end_to_end_id, EndToEndId=instruction.end_to_end_id)
    amount = SubElement(SubElement(payment, "Amt"), "InstdAmt", Ccy=instruction.currency)
    amount.text = plain(instruction.amount, instruction.currency)
    if payee.bic or payee.cnaps:
        _bank(SubElement(payment, "CdtrAgt"), payee)
    creditor = SubElement(payment, "Cdtr")
    _texts(creditor, Nm=latin(payee.name, MAX_NAME))
    if payee.country:
        _texts(SubElement(creditor, "PstlAdr"), Ctry=payee.country)
    _number(SubElement(payment, "CdtrAcct"), payee.number)
    _texts(SubElement(payment, "RmtInf"), Ustrd=latin(_purpose(instruction), MAX_TEXT))


def _purpose(instruction: PaymentInstruction) -> str:
    """What the receiver reads on the statement."""
    if instruction.order is None:
        return f"RETURN OF YOUR PAYMENT {instruction.back_to.end_to_end_id if instruction.back_to else ''}"
    return f"{'ORDER' if instruction.beneficiary_id else 'REFUND OF ORDER'} {instruction.order.number}"


def _bank(agent: Element, payee: Payee) -> None:
    """The bank by its BIC, and within China by its CNAPS code; NOTPROVIDED where neither is known."""
    institution = SubElement(agent, "FinInstnId")
    if payee.bic:
        _texts(institution, BICFI=payee.bic)
    if payee.cnaps:
        member = SubElement(institution, "ClrSysMmbId")
        _texts(SubElement(member, "ClrSysId"), Cd="CNAPS")
        _texts(member, MmbId=payee.cnaps)
    if payee.bank and not payee.bic:
        _texts(institution, Nm=latin(payee.bank, MAX_TEXT))
    if len(institution) == 0:
        _texts(SubElement(institution, "Othr"), Id="NOTPROVIDED")


def _number(account: Element, number: str) -> None:
    identification = SubElement(account, "Id")
    if iban.is_valid(number):
        _texts(identification, IBAN=iban.compact(number))
    else:
        _texts(SubElement(identification, "Othr"), Id=number[:34])


def _texts(parent: Element, **texts: str) -> None:
    """Children with these texts, in this order: the order is part of the format."""
    for name, text in texts.items():
        SubElement(parent, name).text = text
