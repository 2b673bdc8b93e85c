import pytest

from audits.findings.same_values import is_same_value
from suppliers.documents.fields import FieldName


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("BS EN 14683:2019+AC:2019", "EN 14683:2019+AC:2019", True),
        ("DIN EN 14683:2019-10", "EN 14683:2019 Type IIR", True),
        ("EN ISO 13485:2016", "ISO 13485:2016", True),
        ("ANSI/AAMI PB70:2012 Level 3", "AAMI PB70", True),
        ("BS EN 14683:2014", "EN 14683:2019", False),
        ("BS EN 14683:2019 Type I", "EN 14683:2019 Type IIR", False),
        ("EN ISO 374-5:2016", "ISO 374-1:2016", False),
    ],
)
def test_adoptions_of_a_standard_are_the_same_document(shipped_rulebook, one, other, same):
    vocabulary = shipped_rulebook.vocabulary

    assert is_same_value(FieldName.STANDARD, one, other, vocabulary) is same
    assert is_same_value(FieldName.STANDARD, other, one, vocabulary) is same
