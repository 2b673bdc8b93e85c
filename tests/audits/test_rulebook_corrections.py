"""Corrections to Union law and its neighbours, proven on the rows: what is in force on which day, for which product."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from audits.compliance.reference import Confidence
from audits.compliance.rulebook import Combine, leaves
from tests.audits.rulebook_rows import asks, ids_on, row, rows_on

UNION_LIKE = ("EU", "XI", "CH", "TR")
LEGACY = {
    "surgical_glove": {"legacy": True},
    "ventilator": {"legacy": True},
    "medical_mask": {"sterile": True},
    "surgical_gown": {"sterile": True},
}


@pytest.fixture
def book(shipped_rulebook):
    return shipped_rulebook


def legacy_row(book, product_type, market, day):
    """The row of an old-directive certificate with the local representative of today."""
    found = rows_on(book, product_type, market, day, **LEGACY[product_type]).values()
    (only,) = [one for one in found if "eu_nb_cert_mdd_legacy" in asks(one)]
    return only


@pytest.mark.parametrize("market", UNION_LIKE)
@pytest.mark.parametrize("product_type", LEGACY)
def test_d1_the_transition_letter_is_asked_for_from_the_day_after_the_deadline(book, market, product_type):
    assert "eu_mdr_transition_letter" not in asks(legacy_row(book, product_type, market, "2024-05-26"))
    assert "eu_mdr_transition_letter" in asks(legacy_row(book, product_type, market, "2024-05-27"))
    assert legacy_row(book, product_type, market, "2024-09-26").id[-1] == "b"
    assert legacy_row(book, product_type, market, "2024-09-27").id[-1] == "c"
    assert legacy_row(book, product_type, market, "2028-12-31").effective_until == date(2028, 12, 31)


@pytest.mark.parametrize("market", UNION_LIKE)
@pytest.mark.parametrize("product_type", ["ivd_ag_pro", "ivd_ab", "ivd_pcr"])
def test_d2_a_class_b_legacy_test_needs_no_application_before_its_deadline(book, market, product_type):
    def old(day):
        found = rows_on(book, product_type, market, day, legacy=True).values()
        (only,) = [one for one in found if "eu_doc_ivdd" in asks(one)]
        return asks(only) & {"eu_qms_ivdr", "eu_nb_application_ivdr"}

    assert old("2025-05-25") == set()
    assert old("2026-11-22") == {"eu_qms_ivdr"}
    assert old("2027-05-26") == {"eu_qms_ivdr"}
    assert old("2027-05-27") == {"eu_qms_ivdr", "eu_nb_application_ivdr"}


def test_d2_a_legacy_self_test_holds_a_certificate_and_applied_in_2025(book):
    assert asks(row(book, "EU.ivd_ag_self.2a")) & {"eu_qms_ivdr", "eu_nb_application_ivdr"} == set()
    assert ids_on(book, "ivd_ag_self", "EU", "2025-05-27", legacy=True) == {"EU.ivd_ag_self.2c", "EU.ivd_ag_self.4"}
    assert "eu_nb_application_ivdr" in asks(row(book, "EU.ivd_ag_self.2c"))


def test_d7_every_device_has_until_the_end_of_2026_for_swissdamed(book):
    for placed in (date(2026, 6, 30), date(2026, 7, 1), None):
        facts = {"sterile": False, "model_first_placed_on": placed} if placed else {"sterile": False}

        assert ids_on(book, "medical_mask", "CH", "2026-12-31", **facts) == {"CH.medical_mask.3", "CH.medical_mask.3a"}
        assert ids_on(book, "medical_mask", "CH", "2027-01-01", **facts) == {"CH.medical_mask.3"}
    assert "ch_swissdamed_device" not in asks(row(book, "CH.medical_mask.3a"))


@pytest.mark.parametrize(
    ("product_type", "last", "placed", "attributes"),
    [
        ("medical_mask", date(2022, 7, 31), date(2021, 5, 25), {"sterile": False}),
        ("surgical_glove", date(2022, 3, 31), date(2021, 5, 25), {}),
        ("ventilator", date(2022, 3, 31), date(2021, 5, 25), {"legacy": True}),
        ("ivd_pcr", date(2022, 12, 31), date(2022, 5, 25), {}),
    ],
)
def test_d8_the_representative_in_the_union_served_switzerland_for_a_while(
    book, product_type, last, placed, attributes
):
    def through_the_union(day, placed):
        found = rows_on(book, product_type, "CH", day.isoformat(), model_first_placed_on=placed, **attributes)
        return {id_ for id_, one in found.items() if "eu_ar" in asks(one) and not {"ch_rep", "ch_chrn"} & asks(one)}

    assert through_the_union(last, placed) != set()
    assert through_the_union(last + timedelta(days=1), placed) == set()
    assert through_the_union(last, placed + timedelta(days=1)) == set()


@pytest.mark.parametrize(("market", "number"), [("EU", 5), ("XI", 4), ("CH", 4), ("TR", 3)])
def test_d9_a_gown_that_protects_its_wearer_needs_the_ppe_documents_whatever_else_it_is(book, market, number):
    claim = {"sterile": False, "claim": "protects the wearer"}
    added, alone = f"{market}.isolation_gown.{number}a", f"{market}.isolation_gown.{number}b"
    device = rows_on(book, "isolation_gown", market, "2026-11-22", **claim, claim_medical=True)
    ppe_only = rows_on(book, "isolation_gown", market, "2026-11-22", **claim, claim_medical=False)

    assert device[added].combine is Combine.ADDITIONAL
    assert alone not in device
    assert ppe_only[alone].combine is Combine.ALTERNATIVE
    assert ppe_only[alone].expression == ppe_only[added].expression
    assert added not in rows_on(book, "isolation_gown", market, "2026-11-22", sterile=False)


@pytest.mark.parametrize("market", UNION_LIKE)
@pytest.mark.parametrize(("product_type", "lower"), [("ivd_pcr", "B"), ("ivd_ag_self", "C")])
def test_d14_covid_tests_were_class_d_until_march_2025(book, market, product_type, lower):
    def classes(day):
        found = rows_on(book, product_type, market, day).values()
        only = next(one for one in found if "eu_nb_cert_ivdr" in asks(one))
        (cert,) = [leaf for leaf in leaves(only.expression) if leaf.evidence == "eu_nb_cert_ivdr"]
        return dict(cert.narrowing)["class"]

    assert classes("2025-03-17") == "D"
    assert classes("2025-03-18") == ("D", lower)
    assert classes("2026-11-22") == ("D", lower)


@pytest.mark.parametrize("product_type", ["medical_mask", "surgical_gown", "exam_glove", "isolation_gown"])
@pytest.mark.parametrize(("market", "day"), [("EU", "2021-05-25"), ("GB", "2020-12-31"), ("CH", "2021-05-25")])
@pytest.mark.parametrize("sterile", [True, False])
def test_d19_class_one_devices_had_a_route_under_the_directive(book, product_type, market, day, sterile):
    found = rows_on(book, product_type, market, day, sterile=sterile).values()

    (route,) = [one for one in found if "eu_doc_mdd" in asks(one)]
    assert ("eu_nb_cert_mdd_legacy" in asks(route)) is sterile


@pytest.mark.parametrize("market", UNION_LIKE)
@pytest.mark.parametrize("product_type", ["exam_glove", "isolation_gown"])
def test_d19_sterile_gloves_and_gowns_have_a_route_today_as_the_article_says_of_every_sterile_device(
    book, market, product_type
):
    found = rows_on(book, product_type, market, "2026-11-22", sterile=True).values()
    routes = [one for one in found if "eu_nb_cert_mdr" in asks(one)]

    # Whether Türkiye asks for EUDAMED is in doubt.
    assert {one.confidence for one in routes} == {Confidence.LOW if market == "TR" else Confidence.MEDIUM}


def test_d24_the_law_extends_the_old_directives_certificates_and_no_others(book):
    extended = {one.id for one in book.evidence_types.values() if one.extended_by_law}

    assert extended == {"eu_nb_cert_mdd_legacy", "eu_nb_cert_ivdd_legacy"}


@pytest.mark.parametrize("market", UNION_LIKE)
@pytest.mark.parametrize("product_type", ["respirator", "ppe_coverall"])
def test_d25_the_old_ppe_directive_route_asks_for_operator_and_label(book, market, product_type):
    old = rows_on(book, product_type, market, "2022-01-01")[f"{market}.{product_type}.2"]

    assert {"eu_ppe_89_686_cert", "eu_ppe_art4_operator", "local_label"} <= asks(old)
