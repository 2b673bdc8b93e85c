"""Findings in words, and what becomes of them in a revision request."""

import re

import pytest
from django.utils import translation

from audits.findings import Finding, Severity
from audits.findings.checking import FINDING_TYPES
from audits.findings.revision_requests import is_confidential, reasons_of
from audits.findings.sentences import sentence
from suppliers.sentences.reasons import RevisionReason

ACCUSING = re.compile(r"fraud|fake|counterfeit|cheat|criminal|suspicio|liar|guilty", re.IGNORECASE)


class AnyParams(dict):
    def __missing__(self, key):
        return {"register": "nando", "who": "tester"}.get(key, "x")


@pytest.mark.parametrize("code", FINDING_TYPES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_sentence_is_neutral(code, language):
    with translation.override(language):
        words = str(FINDING_TYPES[code].sentence) % AnyParams()

    assert words
    assert not ACCUSING.search(words)


def test_dates_have_the_format_of_the_language():
    assert sentence(Finding("expired", Severity.WARNING, {"day": "2026-10-24"})) == "Expired on 24 October 2026."


def test_text_that_only_looks_like_a_date_is_unchanged():
    assert "2026-99-99" in sentence(Finding("expired", Severity.WARNING, {"day": "2026-99-99"}))


def test_registers_and_signers_have_their_names():
    assert "NANDO" in sentence(Finding("register_has_none", Severity.NOTE, {"register": "nando"}))
    assert "who checked, who approved" in sentence(
        Finding("signers_not_read", Severity.NOTE, {"who": "checker, approver"})
    )


def test_each_reason_is_given_once_and_a_finding_without_one_is_another_reason():
    findings = [Finding(code, Severity.WARNING) for code in ("expired", "holder_differs", "class_digit", "expired")]

    assert reasons_of(findings) == [RevisionReason.EXPIRED, RevisionReason.HOLDER_MISMATCH, RevisionReason.OTHER]


def test_findings_about_another_company_are_confidential():
    confidential = {code for code in FINDING_TYPES if is_confidential(Finding(code, Severity.NOTE))}

    assert confidential == {"number_elsewhere", "file_elsewhere", "page_elsewhere", "page_reads_elsewhere"}
