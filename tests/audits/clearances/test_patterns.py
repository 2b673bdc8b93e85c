"""Findings of a pattern, applied to one product."""

import pytest

from audits.clearances.patterns import for_product

FINDING = {
    "market": "EU",
    "state": "cleared",
    "valid_from": "2025-01-01",
    "valid_until": "2027-01-31",
    "documents": [1, 0],
    "requirements": ["EU.mask.1"],
    "to_arrange": [],
}


@pytest.mark.parametrize(
    ("cause", "ref"),
    [
        ({"code": "evidence-ends", "type": "report", "ref": "1"}, "40"),
        ({"code": "issuer-entitlement-ends", "type": "report", "ref": "1", "id": "2163"}, "40"),
        ({"code": "standard-edition-ends", "type": "EN 149", "ref": "1"}, "1"),
    ],
)
def test_a_place_becomes_the_products_own_certificate_and_an_edition_stays_an_edition(cause, ref):
    row = for_product({**FINDING, "ends_because": [cause]}, [70, 40])

    assert row["ends_because"] == [{**cause, "ref": ref}]
    assert row["certificates"] == [40, 70]
