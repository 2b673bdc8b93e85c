"""The small law with a change: from 1 February 2027 the United States require a report instead of the declaration."""

from audits.law.current import load_rulebook
from tests.audits import small_law
from tests.audits.conftest import LONG_AGO

UNTIL_JANUARY = small_law.FILES["markets/US.yaml"].replace("confidence: low", "confidence: high")
FROM_FEBRUARY = """    - id: US.medical_mask.2
      route: New clearance
      from: 2027-02-01
      asks: report
      confidence: high
      legal_basis: Section 2
      sources: [law]
"""
US = UNTIL_JANUARY + FROM_FEBRUARY


def load(directory, **changes):
    """That law as the edition in force; ``changes`` replace whole files."""
    return load_rulebook(small_law.write(directory, **{"US": US, **changes}), by=None, at=LONG_AGO)
