from dataclasses import replace
from datetime import date
from itertools import permutations

from audits.compliance.dossier import Dossier
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


def test_papers_stand_by_type_then_end_then_start_then_number_then_by_what_they_say():
    soon, late = date(2026, 1, 1), date(2027, 1, 1)
    papers = (
        paper("a", late, late),
        paper("b", None, None, ref="9"),
        paper("b", soon, None, ref="8"),
        paper("b", None, late, ref="7"),
        paper("b", soon, late, ref="6"),
        paper("b", soon, soon, standard="EN 3"),
        paper("b", soon, soon, ref="1", standard="EN 2"),
        paper("b", soon, soon, ref="2", standard="EN 0"),
        paper("b", soon, soon, ref="2", standard="EN 1"),
    )

    assert dossier(*reversed(papers)).evidence == papers


def test_what_a_paper_says_is_kept_by_key_whatever_the_order_in_which_it_was_told():
    assert paper("a", scope="1", class_="2").stated == (("class_", "2"), ("scope", "1"))


def test_a_product_is_said_to_ship_from_china_only_where_somebody_says_so():
    assert Dossier("medical_mask", {}, "EU").shipped_from_china is False
