"""The notation of the vocabulary, on labels as forms, stamps and OCR show them."""

from collections import Counter
from itertools import chain

import pytest

from suppliers.documents.vocabulary import files
from suppliers.documents.vocabulary.phrases import compile_phrases, compile_titles, compile_within

LISTS = {"word": ["no[.]", "number"]}


@pytest.mark.parametrize(
    ("phrase", "text", "is_found"),
    [
        ("date of issue", "Date of Issue", True),
        ("date of issue", "Dateofissue", True),  # OCR drops spaces
        ("date of issue", "date of issues", False),
        ("有效期[限]", "有 效 期 限", True),  # forms set their labels apart
        ("(registration|listing) {word}", "Listing No.: D123456", True),
        ("(registration|listing) {word}", "Listing north", False),
        ("manufacturer{not before 's}", "Manufacturer's address", False),
        ("{not after 品}名称", "产品名称", False),
        ("certifi*", "certification", True),
        ("510 \\(k\\)", "510(k)", True),
        ("<number>", "number of pages", False),
        ("valid...until", "valid for sale in all member states until", True),
        ("valid...until", "valid. Until", False),
    ],
)
def test_a_phrase_is_found_as_documents_print_it(phrase, text, is_found):
    assert bool(compile_phrases([phrase], LISTS).search(text)) is is_found


def test_a_title_is_compared_without_spaces_and_a_word_within_words():
    assert compile_titles(["declaration of conformity"]).search("eudeclarationofconformity(mdr)")
    assert compile_within(["regist"]).search("preregistered")
    assert not compile_within(["_eu_"]).search("museum")


def test_no_phrase_belongs_to_two_roles():
    by_role = {
        role: set(chain.from_iterable(languages.values())) for role, languages in files.read("labels").items()
    } | {
        f"number of {entry['family']}": {*entry.get("en", ()), *entry.get("zh", ())}
        for entry in files.read("numbers")["labels"]
    }

    often = Counter(chain.from_iterable(by_role.values()))

    assert [phrase for phrase, times in often.items() if times > 1] == []


def test_no_label_of_a_day_has_two_meanings():
    owners: dict[str, set[str]] = {}
    for entry in files.read("days")["labels"]:
        for phrase in chain(entry.get("en", ()), entry.get("zh", ()), entry.get("other", ())):
            owners.setdefault(phrase, set()).add(entry["role"])

    assert {phrase: roles for phrase, roles in owners.items() if len(roles) > 1} == {}
