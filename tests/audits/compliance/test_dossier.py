from dataclasses import replace
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


def test_papers_that_differ_in_who_issued_or_holds_them_or_when_stand_in_one_order_too():
    told = [
        {"issuer": "2163"},
        {"issued_on": date(2026, 1, 1)},
        {"holder": "importer"},
        {"valid_from": date(2026, 1, 1)},
    ]
    papers = [paper("doc"), *(replace(paper("doc"), **facts) for facts in told)]

    assert {dossier(*order).evidence for order in permutations(papers)} == {
        (papers[0], papers[3], papers[2], papers[1], papers[4])
    }
