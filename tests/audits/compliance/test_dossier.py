from dataclasses import replace
from datetime import date
from itertools import permutations

from audits.compliance.dossier import Dossier
from tests.audits.compliance.law import document, dossier


def test_the_order_of_documents_makes_no_other_dossier():
    documents = [
        document("doc", date(2025, 1, 1), date(2026, 1, 1)),
        document("doc", None, None),
        document("report", standard="EN 149", ref="R 1"),
        document("report", standard="EN 166", ref="R 1"),
    ]

    assert len({dossier(*order).evidence for order in permutations(documents)}) == 1


def test_of_two_documents_the_one_valid_longer_comes_first():
    short, long = document("doc", None, date(2026, 1, 1)), document("doc", None, date(2027, 1, 1))

    assert dossier(short, long).evidence == (long, short)


def test_documents_that_differ_in_issuer_holder_or_day_of_issue_have_one_order_too():
    variants = [
        {"issuer": "2163"},
        {"issued_on": date(2026, 1, 1)},
        {"holder": "importer"},
        {"valid_from": date(2026, 1, 1)},
    ]
    documents = [document("doc"), *(replace(document("doc"), **facts) for facts in variants)]

    assert {dossier(*order).evidence for order in permutations(documents)} == {
        (documents[0], documents[3], documents[2], documents[1], documents[4])
    }


def test_documents_are_sorted_by_type_end_start_number_and_statements():
    soon, late = date(2026, 1, 1), date(2027, 1, 1)
    documents = (
        document("a", late, late),
        document("b", None, None, ref="9"),
        document("b", soon, None, ref="8"),
        document("b", None, late, ref="7"),
        document("b", soon, late, ref="6"),
        document("b", soon, soon, standard="EN 3"),
        document("b", soon, soon, ref="1", standard="EN 2"),
        document("b", soon, soon, ref="2", standard="EN 0"),
        document("b", soon, soon, ref="2", standard="EN 1"),
    )

    assert dossier(*reversed(documents)).evidence == documents


def test_what_a_document_says_is_kept_by_key_whatever_the_order_in_which_it_was_given():
    assert document("a", scope="1", class_="2").stated == (("class_", "2"), ("scope", "1"))


def test_a_product_ships_from_china_only_where_the_dossier_says_so():
    assert Dossier("medical_mask", {}, "EU").shipped_from_china is False
