"""The guides for a first-time importer are whole in both languages and name where their facts are from."""

from buyers.terms.order_guides import order_guides


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
