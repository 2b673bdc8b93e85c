"""All checks together."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from audits.findings import CHECKS, Document, Finding, Kind, Reuse, Severity, run_checks
from audits.findings.lists import lists, named_bodies, pattern
from suppliers.documents.fields import FieldName
from suppliers.documents.reading import Box
from tests.audits.findings.cases import MODULE_B, case, page, read, reading

NAMES = st.sampled_from([str(name) for name in FieldName])


def test_contradictions_come_first():
    found = run_checks(case(issued_on=date(2027, 1, 1), valid_until=date(2026, 1, 1), reuse=Reuse(number=True)))

    order = [list(Severity).index(one.severity) for one in found]
    assert order == sorted(order)
    assert {"number_elsewhere", "issued_after_end", "expired"} <= {one.code for one in found}


@given(st.lists(st.builds(read, NAMES, st.text(max_size=30)), max_size=8), st.text(max_size=30))
def test_no_text_in_a_claim_or_reading_is_an_error(proposals, text):
    found = run_checks(case(*proposals, number=text, issuer=text, scope=text, standards=(text,), kind=MODULE_B))

    assert len({one.fingerprint for one in found}) == len(found)


def test_an_unread_file_has_only_notes():
    found = run_checks(case(documents=(Document(7),), kind=Kind("unknown"), valid_from=date(2026, 1, 1)))

    assert all(one.severity is Severity.NOTE for one in found)


def test_every_check_has_a_docstring():
    assert all(one.__doc__ for one in CHECKS)
    assert len(set(CHECKS)) == len(CHECKS) > 50


def test_the_same_facts_are_the_same_finding_wherever_they_stand():
    one = Finding("expired", Severity.WARNING, {"a": "1", "b": "2"}, 1, Box(0, 0, 1, 1), 7)

    assert one.fingerprint == replace(one, box=None, params={"b": "2", "a": "1"}).fingerprint
    assert one.fingerprint != replace(one, params={"a": "2", "b": "2"}).fingerprint
    assert one.fingerprint != replace(one, file=8).fingerprint


def test_every_list_names_its_source_and_confidence():
    assert all("source" in section for section in lists().values())
    assert all(one.confidence in {"high", "medium", "low"} for one in named_bodies())
    assert all("confidence" in section for name, section in lists().items() if name != "named_on_warning_lists")


def test_every_pattern_of_the_lists_can_be_read():
    for name, section in lists().items():
        for key in {"patterns", "elsewhere", *section} & set(section):
            if key == "patterns" or (
                isinstance(section[key], str) and key not in {"source", "confidence", "copy", "list"}
            ):
                assert pattern(name, key).pattern


def test_of_two_files_each_has_its_own_findings():
    broken = reading(page(agreement=0.1))
    found = run_checks(case(documents=(Document(7, broken), Document(8, reading()), Document(9, broken))))

    assert [one.file for one in found if one.code == "text_differs_from_picture"] == [7, 9]
