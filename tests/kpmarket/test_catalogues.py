"""The texts in both languages: what is missing is reported, what was translated is kept."""

import gettext
from pathlib import Path

import allauth
import django.conf
import django.contrib.auth
import pytest
from babel.messages.catalog import Catalog
from django.core.management import CommandError, call_command

from kpmarket.management.commands import catalogues


def catalogue(*texts, language="zh_Hans", **flags):
    made = Catalog(locale=language)
    for text, translation in texts:
        made.add(text, translation, **flags)
    return made


@pytest.fixture
def locale(settings, tmp_path, monkeypatch):
    """An empty folder of catalogues; the code has two texts, one of them with a number."""
    settings.LOCALE_PATHS = [tmp_path]
    monkeypatch.setattr(catalogues, "LANGUAGES", ("en", "zh_Hans"))
    monkeypatch.setattr(catalogues, "gather", lambda: catalogue(("Mask", ""), (("%(n)s day", "%(n)s days"), ("", ""))))
    return tmp_path


def po_file(locale, language="zh_Hans"):
    return locale / language / "LC_MESSAGES" / "django.po"


def compiled(locale, language):
    with po_file(locale, language).with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_a_text_that_is_missing_unused_or_untranslated_is_a_fault():
    known = catalogue(("Glove", "手套"), ("Mask", ""))

    faults = catalogues.faults_of(known, catalogue(("Mask", ""), ("Gown", "")))

    assert faults == ["  missing: 'Gown'", "  unused: 'Glove'", "  untranslated: 'Mask'"]


def test_a_translation_with_another_placeholder_is_a_fault():
    known = catalogue(("%(n)s days", "%(m)s 天"), flags=["python-format"])

    (fault,) = catalogues.faults_of(known, known)

    assert fault.startswith("  placeholders differ: '%(n)s days'")


def test_a_fuzzy_translation_and_a_plural_without_all_forms_are_untranslated():
    (fuzzy,) = [message for message in catalogue(("Mask", "口罩"), flags=["fuzzy"]) if message.id]
    plural = Catalog(locale="en")
    plural.add(("day", "days"), ("day", ""))
    (half,) = [message for message in plural if message.id]

    assert not catalogues.is_translated(fuzzy)
    assert not catalogues.is_translated(half)


def test_merging_keeps_translations_and_english_translates_to_itself():
    old, fresh = catalogue(("Mask", "口罩"), ("Glove", "手套")), catalogue(("Mask", ""), ("Gown", ""))

    chinese = catalogues.merge(old, fresh, "zh_Hans")
    english = catalogues.merge(Catalog(locale="en"), fresh, "en")

    assert {message.id: message.string for message in chinese if message.id} == {"Mask": "口罩", "Gown": None}
    assert {message.id: message.string for message in english if message.id} == {"Mask": "Mask", "Gown": "Gown"}


def test_an_update_writes_both_catalogues_and_twice_changes_nothing(locale):
    call_command("catalogues", "--update")
    first = po_file(locale).read_bytes()
    call_command("catalogues", "--update")

    assert po_file(locale).read_bytes() == first
    assert compiled(locale, "en").ngettext("%(n)s day", "%(n)s days", 2) == "%(n)s days"
    assert compiled(locale, "zh_Hans").gettext("Mask") == "Mask"


def test_a_check_says_what_is_untranslated(locale):
    call_command("catalogues", "--update")

    with pytest.raises(CommandError, match=r"(?s)zh_Hans: 2 texts want work:.*untranslated: 'Mask'"):
        call_command("catalogues", "--check")


@pytest.mark.slow
def test_texts_are_gathered_from_code_and_templates():
    gathered = {catalogues.key(message)[1] for message in catalogues.gather() if message.id}

    assert {"Your name", "I want to"} <= gathered


def borrowed_texts():
    """What Django and allauth say, as they ship it in English."""
    homes = [Path(module.__file__).parent for module in (django.conf, django.contrib.auth, allauth)]
    files = [home / "locale" / "en" / "LC_MESSAGES" / "django.po" for home in homes]
    return {catalogues.key(message) for file in files for message in catalogues.read(file) if message.id}


@pytest.mark.parametrize("path", catalogues.rewordings(), ids=lambda path: path.parent.parent.name)
def test_our_words_for_texts_of_libraries_are_for_texts_that_they_still_have(path):
    reworded = {catalogues.key(message) for message in catalogues.read(path) if message.id}

    assert len(reworded) > 200
    assert sorted(reworded - borrowed_texts()) == []


def test_both_languages_reword_the_same_texts():
    english, chinese = (
        {catalogues.key(message) for message in catalogues.read(path) if message.id} for path in catalogues.rewordings()
    )

    assert english == chinese


OTHER_WORDS = {
    "采购方": "买方",
    "买家": "买方",
    "采购商": "买方",
    "保管": "托管",
    "放行状态": "准入",
    "主管机构": "主管机关",
    "已证实": "已确认",
}
"""Chinese words for which another one stands everywhere, as ``tools/words.txt`` has them in English."""


def test_one_concept_has_one_word_in_chinese():
    catalogue = catalogues.read(Path(django.conf.settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES" / "django.po")

    said = [(one.id, word) for one in catalogue for word in OTHER_WORDS if word in "".join(one.string or "")]

    assert said == []
