"""The guides for a first-time importer are whole in both languages and name where their facts are from."""

from PIL import Image

from buyers.terms.order_guides import order_guides
from tools.guide_pictures import FOLDER, PICTURES


def words_of(guide):
    yield from (guide.title, guide.about)
    for section in guide.sections:
        yield section.title
        yield from section.paragraphs
        yield from section.points
        for step in section.steps:
            yield from (step.title, step.text)


def test_every_sentence_stands_in_both_languages():
    for guide in order_guides().values():
        for words in words_of(guide):
            assert (words.en.strip() and words.en.isascii()) or "“" in words.en, words
            assert any("一" <= letter <= "鿿" for letter in words.zh), words


def test_every_guide_says_something_rests_on_something_and_leads_on():
    for guide in order_guides().values():
        assert all(section.paragraphs or section.steps or section.points for section in guide.sections)
        assert guide.sources
        assert guide.see and guide.id not in guide.see


def pictures():
    return [one.picture for guide in order_guides().values() for one in guide.sections if one.picture]


def test_each_picture_is_there_in_both_languages_in_the_size_that_is_named_and_small():
    assert {one.name for one in pictures()} == {name for name, *_how in PICTURES}
    for one in pictures():
        for language in ("en", "zh"):
            file = FOLDER / f"{one.name}.{language}.webp"
            with Image.open(file) as shown:
                assert shown.size == (one.width, one.height), file.name
            assert file.stat().st_size < 40_000, file.name


def test_what_a_picture_shows_is_said_in_both_languages():
    for one in pictures():
        assert len(one.alt.en) > 60 and len(one.alt.zh) > 20
