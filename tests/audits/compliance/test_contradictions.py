import pytest

from audits.compliance.contradictions import Contradiction, contradiction
from tests.audits.compliance.law import document


@pytest.fixture(scope="module")
def vocabulary(shipped_rulebook):
    return shipped_rulebook.vocabulary


@pytest.mark.parametrize(
    ("facts", "standards", "stated", "found"),
    [
        ({"filter_class": "KN95"}, ["GB 2626-2019"], {"standard": "EN 149:2001+A1:2009 FFP2 NR"}, ("GB 2626 KN95", "EN 149 FFP2")),
        ({"filter_class": "FFP2"}, [], {"standard": "EN 149:2001+A1:2009", "class": "FFP3"}, ("EN 149 FFP2", "EN 149 FFP3")),
        ({"filter_class": "FFP2"}, [], {"standard": "DIN EN 149:2009-08", "class": "FFP2"}, None),
        ({"filter_class": "FFP2"}, [], {"standard": "EN 149:2001+A1:2009"}, None),
        ({"filter_class": "KN95"}, ["EN 149 FFP2"], {"standard": "EN 149:2001+A1:2009 FFP2"}, None),
        ({"filter_class": "FFP2"}, [], {"standard": "ISO 10993-10:2021"}, None),
        ({"performance_type": "Type IIR"}, [], {"standard": "EN 14683:2019+AC:2019 Type I"}, ("EN 14683 Type IIR", "EN 14683 Type I")),
        ({"performance_type": "Type IIR"}, [], {"standard": "ASTM F2100-21 Level 2"}, None),
        ({"sterile": False}, [], {"standard": "EN 149:2001+A1:2009 FFP2"}, None),
        ({"filter_class": "FFP2"}, [], {}, None),
        ({}, ["YY 0469-2011"], {"standard": "BS EN 14683:2019+AC:2019 Type IIR"}, ("YY 0469", "EN 14683")),
        ({}, ["YY/T 0969—2013"], {"standard": "YY 0469-2011"}, ("YY/T 0969", "YY 0469")),
        ({}, ["YY 0469-2011"], {"standard": ("EN 14683:2019", "YY 0469-2011")}, None),
        ({}, ["YY 0469-2011", "EN 14683:2019"], {"standard": "DIN EN 14683:2019-10"}, None),
        ({"performance_type": "Type IIR"}, ["YY 0469-2011"], {"standard": "EN 14683:2019 Type IIR"}, None),
        ({}, ["YY 0469-2011"], {"standard": "ISO 10993-10:2021"}, None),
        ({}, ["YY 0469-2011"], {"standard": "EN 149:2001+A1:2009"}, None),
        ({}, ["ASTM D6319-19"], {"standard": "ASTM D3578-19"}, ("ASTM D6319", "ASTM D3578")),
        ({}, ["ASTM D6319-19"], {"standard": "EN 455-2:2015"}, None),
    ],
)  # fmt: skip
def test_a_document_for_another_class_contradicts_the_product(vocabulary, facts, standards, stated, found):
    expected = Contradiction(*found) if found else None

    assert contradiction(facts, standards, document("test_report", **stated), vocabulary) == expected
