"""Of the days in a table of versions one is the document's."""

import pytest

from suppliers.documents.fields import FieldName
from suppliers.documents.fields.validity import propose
from tests.suppliers.documents.fields.sample_sheets import best, line, sheet_of


def issued_on(*rows):
    header = (line("Version", 0.1, 0.4), line("Date of issue", 0.33, 0.4), line("Remark", 0.52, 0.4))
    cells = [
        line(text, left, 0.43 + 0.03 * place)
        for place, row in enumerate(rows)
        for text, left in zip(row, (0.1, 0.33, 0.52), strict=False)
    ]
    return best(list(propose(sheet_of(*header, *cells))), FieldName.ISSUED_ON)


def test_the_date_next_to_this_certificate_is_its_date_of_issue():
    first = ("1", "2023-11-13", "Initial certification, superseded")

    assert issued_on(first, ("2 (this certificate)", "2025-10-26", "Recertification")) == "2025-10-26"


@pytest.mark.parametrize("remark", ["First issue", "Superseded", "Initial certification"])
def test_the_day_of_an_earlier_version_is_not_the_documents(remark):
    assert issued_on(("1", "2023-11-13", remark)) is None


def test_a_table_with_one_version_tells_its_day():
    assert issued_on(("1", "2023-11-13", "Certification")) == "2023-11-13"
