"""The shipped lists, and what the loader refuses."""

import pytest
import yaml
from django.conf import settings

from audits.checklists import questions
from audits.checklists.questions import load, shipped
from audits.findings.checking import FINDING_TYPES
from audits.law.yaml_reading import RulebookError

QUESTION = "{id: q%s, en: 'Is the seal whole?', zh: '印章是否完整？', source: 'ISO/IEC 17025:2017, 7.8.2.1'}"


def family(*rows):
    listed = "\n".join(f"  - {row}" for row in rows)
    return f"meta: {{version: '2026-11-30'}}\nfamilies:\n- id: chit\n  of: [{{kind: licence}}]\n  en: Chit\n  zh: 文件\n  questions:\n{listed}\n"


def test_each_kind_of_document_of_the_rulebook_has_a_list():
    kinds = yaml.safe_load(
        (settings.BASE_DIR / "audits" / "rulebook" / "evidence_types.yaml").read_text(encoding="utf-8")
    )

    found = {key: shipped().family_of(row["kind"], row["issued_by"]["kind"]).id for key, row in kinds.items()}

    assert {found[key] for key in ("iso13485", "mdsap")} == {"qms_certificate"}
    assert (found["eu_ar"], found["us_niosh"]) == ("mandate", "authority_certificate")
    assert {*found.values(), shipped().company.id} == {family.id for family in shipped().families}


def test_the_findings_that_speak_against_a_question_exist():
    named = {code for family in shipped().families for one in family.questions for code in one.findings}

    assert {code for code in named if not code.startswith("company_")} <= set(FINDING_TYPES)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([QUESTION % 1], "has 1 questions; 5 to 9 are asked"),
        ([QUESTION % 1] * 5, "a question has the id of another"),
        ([(QUESTION % 1).replace(", source: 'ISO/IEC 17025:2017, 7.8.2.1'", "")], "lacks source"),
        ([(QUESTION % 1).replace("{id", "{weight: 3, id")], "has unknown keys: weight"),
        ([(QUESTION % 1).replace("}", ", fields: [colour]}")], "'colour' is not a valid FieldName"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(rows, reason):
    with pytest.raises(RulebookError, match=reason):
        load(family(*rows))


def test_a_list_with_five_questions_is_read():
    lists = load(family(*(QUESTION % number for number in range(5))))

    assert [one.id for one in lists.families[0].questions] == ["q0", "q1", "q2", "q3", "q4"]
    assert lists.version == "2026-11-30"
    assert questions.FEWEST == 5
