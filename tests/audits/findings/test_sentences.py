"""Every finding has its words, and none accuses."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from audits.findings import Finding, Severity, checking
from audits.findings.revision_requests import CONFIDENTIAL, reasons_of
from audits.findings.sentences import SENTENCES, sentence
from suppliers.sentences.reasons import RevisionReason

FOLDER = Path(checking.__file__).parent
ACCUSING = re.compile(r"fraud|fake|counterfeit|cheat|criminal|suspicio|liar|guilty", re.IGNORECASE)


class Anything(dict):
    def __missing__(self, key):
        return {"register": "nando", "who": "tester"}.get(key, "x")


def test_every_code_that_a_check_can_yield_has_a_sentence():
    text = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py") if path.name != "sentences.py")
    yielded = set(re.findall(r'(?:Finding|found_at|found_on)\(\s*"(\w+)"', text))

    assert len(yielded) > 50
    assert yielded <= set(SENTENCES)


@pytest.mark.parametrize("code", SENTENCES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_sentence_can_be_said_in_neutral_words(code, language):
    with translation.override(language):
        said = str(SENTENCES[code]) % Anything()

    assert said
    assert not ACCUSING.search(said)


def test_days_are_written_as_the_reader_writes_them():
    one = Finding("expired", Severity.WARNING, {"day": "2026-10-24"})

    assert sentence(one) == "It ended on 24 October 2026."


def test_what_looks_like_a_day_and_is_none_stands_as_it_is():
    assert "2026-99-99" in sentence(Finding("expired", Severity.WARNING, {"day": "2026-99-99"}))


def test_registers_and_signers_are_called_by_their_names():
    assert "NANDO" in sentence(Finding("register_has_none", Severity.NOTE, {"register": "nando"}))
    assert "who checked, who approved" in sentence(
        Finding("signers_not_read", Severity.NOTE, {"who": "checker, approver"})
    )


def test_each_reason_stands_once_and_what_has_none_is_put_in_words():
    found = [Finding(code, Severity.WARNING) for code in ("expired", "holder_differs", "class_digit", "expired")]

    assert reasons_of(found) == [RevisionReason.EXPIRED, RevisionReason.HOLDER_MISMATCH, RevisionReason.OTHER]


def test_what_speaks_of_another_company_is_confidential():
    assert {code for code in SENTENCES if "elsewhere" in code} - {"code_leads_elsewhere"} == CONFIDENTIAL
