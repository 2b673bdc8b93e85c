"""Sums insured as insurers and brokers write them."""

import pytest

from suppliers.certificates.insured_sums import NotASumError, insured_sum
from tests.factories import CertificateTypeFactory
from tests.suppliers.certificates.test_forms import form


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("USD 5,000,000 any one occurrence", "USD 5000000"),
        ("每次事故赔偿限额：RMB 500万元", "CNY 5000000"),
        ("累计责任限额人民币 10,000,000.00 元", "CNY 10000000"),
        ("€2.5 million", "EUR 2500000"),
        ("EUR 1.500.000", "EUR 1500000"),
        ("GBP 1'000'000", "GBP 1000000"),
        ("５００万美元", "USD 5000000"),
        ("The limit is USD 1 million all claims", "USD 1000000"),
        ("usd 2000000", "USD 2000000"),
        ("USD 2,000,000 each occurrence and USD 2,000,000 in the aggregate", "USD 2000000"),
    ],
)
def test_a_sum_is_read_as_policies_write_it_and_read_the_same_again(written, kept):
    assert insured_sum(written) == kept
    assert insured_sum(kept) == kept


@pytest.mark.parametrize(
    "written",
    [
        "5,000,000",
        "$5,000,000",
        "¥5,000,000",
        "USD 1m / USD 5m",
        "as per schedule",
        "USD 5,00",
        "USD 5m (CNY 36m)",
        "²",
    ],
)
def test_what_is_not_one_sum_with_one_currency_is_refused(written):
    with pytest.raises(NotASumError):
        insured_sum(written)


@pytest.mark.django_db
def test_the_form_asks_for_the_sum_and_keeps_what_was_typed():
    CertificateTypeFactory(id="product_liability_insurance", facts={"covers": "company"})

    typed = form(certificate_type="product_liability_insurance", stated_insured="see schedule")
    empty = form(certificate_type="product_liability_insurance", submitting=True)

    assert typed.stated_names == ["stated_insured"]
    assert typed.errors == {"stated_insured": ["Write one sum with the code of its currency: USD 5,000,000."]}
    assert typed["stated_insured"].value() == "see schedule"
    assert empty.errors["stated_insured"] == ["Enter the sum insured with its currency."]
