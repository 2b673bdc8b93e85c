"""Codes of public checks: they name their subject, cannot be made up, and outlive a change of keys."""

import pytest

from buyers.services.check_codes import Subject, SubjectKind, check_address, code_of, subject_of

SUBJECTS = [
    Subject(SubjectKind.PRODUCT, 421, "ES"),
    Subject(SubjectKind.PRODUCT, 7, "GB-NIR"),
    Subject(SubjectKind.SUPPLIER, 5),
    Subject(SubjectKind.DOCUMENT, 9_007_199_254_740_993),
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_code_names_its_subject_however_it_is_typed(subject):
    code = code_of(subject)

    assert subject_of(code) == subject
    assert subject_of(code.upper()) == subject


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_code_that_was_changed_names_nothing(subject):
    code = code_of(subject)
    last = "a" if code[-1] != "a" else "b"

    assert subject_of(code[:-1] + last) is None
    assert subject_of(code[:-1]) is None
    assert subject_of(code + "a") is None


@pytest.mark.parametrize(
    "other", [Subject(SubjectKind.PRODUCT, 421, "FR"), Subject(SubjectKind.PRODUCT, 422, "ES"), SUBJECTS[2]]
)
def test_a_code_of_one_subject_does_not_open_another(other):
    mac = code_of(SUBJECTS[0]).rpartition("-")[2]

    assert subject_of(f"{code_of(other).rpartition('-')[0]}-{mac}") is None


@pytest.mark.parametrize(
    "text", ["", "-", "p421-es", "p0-es-aaaaaaaaaaaaaaaa", "x1-aaaaaaaaaaaaaaaa", "p٤-es-aaaaaaaaaaaaaaaa", "é" * 40]
)
def test_what_is_no_code_names_nothing(text):
    assert subject_of(text) is None


def test_what_was_printed_with_an_older_key_can_still_be_checked_while_the_key_is_kept(settings):
    settings.CHECK_KEYS = ["the key of 2026"]
    printed = code_of(SUBJECTS[0])

    settings.CHECK_KEYS = ["the key of 2028", "the key of 2026"]
    assert subject_of(printed) == SUBJECTS[0]
    assert code_of(SUBJECTS[0]) != printed
    settings.CHECK_KEYS = ["the key of 2028"]
    assert subject_of(printed) is None


def test_the_address_is_whole_for_print_and_other_sites(settings):
    settings.SITE_URL = "https://kp.example"

    assert check_address(SUBJECTS[2]).startswith("https://kp.example/check/s5-")
