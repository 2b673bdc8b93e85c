"""What the rules say of a pattern, told of one product."""

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
    ("turn", "named"),
    [
        ({"code": "evidence-ends", "type": "report", "ref": "1"}, "40"),
        ({"code": "issuer-entitlement-ends", "type": "report", "ref": "1", "id": "2163"}, "40"),
        ({"code": "standard-edition-ends", "type": "EN 149", "ref": "1"}, "1"),
    ],
)
def test_a_place_becomes_the_products_own_certificate_and_an_edition_stays_an_edition(turn, named):
    told = for_product({**FINDING, "ends_because": [turn]}, [70, 40])

    assert told["ends_because"] == [{**turn, "ref": named}]
    assert told["certificates"] == [40, 70]
