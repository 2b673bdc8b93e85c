"""Who issued it."""

from dataclasses import replace
from datetime import date

import pytest

from audits.findings import Item, Severity, issuers
from tests.audits.findings.cases import MODULE_B, REGISTRATION, case, codes, entitlement, law, read

LAW = law(b0598=[entitlement("PPE", date(2018, 4, 21), date(2025, 12, 31))], b2862=[entitlement("MDR")])
ISSUED = {"kind": MODULE_B, "law": LAW, "issued_on": date(2024, 1, 1)}


def test_a_body_that_was_entitled_on_the_day_is_no_finding():
    assert codes(issuers.entitlement, issuer_number="0598", **ISSUED) == []
    assert codes(issuers.entitlement, read("issuer_number", "NB 0598"), **ISSUED) == []


def test_a_body_that_was_not_entitled_on_the_day_contradicts():
    (one,) = issuers.entitlement(case(issuer_number="0598", **(ISSUED | {"issued_on": date(2026, 2, 1)})))

    assert (one.code, one.severity) == ("body_not_entitled_then", Severity.CONTRADICTION)


def test_a_body_that_is_listed_for_another_law_is_a_warning():
    (one,) = issuers.entitlement(case(issuer_number="2862", **ISSUED))

    assert (one.code, one.severity, one.params["laws"]) == ("body_not_listed_for_law", Severity.WARNING, "MDR")


def test_a_body_that_is_not_listed_is_a_note_since_the_list_is_partial():
    (one,) = issuers.entitlement(case(issuer_number="9999", **ISSUED))

    assert (one.code, one.severity) == ("body_not_listed", Severity.NOTE)


def test_without_a_body_a_law_or_a_date_there_is_no_finding():
    assert codes(issuers.entitlement, **ISSUED) == []
    assert codes(issuers.entitlement, issuer_number="0598", **(ISSUED | {"kind": REGISTRATION})) == []
    assert codes(issuers.entitlement, issuer_number="0598", kind=MODULE_B, law=LAW) == []


def test_a_scope_for_which_the_body_is_not_listed_is_a_warning():
    listed = {"kind": MODULE_B, "law": law(b0598=[entitlement(scopes=("respiratory protection",))])}

    assert codes(issuers.entitlement, issuer_number="0598", scope="Gloves", **listed) == ["body_scope"]
    assert codes(issuers.entitlement, issuer_number="0598", scope="Respiratory Protection, FFP2", **listed) == []
    assert codes(issuers.entitlement, issuer_number="0598", **listed) == []


def test_the_name_that_goes_with_the_number():
    assert codes(issuers.name_and_number, issuer_number="0598", issuer="Nordlys Certification", **ISSUED) == []
    assert codes(issuers.name_and_number, issuer_number="0598", issuer="Harbour Lab", **ISSUED) == ["body_name"]
    assert codes(issuers.name_and_number, issuer_number="0598", **ISSUED) == []
    assert codes(issuers.name_and_number, issuer_number="7777", issuer="Harbour Lab", **ISSUED) == []


def test_a_body_for_ppe_sits_where_bodies_can_be_notified():
    assert codes(issuers.outside_the_union, issuer="Shenzhen Harbour Testing", kind=MODULE_B) == [
        "issuer_outside_union"
    ]
    assert codes(issuers.outside_the_union, issuer="Nordlys Institut, Denmark", kind=MODULE_B) == []
    assert codes(issuers.outside_the_union, issuer="Shenzhen Harbour Testing") == []


def test_a_listed_number_says_more_than_the_name_of_a_town():
    facts = {"issuer": "Nordlys Institut, Shanghai office", "issuer_number": "0598", "kind": MODULE_B}

    assert codes(issuers.outside_the_union, **facts, law=LAW) == []


def test_the_issuer_that_the_document_prints():
    assert codes(issuers.printed_issuer, read("issuer", "Harbour Lab"), issuer="Nordlys Institut") == ["issuer_differs"]
    assert codes(issuers.printed_issuer, read("issuer", "NORDLYS Institut GmbH"), issuer="Nordlys Institut") == []
    assert codes(issuers.printed_issuer, read("issuer", "江苏省药品监督管理局"), issuer="Jiangsu MPA") == []
    assert codes(issuers.printed_issuer, issuer="Nordlys Institut") == []


def test_an_issuer_read_without_confidence_is_no_finding():
    assert codes(issuers.printed_issuer, read("issuer", "Issued on", confidence=0.7), issuer="Nordlys Institut") == []


def test_the_number_of_the_body_that_the_document_prints():
    assert codes(issuers.printed_issuer_number, read("issuer_number", "NB 0598"), issuer_number="0598") == []
    assert codes(issuers.printed_issuer_number, read("issuer_number", "0599"), issuer_number="0598") == [
        "issuer_number_differs"
    ]


@pytest.mark.parametrize("name", ["CELAB s.r.l.", "Ente Certificazione Macchine", "AMTRE VERITAS"])
def test_a_name_on_a_warning_list_is_a_prompt_to_verify(name):
    (one,) = issuers.warning_list(case(issuer=name, kind=MODULE_B))

    assert (one.code, one.severity) == ("named_on_list", Severity.WARNING)


def test_a_number_on_a_warning_list_is_one_too_and_a_name_that_was_read_has_its_place():
    (by_number,) = issuers.warning_list(case(issuer_number="1282", kind=MODULE_B))
    (by_name,) = issuers.warning_list(case(read("issuer", "CELAB"), kind=MODULE_B))

    assert by_number.page is None
    assert by_name.page == 1


def test_a_genuine_body_whose_name_is_misused_is_a_note():
    (one,) = issuers.warning_list(case(issuer="BSI Group", kind=MODULE_B))

    assert (one.code, one.severity) == ("name_often_misused", Severity.NOTE)


def test_the_list_is_for_ppe_alone_and_for_whole_words():
    assert codes(issuers.warning_list, issuer="CELAB") == []
    assert codes(issuers.warning_list, issuer="Celabrate Labs", kind=MODULE_B) == []
    assert codes(issuers.warning_list, issuer="CELAB", items=(Item("M", kind="ppe"),)) == ["named_on_list"]


def test_an_entitlement_for_another_law_is_no_name_for_documents_without_one():
    assert (
        codes(issuers.name_and_number, issuer_number="0598", issuer="Harbour", kind=replace(MODULE_B, law=None)) == []
    )
