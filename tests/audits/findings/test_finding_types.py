"""Declarations of findings."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.translation import gettext_lazy

from audits.findings import Document, Severity, checking
from audits.findings.checking import FINDING_TYPES, MODULES, TOPICS
from audits.findings.finding_types import Topic
from suppliers.documents.reading import Box
from tests.audits.findings.cases import PLACE, page, read

DECLARATION = re.compile(r"^([A-Z_0-9]+) = TOPIC\.declare\(", re.MULTILINE)
DECLARED = FINDING_TYPES["number_differs"]
DOCUMENT = Document(7)


def test_a_code_is_declared_once():
    topic = Topic("Numbers")

    with pytest.raises(ValueError, match="number_differs"):
        topic.declare("number_differs", Severity.NOTE, gettext_lazy("The number differs."))

    assert topic.types == []


def test_every_type_belongs_to_one_topic():
    assert [declared for topic in TOPICS for declared in topic.types] == [
        FINDING_TYPES[declared.code] for topic in TOPICS for declared in topic.types
    ]
    assert sum(len(topic.types) for topic in TOPICS) == len(FINDING_TYPES) == 134


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_declared_type_is_used(module):
    source = Path(module.__file__).read_text(encoding="utf-8")
    names = DECLARATION.findall(source)

    assert len(names) == len(module.TOPIC.types)
    assert [name for name in names if len(re.findall(rf"\b{name}\b", source)) < 2] == []


def test_every_module_of_checks_is_in_the_list():
    folder = Path(checking.__file__).parent
    declaring = {path.stem for path in folder.glob("*.py") if DECLARATION.search(path.read_text(encoding="utf-8"))}

    assert declaring == {module.__name__.rpartition(".")[2] for module in MODULES}


def test_a_finding_without_a_place_has_the_declared_severity_or_a_given_one():
    assert DECLARED.finding(read="1").severity is Severity.CONTRADICTION
    assert DECLARED.finding(Severity.NOTE, read="1").severity is Severity.NOTE


@pytest.mark.parametrize(("confidence", "severity"), [(0.8, Severity.CONTRADICTION), (0.79, Severity.WARNING)])
def test_a_contradiction_needs_a_confident_reading(confidence, severity):
    finding = DECLARED.finding_at(DOCUMENT, read("number", "1", confidence=confidence), read="1")

    assert (finding.severity, finding.page, finding.box, finding.file) == (severity, 1, PLACE, 7)


def test_a_note_stays_a_note_where_the_reading_is_not_confident():
    note = replace(DECLARED, severity=Severity.NOTE)

    assert note.finding_at(DOCUMENT, read("number", "1", confidence=0.1)).severity is Severity.NOTE


def test_a_finding_on_a_page_has_its_number():
    box = Box(0, 0, 1, 1)

    assert [DECLARED.finding_on(DOCUMENT, place, box).page for place in (page(), 3, None)] == [1, 3, None]
