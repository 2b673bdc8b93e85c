from suppliers.documents import sandbox, sandboxed_fields
from suppliers.documents.fields import FieldName, KindFacts
from suppliers.documents.protocol import Answer
from suppliers.documents.reading import Box, Line, Page, Reading, Source
from suppliers.documents.results import Code, Refused
from suppliers.documents.sniff import Kind

PLACE = Box(0.1, 0.1, 0.9, 0.15)
LINES = (Line("Valid until: 2027-03-14", PLACE, Source.TEXT_LAYER),)
READING = Reading(Kind.PDF, 10, (Page(1, 1240, 1754, lines=LINES),))
KINDS = {"licence": KindFacts("Licence", "许可证")}


def test_fields_are_extracted_in_the_sandbox():
    fields = sandboxed_fields.propose(READING, KINDS)

    assert fields.best(FieldName.VALID_UNTIL).value == "2027-03-14"
    assert fields.best(FieldName.VALID_UNTIL).box.top == PLACE.top


def test_a_text_over_which_patterns_lose_themselves_proposes_nothing(monkeypatch):
    monkeypatch.setattr(sandbox, "run", lambda *args: Refused(Code.TOOK_TOO_LONG))

    assert sandboxed_fields.propose(READING, KINDS) == Refused(Code.TOOK_TOO_LONG)


def test_a_child_that_was_taken_over_proposes_nothing(monkeypatch):
    monkeypatch.setattr(sandbox, "run", lambda *args: Answer({"fields": {"proposals": "all of them"}}))

    assert sandboxed_fields.propose(READING, KINDS) == Refused(Code.UNREADABLE)
