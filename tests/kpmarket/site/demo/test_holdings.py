"""What makers of the demonstration hold, and for which markets."""

from random import Random

import pytest
import yaml

from kpmarket.site.demo.holdings import FILE, holdings, markets_of
from kpmarket.site.demo.offerings import OFFERINGS

LINES = [(kind, standard) for kind, offering in OFFERINGS.items() for _en, _zh, standard in offering.variants]
LISTED = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def held(product_type, standard, market, *, is_sterile=False):
    found = holdings(product_type, standard, market, is_sterile=is_sterile, rng=Random(1))
    return {holding.type_id: dict(holding.stated) for holding in found}


@pytest.mark.parametrize(("product_type", "standard"), LINES)
def test_every_line_that_is_offered_is_listed(product_type, standard):
    assert standard in LISTED["lines"][product_type]


def test_a_mask_for_china_goes_nowhere_else_and_an_american_one_not_to_europe():
    assert markets_of("medical_mask", "YY 0469") == []
    assert markets_of("respirator", "GB 2626 KN95") == []
    assert markets_of("medical_mask", "ASTM F2100 Level 3") == ["US", "CA"]
    assert "US" not in markets_of("medical_mask", "EN 14683 Type IIR")


def test_a_report_is_printed_as_laboratories_print_it():
    assert held("medical_mask", "EN 14683 Type IIR", "EU")["test_report"]["standard"].startswith(
        ("EN 14683:2019", "BS EN")
    )
    assert len(held("exam_glove", "EN 455", "EU")["test_report"]["standard"]) == 4


def test_a_sterile_mask_comes_with_a_certificate_of_a_notified_body():
    assert "eu_nb_cert_mdr" in held("medical_mask", "EN 14683 Type IIR", "EU", is_sterile=True)
    assert "eu_nb_cert_mdr" not in held("medical_mask", "EN 14683 Type IIR", "EU")


def test_a_clearance_names_the_code_of_its_product():
    assert held("surgical_gown", "ANSI/AAMI PB70 level 3", "US")["us_510k"] == {"product_codes": ("FYA",)}


@pytest.mark.django_db
def test_every_document_is_of_a_type_that_is_known(shipped_rulebook):
    types = {one for kinds in LISTED["documents"].values() for documents in kinds.values() for one in documents}
    assert types - {"report", "sterility"} <= set(shipped_rulebook.evidence_types)
