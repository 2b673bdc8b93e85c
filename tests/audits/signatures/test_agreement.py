"""Raw agreement and kappa, against figures that were published or printed by other programs."""

import pytest

from audits.signatures.agreement import agreement_of


def pairs(table):
    """Each cell of a table as that many pairs of a row and a column."""
    return [
        (f"{row}", f"{column}")
        for row, cells in enumerate(table)
        for column, count in enumerate(cells)
        for _case in range(count)
    ]


PUBLISHED = {
    # Cohen, Weighted kappa, Psychological Bulletin 70 (1968), table 1: 200 cases, shares .44 .07 .09 / .05 .20 .05 / .01 .03 .06
    "Cohen 1968": ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.70, 0.492, None),
    # Fleiss, Statistical Methods for Rates and Proportions, 2nd ed. (1981), table 13.1: 100 patients, standard error .087
    "Fleiss 1981": ([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.89, 0.676, None),
    # printed by SAS, PROC FREQ: kappa .4842, ASE .1380, 95 % .2137 to .7547 (kept in the tests of statsmodels)
    "SAS": ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], 13 / 19, 0.4842, (0.2137, 0.7547)),
}


@pytest.mark.parametrize("source", PUBLISHED)
def test_kappa_is_that_of_the_literature(source):
    table, raw, kappa, interval = PUBLISHED[source]

    found = agreement_of(pairs(table))

    assert found.raw == pytest.approx(raw)
    assert found.kappa == pytest.approx(kappa, abs=0.0005)
    if interval:
        assert (found.low, found.high) == pytest.approx(interval, abs=0.0001)


def test_the_standard_error_of_fleiss_gives_his_interval():
    found = agreement_of(pairs(PUBLISHED["Fleiss 1981"][0]))

    assert (found.high - found.low) / 2 / 1.96 == pytest.approx(0.087, abs=0.001)


def test_without_a_pair_there_is_nothing_and_with_one_outcome_alone_no_kappa():
    assert agreement_of([]) is None
    found = agreement_of([("approved", "approved")] * 40)
    assert (found.raw, found.kappa, found.low, found.may_be_shown) == (1.0, None, None, True)


def test_high_raw_agreement_may_go_with_a_kappa_below_nothing():
    """Feinstein and Cicchetti, Journal of Clinical Epidemiology 43 (1990): what is nearly always the same agrees by chance."""
    found = agreement_of(pairs([[28, 1], [1, 0]]))

    assert found.raw == pytest.approx(28 / 30)
    assert found.kappa < 0 < found.high


def test_fewer_than_thirty_are_not_shown():
    assert not agreement_of([("approved", "rejected")] * 29).may_be_shown
    assert agreement_of([("approved", "rejected")] * 30).may_be_shown


def test_who_never_agree_have_a_kappa_of_nothing_or_less():
    found = agreement_of([("approved", "rejected"), ("rejected", "approved")] * 20)

    assert (found.agreed, found.kappa, found.low) == (0, -1.0, -1.0)
