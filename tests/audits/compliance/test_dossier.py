from datetime import date
from itertools import permutations

from tests.audits.compliance.law import dossier, paper


def test_the_order_of_papers_makes_no_other_dossier():
    papers = [
        paper("doc", date(2025, 1, 1), date(2026, 1, 1)),
        paper("doc", None, None),
        paper("report", standard="EN 149", ref="R 1"),
        paper("report", standard="EN 166", ref="R 1"),
    ]

    assert len({dossier(*order).evidence for order in permutations(papers)}) == 1


def test_of_two_papers_the_one_that_holds_longer_comes_first():
    short, long = paper("doc", None, date(2026, 1, 1)), paper("doc", None, date(2027, 1, 1))

    assert dossier(short, long).evidence == (long, short)
