"""An approval waits until contradicting facts are answered."""

import pytest

from audits.desk import findings
from audits.desk.certificates import approve_certificate
from audits.desk.contradictions import OpenContradiction
from tests.factories import NOON, ProductFactory

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def contradicted(taken):
    """A document of another manufacturer than that of the product that it is claimed for."""
    taken.products.add(ProductFactory(supplier=taken.supplier, manufacturer_en="Ningbo Example Devices Co., Ltd."))
    return taken


def names(certificate):
    open_ones = findings.findings_of(certificate, on=NOON.date())
    return [one.name for one in open_ones if one.finding.code == "manufacturer_of_product_differs"]


def test_a_contradiction_that_stands_open_keeps_a_certificate_from_approval(contradicted, wen):
    with pytest.raises(OpenContradiction):
        approve_certificate(contradicted, by=wen, at=NOON)


def test_confirmed_it_still_does_and_dismissed_with_a_reason_it_does_not(contradicted, wen):
    findings.accept(contradicted, names(contradicted), by=wen, at=NOON)
    with pytest.raises(OpenContradiction):
        approve_certificate(contradicted, by=wen, at=NOON)

    findings.dismiss(contradicted, names(contradicted), reason="Same group, contract on file.", by=wen, at=NOON)
    assert approve_certificate(contradicted, by=wen, at=NOON).outcome == "approved"
