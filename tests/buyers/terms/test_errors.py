"""How a refusal reads in a log."""

from buyers.terms.errors import TermsError


def test_a_refusal_reads_as_its_code_with_its_facts():
    assert str(TermsError("negative")) == "negative"
    assert str(TermsError("too-large", most="5.00")) == "too-large: {'most': '5.00'}"
    assert TermsError("negative").facts == {}
