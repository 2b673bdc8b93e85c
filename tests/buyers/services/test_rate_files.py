"""The files are written as the European Central Bank publishes them."""

from datetime import date
from decimal import Decimal

import pytest

from buyers.services.rate_files import BadRates, Rate, read_rates

DAILY = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender>
		<gesmes:name>European Central Bank</gesmes:name>
	</gesmes:Sender>
	<Cube>
		<Cube time='2019-03-22'>
			<Cube currency='USD' rate='1.1302'/>
			<Cube currency='JPY' rate='124.53'/>
		</Cube>
		<Cube time='2019-03-21'>
			<Cube currency='USD' rate='1.1387'/></Cube></Cube>
</gesmes:Envelope>
"""


def test_the_xml_of_one_day_or_of_many_is_read():
    assert read_rates(DAILY) == [
        Rate(date(2019, 3, 22), "USD", Decimal("1.1302")),
        Rate(date(2019, 3, 22), "JPY", Decimal("124.53")),
        Rate(date(2019, 3, 21), "USD", Decimal("1.1387")),
    ]


def test_the_csv_of_one_day_is_read():
    assert read_rates("Date, USD, JPY, \n22 March 2019, 1.1302, 124.53, \n") == [
        Rate(date(2019, 3, 22), "USD", Decimal("1.1302")),
        Rate(date(2019, 3, 22), "JPY", Decimal("124.53")),
    ]


def test_the_csv_of_many_days_has_gaps_where_a_currency_had_no_rate():
    text = "\ufeffDate,USD,CYP,ISK,\n2019-03-22,1.1302,N/A,,\n2007-12-31,1.4721,0.585274,N/A,\n"

    assert read_rates(text) == [
        Rate(date(2019, 3, 22), "USD", Decimal("1.1302")),
        Rate(date(2007, 12, 31), "USD", Decimal("1.4721")),
        Rate(date(2007, 12, 31), "CYP", Decimal("0.585274")),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "first line"),
        ("Day,USD\n2019-03-22,1.1\n", "first line"),
        ("Date,USD\n", "No rate was found"),
        ("<html></html>", "No rate was found"),
        ("PK\x03\x04", "first line"),
        ("Date,Dollar\n2019-03-22,1.1\n", "“Dollar” is no currency"),
        ("Date,USD\n03/22/2019,1.1\n", "“03/22/2019” is no day"),
        ("Date,USD\n2019-03-22,one\n", "is no number: “one”"),
        ("Date,USD\n2019-03-22,0\n", "cannot be right"),
        ("Date,USD\n2019-03-22,-1\n", "cannot be right"),
        ("Date,USD\n2019-03-22,NaN\n", "cannot be right"),
        ("Date,USD\n2019-03-22,1e99\n", "cannot be right"),
        (DAILY.replace("time='2019-03-22'", ""), "“” is no day"),
    ],
)
def test_what_is_no_such_file_is_refused_with_the_reason(text, said):
    with pytest.raises(BadRates, match=said):
        read_rates(text)
