"""What is read out of banks' files: sums to the cent, signs, parties, references, batches; and which bookings are none."""

import tracemalloc
from datetime import date

import pytest

from buyers.trade.statements.csv_file import Layout
from buyers.trade.statements.reading import Typed, read_statement
from buyers.trade.statements.statement import MAX_BYTES, Refused
from tests.buyers.trade.statements.bank_files import (
    ACCOUNT,
    DUTCH_MT940,
    GERMAN_MT940,
    PAYER,
    Booking,
    camt,
    details,
    entry,
)

PLAIN = Typed()
SPANISH = Layout(
    booked_on="Fecha operación",
    valued_on="Fecha valor",
    text="Concepto",
    amount="Importe",
    balance="Saldo",
    days="dmy",
    decimal=",",
)
SPANISH_FILE = """Banco Ejemplo;;;;
Movimientos de la cuenta;;;;
Fecha operación;Fecha valor;Concepto;Importe;Saldo
24/11/2026;24/11/2026;COMIS. TRANSF.;-12,50;14.037,50
23/11/2026;23/11/2026;TRANSFERENCIA DE CLINICA DEL MAR SL RF14KP2026000123;12.550,00;14.050,00
"""
BILLION_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]><Document>&lol2;</Document>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE Document SYSTEM "http://127.0.0.1/x.dtd"><Document/>"""


def read(data, currency="USD", typed=PLAIN):
    return read_statement(data if isinstance(data, bytes) else data.encode(), currency=currency, typed=typed)


def refusal(data, **more):
    with pytest.raises(Refused) as refused:
        read(data, **more)
    return str(refused.value.sentence)


@pytest.mark.parametrize("version", ["02", "04", "06", "08", "10", "14"])
def test_a_camt_statement_of_any_version_says_who_paid_how_much_and_for_what(version):
    paid = Booking(
        "12600.00", text="DEPOSIT  ORDER", reference="RF14KP2026000123", end_to_end_id="ZV-1", bank_ref="B-77"
    )

    kind, statement = read(camt([paid], closing="13600.00", version=version))

    assert kind == "camt.053"
    assert (statement.number, statement.currency, statement.opening, statement.closing) == (
        ACCOUNT,
        "USD",
        100000,
        1360000,
    )
    (found,) = statement.entries
    assert (found.amount, found.booked_on, found.payer_name) == (
        1260000,
        date(2026, 11, 23),
        "KLINIKUM MUSTERSTADT GMBH",
    )
    assert (found.payer_account, found.reference, found.end_to_end_id) == (
        PAYER,
        "RF14KP2026000123",
        "ZV-1",
    )
    assert (found.remittance, found.bank_ref, found.code) == ("DEPOSIT ORDER", "B-77", "PMNT-RCDT-XBCT")


def test_what_went_out_is_negative_and_names_who_got_it():
    sent = Booking("40.00", side="DBIT", name="SUZHOU EXAMPLE", number="110012345", end_to_end_id="KP-PAY-1")

    (found,) = read(camt([sent], closing="960.00")).statement.entries

    assert (found.amount, found.payer_name, found.payer_account) == (-4000, "SUZHOU EXAMPLE", "110012345")


def test_a_reversal_of_what_came_in_names_the_payer_of_that_payment():
    (found,) = read(camt([Booking("40.00", side="DBIT", is_reversal=True)], closing="960.00")).statement.entries

    assert (found.amount, found.is_reversal, found.payer_name) == (-4000, True, "KLINIKUM MUSTERSTADT GMBH")


@pytest.mark.parametrize("status", ["<Sts>PDNG</Sts>", "<Sts><Cd>INFO</Cd></Sts>", "<Sts><Cd>FUTR</Cd></Sts>", ""])
def test_only_what_is_booked_counts(status):
    assert read(camt([Booking("5.00", status=status)], closing="1000.00")).statement.entries == ()


def test_booked_is_said_in_one_element_deeper_by_later_versions():
    late = Booking("5.00", status="<Sts><Cd>BOOK</Cd></Sts>")

    assert len(read(camt([late], closing="1005.00", version="08")).statement.entries) == 1


def batch(first, second, total="30.00"):
    two = [Booking("", name=name, text=name) for name in ("Praxis Nord", "Praxis Sued")]
    inner = "".join(
        details(one, amount=f'<Amt Ccy="USD">{amount}</Amt>' if amount else "")
        for one, amount in zip(two, (first, second), strict=True)
    )
    whole = entry(Booking(total), "USD")
    return whole[: whole.index("<NtryDtls>")] + f"<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>{inner}</NtryDtls></Ntry>"


def test_a_batch_becomes_its_payments():
    found = read(camt([], closing="1030.00", entries=batch("10.00", "20.00"))).statement.entries

    assert [(one.amount, one.payer_name) for one in found] == [(1000, "Praxis Nord"), (2000, "Praxis Sued")]


@pytest.mark.parametrize(("first", "second"), [("10.00", "19.99"), ("10.00", "")])
def test_a_batch_whose_payments_do_not_add_up_stays_one_entry_without_a_payer(first, second):
    found = read(camt([], closing="1030.00", entries=batch(first, second))).statement.entries

    assert [(one.amount, one.payer_name) for one in found] == [(3000, "")]


def test_a_german_mt940_says_the_same_as_its_printout():
    kind, statement = read(GERMAN_MT940, currency="EUR")

    assert kind == "mt940"
    assert (statement.number, statement.opening, statement.closing) == ("37040044/0532013000", 1825040, 2681390)
    deposit, charge, payout = statement.entries
    assert (deposit.amount, deposit.payer_name) == (1258200, "Klinikum Musterstadt gemeinnuetzige GmbH")
    assert (deposit.payer_account, deposit.end_to_end_id) == (PAYER, "ZV-2026-4711")
    assert deposit.remittance == "ORDER DEPOSIT RF14 KP 2026 0001 23"
    assert (charge.amount, charge.code[:4]) == (-1850, "NCHG")
    assert (payout.amount, payout.end_to_end_id, payout.valued_on) == (-400000, "KP-PAY-9", date(2026, 11, 24))


def test_a_dutch_mt940_with_headers_and_words_between_slashes_is_read():
    (found,) = read(DUTCH_MT940, currency="EUR").statement.entries

    assert (found.amount, found.payer_name) == (25000, "")
    assert (found.end_to_end_id, found.remittance.split()[0]) == ("SO-88121", "RF14KP2026000123")


def test_pages_and_messages_of_one_account_become_one_statement():
    first = GERMAN_MT940.replace(":62F:", ":62M:")
    second = (
        ":20:STARTUMSE\n:25:37040044/0532013000\n:28C:00214/002\n:60M:C261123EUR26813,90\n:62F:C261123EUR26813,90\n-\n"
    )

    statement = read(first + second, currency="EUR").statement

    assert (len(statement.entries), statement.opening, statement.closing) == (3, 1825040, 2681390)


def test_messages_that_do_not_follow_each_other_are_refused_with_both_sums():
    second = GERMAN_MT940.replace("C261120EUR18250,40", "C261120EUR1,00")

    assert "EUR 26813.90" in (sentence := refusal(GERMAN_MT940 + second, currency="EUR")) and "EUR 1.00" in sentence


def test_a_csv_with_the_newest_entry_on_top_is_put_in_order():
    statement = read(SPANISH_FILE, currency="EUR", typed=Typed(SPANISH)).statement

    assert [one.amount for one in statement.entries] == [1255000, -1250]
    assert (statement.opening, statement.closing) == (150000, 1403750)
    assert "RF14KP2026000123" in statement.entries[0].remittance


def test_a_csv_from_which_a_row_was_cut_is_refused():
    short = SPANISH_FILE + "20/11/2026;20/11/2026;RECIBO;-3,00;900,00\n"

    assert "an entry is missing" in refusal(short, currency="EUR", typed=Typed(SPANISH))


def test_a_csv_without_balances_takes_those_that_were_typed():
    layout = Layout(booked_on="Date", paid_in="Money in", paid_out="Money out", text="Narrative", days="dmy")
    text = 'Date,Narrative,Money in,Money out\n23/11/2026,FP CITY CLINIC,"1,250.00",\n23/11/2026,FEE,,7.50\n'

    statement = read(text, currency="GBP", typed=Typed(layout, opening=0, closing=124250)).statement

    assert [one.amount for one in statement.entries] == [125000, -750]
    assert "enter the opening" in refusal(text, currency="GBP", typed=Typed(layout))


@pytest.mark.parametrize("amount", ["1e9", "NaN", "-0.00", "9" * 40, "12,50", "", "0x10", "1.005", "Infinity", "١٢"])
def test_what_is_no_sum_is_named_in_a_sentence(amount):
    assert "where a sum belongs" in refusal(camt([Booking(amount)], closing="1.00"))
    layout = Layout(booked_on="Date", amount="Amount")
    csv_sentence = refusal(f'Date,Amount\n2026-11-23,"{amount}"\n', typed=Typed(layout, 0, 0))
    assert "where a sum belongs" in csv_sentence or amount in ("12,50", "1.005")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (BILLION_LAUGHS, "definitions that we do not open"),
        (OUTSIDE, "definitions that we do not open"),
        (BILLION_LAUGHS.decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16"), "definitions"),
        (b"<Document" + b" " * MAX_BYTES + b"/>", "larger than 5 MB"),
        (b"<Document><BkToCstmrStmt><Stmt>", "not whole"),
        (b'<?xml version="1.0" encoding="ebcdic-none"?><Document/>', "not whole"),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.08"/>', "camt.052.001.08"),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>', "pain.001.001.09"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "no bank statement"),
        (b"<Document>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</Document>", "more elements"),
        (b"", "empty"),
        (b"%PDF-1.7\n\0\0\1", "no bank statement"),
        (b"Dear Sirs, please find our statement.", "neither camt.053 nor MT940"),
        (camt([], closing="1.00").replace(b"CLBD", b"ITBD"), "opening and its closing"),
        (
            camt([Booking("1.00")], closing="1.00").replace(b"2026-11-23</Dt></BookgDt>", b"0026-02-30</Dt></BookgDt>"),
            "a day",
        ),
        (GERMAN_MT940.replace(":61:2611231123DR", ":61:261399XX").encode(), "where an entry belongs"),
        (GERMAN_MT940.replace(":28C:", ":99Z:").encode(), ":99Z:"),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_sentence(data, words):
    assert words in refusal(data)


def test_a_hundred_thousand_entries_are_refused_before_they_fill_the_memory():
    one = '<Ntry><Amt Ccy="USD">1</Amt></Ntry>'
    data = camt([], closing="1.00", entries=one * 100_000)

    tracemalloc.start()
    sentence = refusal(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert "10,000 entries" in sentence
    assert peak < 60 * 1024 * 1024


def test_a_statement_in_utf_16_is_read_as_any_other():
    text = camt([Booking("5.00", name="MÉDICALE SÀRL")], closing="1005.00").decode().replace("UTF-8", "UTF-16")

    assert read(text.encode("utf-16")).statement.entries[0].payer_name == "MÉDICALE SÀRL"
