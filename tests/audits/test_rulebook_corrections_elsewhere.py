"""Corrections to the law of other markets, to the exporting side and to standards, proven on the rows."""

from __future__ import annotations

import re
from datetime import date

import pytest

from audits.compliance.reference import Confidence
from audits.compliance.rulebook import AllOf, AnyOf, Combine, Leaf, Outcome
from audits.law import files
from tests.audits.rulebook_rows import asks, ids_on, row, rows_on


@pytest.fixture
def book(shipped_rulebook):
    return shipped_rulebook


def test_d3_the_monograph_route_is_older_than_2022(book):
    assert ids_on(book, "hand_sanitizer", "US", "2019-06-01") == {"US.hand_sanitizer.1a"}
    assert row(book, "US.hand_sanitizer.1a").confidence is Confidence.MEDIUM
    assert row(book, "US.hand_sanitizer.1a").effective_from is None
    assert ids_on(book, "hand_sanitizer", "US", "2026-11-22") == {"US.hand_sanitizer.1"}


@pytest.mark.parametrize("product_type", ["ivd_ag_pro", "ivd_ag_self", "ivd_pcr"])
def test_d4_the_coronavirus_approval_came_in_july_2021_for_existing_tests_in_november(book, product_type):
    def without(day, **attributes):
        found = rows_on(book, product_type, "GB", day, **attributes).values()
        return {one.id for one in found if "gb_ctda" not in asks(one)}

    old, new = {"model_first_placed_on": date(2021, 3, 1)}, {"model_first_placed_on": date(2021, 7, 28)}
    assert without("2021-07-27", **new) != set()
    assert without("2021-07-28", **new) == set()
    assert without("2021-10-31", **old) != set()
    assert without("2021-11-01", **old) == set()


def test_d4_antibody_tests_need_no_coronavirus_approval(book):
    assert [one.id for one in book.requirements_for("ivd_ab", "GB") if "gb_ctda" in asks(one)] == []


@pytest.mark.parametrize("product_type", ["protective_eyewear", "face_shield"])
def test_d5_a_claim_against_biological_agents_needs_production_control_in_great_britain(book, product_type):
    plain = rows_on(book, product_type, "GB", "2026-11-22", claim_harmful_biological_agents=False)
    claimed = rows_on(book, product_type, "GB", "2026-11-22", claim_harmful_biological_agents=True)

    assert set(plain) == {f"GB.{product_type}.1", f"GB.{product_type}.2"}
    assert set(claimed) == {f"GB.{product_type}.1a", f"GB.{product_type}.2a"}
    assert {"eu_ppe_module_c2", "eu_ppe_module_d"} <= asks(claimed[f"GB.{product_type}.1a"])
    assert {"gb_ppe_module_c2", "gb_ppe_module_d"} <= asks(claimed[f"GB.{product_type}.2a"])
    assert ids_on(book, product_type, "GB", "2026-11-22") == set()


@pytest.mark.parametrize("id_", ["GB.respirator.2", "GB.ppe_coverall.2"])
def test_d6_a_ukca_category_three_needs_production_control(book, id_):
    parts = row(book, id_).expression.parts

    assert AnyOf((Leaf("gb_ppe_module_c2"), Leaf("gb_ppe_module_d"))) in parts


def test_d10_the_measures_of_2020_held_until_the_day_before_the_repeal_took_effect(book):
    def export(product_type, day):
        found = rows_on(book, product_type, "CN", day).values()
        return {one.id for one in found if one.combine is Combine.ALTERNATIVE}

    assert export("medical_mask", "2023-08-28") == {"CN.export.2.medical_mask"}
    assert export("medical_mask", "2023-08-29") == {"CN.export.4.medical_mask"}
    assert export("respirator", "2023-08-28") == {"CN.export.3.respirator"}
    assert export("community_mask", "2023-08-29") == {"CN.export.4.community_mask"}
    assert "cn_gb_report" not in asks(row(book, "CN.export.2.medical_mask"))


def test_an_export_sales_certificate_informs_and_clears_nothing(book):
    only = row(book, "CN.export.5.ventilator")

    assert (only.combine, only.outcome) == (Combine.INFORMATIONAL, Outcome.INFORMATIONAL)
    assert asks(only) == {"cn_export_certificate_registered", "cn_export_certificate_export_only"}
    assert book.evidence_types["cn_export_certificate_export_only"].name_zh == (
        "医疗器械产品出口销售证明（二）：未在中国注册备案，仅供出口"
    )


@pytest.mark.parametrize(
    ("standard", "edition", "first", "last"),
    [
        ("GB 19083", "2010", "2011-08-01", "2025-11-30"),
        ("GB 19083", "2023", "2025-12-01", None),
        ("YY 0469", "2011", "2013-06-01", "2026-11-30"),
        ("YY 0469", "2023", "2026-12-01", None),
        ("GB 19082", "2023", "2025-12-01", None),
        ("GB 2626", "2006", "2006-12-01", "2021-06-30"),
        ("GB 2626", "2019", "2021-07-01", None),
        ("EN 14683", "2014", "2014-03-01", "2019-09-30"),
        ("YY 9706.261", "2023", "2026-01-15", None),
    ],
)
def test_d11_one_list_says_when_an_edition_is_accepted(book, standard, edition, first, last):
    (entry,) = [one for one in book.standard_editions if (one.standard, one.edition) == (standard, edition)]

    assert entry.effective_from == date.fromisoformat(first)
    assert entry.effective_until == (date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("id_", "last"),
    [
        ("GB.medical_mask.1a", "2021-12-31"),
        ("GB.medical_mask.4a", "2021-12-31"),
        ("GB.ventilator.1a", "2021-08-31"),
        ("GB.surgical_glove.3a", "2021-08-31"),
        ("GB.ivd_ab.3a", "2021-12-31"),
        ("GB.ivd_ag_self.3c", "2021-08-31"),
        ("GB.ivd_pcr.3c", "2021-12-31"),
    ],
)
def test_d12_makers_abroad_had_grace_to_register_in_great_britain(book, id_, last):
    grace = row(book, id_)

    assert grace.effective_until == date.fromisoformat(last)
    assert asks(grace) & {"gb_ukrp", "gb_mhra_registration"} == set()
    assert {"gb_ukrp", "gb_mhra_registration"} <= asks(row(book, id_[:-1]))


@pytest.mark.parametrize("product_type", ["respirator", "ppe_coverall", "protective_eyewear", "face_shield"])
def test_d13_saudi_ppe_documents_are_compulsory_a_year_after_the_regulation(book, product_type):
    facts = {"claim": "no such claim"} if product_type == "respirator" else {}

    assert f"SA.{product_type}.1" not in ids_on(book, product_type, "SA", "2026-08-17", **facts)
    assert ids_on(book, product_type, "SA", "2026-08-18", **facts) == {f"SA.{product_type}.1"}


def test_d15_the_older_registration_carried_through_2025_in_the_emirates(book):
    assert ids_on(book, "ventilator", "AE", "2024-06-01") == {"AE.ventilator.1a"}
    assert ids_on(book, "ventilator", "AE", "2026-01-01") == {"AE.ventilator.1", "AE.ventilator.1a"}
    assert ids_on(book, "ventilator", "AE", "2026-01-02") == {"AE.ventilator.1"}
    assert row(book, "AE.ventilator.1a").confidence is Confidence.LOW


def test_d16_the_american_database_is_asked_for_since_september_2016(book):
    assert "us_gudid" not in asks(rows_on(book, "ventilator", "US", "2016-09-23")["US.ventilator.1a"])
    assert "us_gudid" in asks(rows_on(book, "ventilator", "US", "2016-09-24")["US.ventilator.1"])


@pytest.mark.parametrize("product_type", ["medical_mask", "surgical_gown"])
def test_d17_sterile_class_one_is_certified_in_ukraine(book, product_type):
    sterile = rows_on(book, product_type, "UA", "2026-11-22", sterile=True)

    assert set(sterile) == {f"UA.{product_type}.1a"}
    assert "ua_cert" in asks(sterile[f"UA.{product_type}.1a"])
    assert ids_on(book, product_type, "UA", "2026-11-22", sterile=False) == {f"UA.{product_type}.1"}


def test_d18_a_sterile_mask_needs_manufacturer_evidence_in_australia(book):
    sterile = rows_on(book, "medical_mask", "AU", "2026-11-22", sterile=True)

    assert set(sterile) == {"AU.medical_mask.1a"}
    assert "au_manufacturer_evidence" in asks(sterile["AU.medical_mask.1a"])


def test_d20_the_single_audit_goes_with_the_canadian_licence_since_2019(book):
    emergency, _label = row(book, "CA.ivd_pcr.1").expression.parts

    assert emergency == AnyOf((AllOf((Leaf("ca_mdl"), Leaf("mdsap"))), Leaf("ca_io_authorisation")))
    importer = "CA.importer.1.ventilator"
    assert ids_on(book, "ventilator", "CA", "2018-12-31") == {"CA.ventilator.1a", importer}
    assert ids_on(book, "ventilator", "CA", "2019-01-01") == {"CA.ventilator.1", importer}
    assert "mdsap" not in asks(row(book, "CA.ventilator.1a"))


def test_d23_australia_let_self_tests_in_from_november_2021(book):
    assert ids_on(book, "ivd_ag_self", "AU", "2021-10-31") == {"AU.ivd_ag_self.2"}
    assert ids_on(book, "ivd_ag_self", "AU", "2021-11-01") == {"AU.ivd_ag_self.1"}


def test_no_row_names_the_same_document_twice_in_one_breath(book):
    def repeats(expression):
        if isinstance(expression, Leaf):
            return False
        return len(set(expression.parts)) < len(expression.parts) or any(map(repeats, expression.parts))

    assert [one.id for one in book.requirements if repeats(one.expression)] == []


SHAPED_NO_ROW = {"D11", "D24", "LC41", "LC42", "LC43", "LC48", "LC49"}
"""Corrections of standards, of kinds of documents, of the list of countries, of languages, of accepted approvals and of what only informs."""


def test_every_correction_is_named_by_the_rows_that_it_shaped_and_explained_in_the_table(book):
    named = {id_ for one in book.requirements for id_, _reason in one.corrected}
    table = (files.RULEBOOK_DIR / "corrections.md").read_text(encoding="utf-8")

    assert named == set(re.findall(r"^\| (D\d+|LC\d+|small) \|", table, re.MULTILINE)) - SHAPED_NO_ROW
