"""Files as banks write them: a Swiss camt.053 of version 04, a German one of version 08, MT940 of a German and a Dutch bank."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

ACCOUNT = "CH9300762011623852957"
PAYER = "DE75 5121 0800 1245 1261 99".replace(" ", "")


@dataclass(frozen=True)
class Booking:
    """One entry of a camt.053; ``amount`` as the bank writes it, ``side`` is CRDT or DBIT."""

    amount: str
    side: str = "CRDT"
    name: str = "KLINIKUM MUSTERSTADT GMBH"
    number: str = PAYER
    text: str = ""
    reference: str = ""
    end_to_end_id: str = "NOTPROVIDED"
    bank_ref: str = ""
    day: str = "2026-11-23"
    status: str = "<Sts>BOOK</Sts>"
    is_reversal: bool = False
    returned: str = ""
    code: str = "<Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>XBCT</SubFmlyCd></Fmly></Domn>"


def camt(
    bookings,
    *,
    opening="1000.00",
    closing,
    number=ACCOUNT,
    currency="USD",
    version="04",
    statement="2026-327",
    day="2026-11-23",
    entries=None,
):
    """A whole message; ``entries`` is XML in place of what the bookings would be."""
    body = entries if entries is not None else "".join(entry(one, currency, version) for one in bookings)
    number_xml = f"<IBAN>{number}</IBAN>" if number[:2].isalpha() else f"<Othr><Id>{number}</Id></Othr>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <BkToCstmrStmt>
    <GrpHdr><MsgId>{statement}-20261124T0412</MsgId><CreDtTm>2026-11-24T04:12:33.120+01:00</CreDtTm>
      <MsgPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></MsgPgntn></GrpHdr>
    <Stmt>
      <Id>{statement}</Id><ElctrncSeqNb>327</ElctrncSeqNb><CreDtTm>2026-11-24T04:12:33.120+01:00</CreDtTm>
      <FrToDt><FrDtTm>{day}T00:00:00</FrDtTm><ToDtTm>{day}T23:59:59</ToDtTm></FrToDt>
      <Acct><Id>{number_xml}</Id><Ccy>{currency}</Ccy><Ownr><Nm>TREUHAND SEEFELD AG</Nm></Ownr></Acct>
      {balance("OPBD", opening, currency, day)}
      {balance("CLBD", closing, currency, day)}
      {body}
    </Stmt>
  </BkToCstmrStmt>
</Document>""".encode()


def balance(code, amount, currency, day):
    side, amount = ("DBIT", amount[1:]) if amount.startswith("-") else ("CRDT", amount)
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{amount}</Amt>'
        f"<CdtDbtInd>{side}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def entry(one, currency, version="04"):
    return f"""<Ntry><Amt Ccy="{currency}">{one.amount}</Amt><CdtDbtInd>{one.side}</CdtDbtInd>
        {"<RvslInd>true</RvslInd>" if one.is_reversal else ""}{one.status}
        <BookgDt><Dt>{one.day}</Dt></BookgDt><ValDt><Dt>{one.day}</Dt></ValDt>
        {f"<AcctSvcrRef>{one.bank_ref}</AcctSvcrRef>" if one.bank_ref else ""}
        <BkTxCd>{one.code}</BkTxCd>
        <NtryDtls>{details(one, version)}</NtryDtls>
      </Ntry>"""


def details(one, version="04", amount=""):
    """``TxDtls``; with ``amount`` where it is one payment of a batch."""
    side = "Dbtr" if (one.side == "CRDT") != one.is_reversal else "Cdtr"
    name = f"<Nm>{escape(one.name)}</Nm>" if version < "08" else f"<Pty><Nm>{escape(one.name)}</Nm></Pty>"
    number = f"<IBAN>{one.number}</IBAN>" if one.number[:2].isalpha() else f"<Othr><Id>{one.number}</Id></Othr>"
    reference = (
        f"<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{one.reference}</Ref></CdtrRefInf></Strd>"
        if one.reference
        else ""
    )
    text = f"<Ustrd>{escape(one.text)}</Ustrd>" if one.text else ""
    returned = f"<RtrInf><Rsn><Cd>{one.returned}</Cd></Rsn></RtrInf>" if one.returned else ""
    return (
        f"<TxDtls><Refs><EndToEndId>{one.end_to_end_id}</EndToEndId></Refs>{amount}"
        f"<RltdPties><{side}>{name}</{side}><{side}Acct><Id>{number}</Id></{side}Acct></RltdPties>"
        f"<RmtInf>{text}{reference}</RmtInf>{returned}</TxDtls>"
    )


GERMAN_MT940 = """:20:STARTUMSE
:25:37040044/0532013000
:28C:00214/001
:60F:C261120EUR18250,40
:61:2611231123CR12582,NTRFNONREF//0032117
:86:166?00GUTSCHRIFT?109250?20EREF+ZV-2026-4711?21SVWZ+ORDER DEPOSIT RF1?224 KP 2026 0001 23?30DEUTDEFFXXX?31DE75512108001245126199?32Klinikum Musterstadt gemein?33nuetzige GmbH
:61:2611231123DR18,50NCHGNONREF
:86:808?00ENTGELT?20Auslandszahlungsentgelt
:61:2611241123D4000,00NTRFKP-PAY-9//0032118
:86:177?00ONLINE-UEBERWEISUNG?20EREF+KP-PAY-9?21SVWZ+KP-2026-000119?31CN0012345?32SUZHOU EXAMPLE MEDICAL
:62F:C261123EUR26813,90
-
"""
DUTCH_MT940 = """{1:F01INGBNL2ABXXX0000000000}{2:I940INGBNL2AXXXN}{4:
:20:P261123000000001
:25:NL69INGB0123456789EUR
:28C:00327
:60F:C261120EUR500,00
:61:2611231123C250,NTRFEREF//26327001234567
/TRCD/00100/
:86:/EREF/SO-88121//CNTP/NL91ABNA0417164300/ABNANL2A/STICHTING ZORG OOST///REMI/USTD//RF14KP2026000123/
:62F:C261123EUR750,00
:64:C261123EUR750,00
-}
"""
