"""Risk is plain points."""

import pytest

from audits.desk.risk import Level, points_of_type, risk_of


@pytest.mark.parametrize(
    ("kind", "eu", "ghtf", "points"),
    [
        ("medical_device", "I (Is if sterile)", "A", 1),
        ("medical_device", "IIa", "B", 3),
        ("medical_device", "IIb", "C", 4),
        ("medical_device", "IIa/IIb", "B/C", 4),
        ("medical_device", "I or PPE cat. III", "A", 3),
        ("ppe", "PPE cat. III", "n/a", 3),
        ("ppe", "PPE cat. II/III", "A if medical", 3),
        ("ppe", "PPE cat. II (III if claimed vs harmful biological agents)", "A if medical", 2),
        ("ivd", "IVDR class B", "C", 4),
        ("consumer", "none (GPSR)", "n/a", 1),
    ],
)
def test_the_class_of_a_product_gives_its_points(kind, eu, ghtf, points):
    assert points_of_type(kind, {"eu_class": eu, "ghtf_class": ghtf}) == points


def test_a_new_company_and_a_resubmission_add_points():
    plain = risk_of(product_points=[1], is_new_company=False, is_resubmission=False)
    both = risk_of(product_points=[1, 3], is_new_company=True, is_resubmission=True)

    assert (plain.points, plain.level) == (1, Level.LOW)
    assert (both.points, both.level) == (6, Level.HIGH)
    assert both.reasons == ("product_3", "new_company", "resubmission")


def test_a_document_that_names_no_product_counts_as_the_lowest_class():
    assert risk_of(product_points=[], is_new_company=False, is_resubmission=False).points == 1
