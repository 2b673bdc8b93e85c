from audits.compliance.applicable import ApplicableRequirements, applicable_requirements
from audits.compliance.rulebook import Combine, Outcome
from tests.audits.compliance.law import book, dossier, row

LICENCE = row("CN.1", "licence", market="CN")


def test_nothing_applies_without_a_market_whatever_china_requires_of_exports():
    assert (
        applicable_requirements(dossier(market=None, shipped_from_china=True), book(LICENCE))
        == ApplicableRequirements()
    )


def test_china_requires_what_allows_an_export_and_not_informational_rows():
    informational = (
        row("CN.2", "x", market="CN", combine=Combine.INFORMATIONAL),
        row("CN.3", "x", market="CN", outcome=Outcome.INFORMATIONAL),
        row("CN.4", "x", market="CN", outcome=Outcome.INFORMATIONAL, combine=Combine.INFORMATIONAL),
        row("CN.5", "x", market="CN", outcome=Outcome.MANUAL_REVIEW),
    )
    here = row("EU.1", "a")

    assert applicable_requirements(
        dossier(shipped_from_china=True), book(here, LICENCE, *informational)
    ) == ApplicableRequirements((here,), export=(LICENCE,))
