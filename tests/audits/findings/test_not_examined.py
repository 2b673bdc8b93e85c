"""What nobody examined is said, so that silence is not taken for a clean bill."""

from itertools import product

import pytest

from audits.findings import Document, not_examined
from audits.findings.checking import FINDING_TYPES
from audits.findings.standalone_checks import standalone_findings
from suppliers.documents.reading import Outcome, Stage, StageName, Structure
from tests.audits.findings.cases import TODAY, case, codes, reading

SOUND = {Outcome.DONE, Outcome.NOT_NEEDED}


def ended(name, outcome):
    return reading(stages=(Stage(name, outcome, "took-too-long"),))


def test_an_unread_file_is_a_finding():
    assert [one.code for one in not_examined.unread_files(case(documents=(Document(7),)))] == ["file_not_read"]
    assert codes(not_examined.unread_files) == []


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.PARTLY])
def test_a_structure_that_could_not_be_examined_is_a_finding(outcome):
    expected = ["structure_not_assessed"] if outcome is Outcome.FAILED else []

    assert codes(not_examined.incomplete_stages, of=ended(StageName.STRUCTURE, outcome)) == expected
    assert codes(not_examined.incomplete_stages, of=ended(StageName.STRUCTURE, Outcome.DONE)) == []


@pytest.mark.parametrize(("name", "outcome"), [*product(StageName, Outcome)])
def test_a_failed_stage_is_always_a_finding_and_a_finished_one_never(name, outcome):
    said = codes(not_examined.incomplete_stages, of=ended(name, outcome))

    assert not (said and outcome in SOUND)
    assert said or outcome is not Outcome.FAILED or name is StageName.PAGES
    assert set(said) <= set(FINDING_TYPES)


def test_parts_beyond_the_limit_are_counted():
    (one,) = not_examined.unlisted_parts(case(of=reading(structure=Structure("1.7", 1, unlisted=42))))

    assert (one.code, one.params) == ("structure_partly_assessed", {"more": "42"})
    assert codes(not_examined.unlisted_parts, of=reading(structure=Structure("1.7", 1))) == []


def test_a_file_that_is_looked_at_alone_says_so_too():
    assert [one.code for one in standalone_findings(ended(StageName.STRUCTURE, Outcome.FAILED), on=TODAY)] == [
        "structure_not_assessed"
    ]
