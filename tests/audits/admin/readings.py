"""What was read on small documents, for tests of the desk."""

from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.reading import Box, Line, Outcome, Page, Reading, Source, Stage, StageName, Word
from suppliers.documents.sniff import Kind
from tests.factories import NOON, CertificateReadingFactory

PLACE = Box(0.1, 0.2, 0.5, 0.25)


def proposal(
    field: FieldName, value: str, *, printed: str = "", box: Box = PLACE, confidence: float = 0.95
) -> Proposal:
    return Proposal(field, value, printed or value, 1, box, confidence)


def line(text: str, *, top: float = 0.2) -> Line:
    """Words of the same width next to each other."""
    words = text.split()
    share = 0.4 / len(words)
    boxes = [Box(0.1 + i * share, top, 0.1 + (i + 0.9) * share, top + 0.03) for i in range(len(words))]
    return Line(
        text,
        Box(0.1, top, 0.5, top + 0.03),
        Source.OCR,
        words=tuple(Word(*pair) for pair in zip(words, boxes, strict=True)),
    )


def reading(*lines: Line, failed: tuple[StageName, ...] = ()) -> Reading:
    page = Page(1, 600, 800, Source.OCR, lines=lines)
    stages = tuple(Stage(name, Outcome.FAILED, "took-too-long") for name in failed)
    return Reading(Kind.PDF, 1000, (page,), stages=stages)


def read(file, *proposals: Proposal, lines: tuple[Line, ...] = (), failed: tuple[StageName, ...] = ()):
    """The row of a reading that is over."""
    return CertificateReadingFactory(
        file=file,
        state="done",
        finished_at=NOON,
        content=reading(*lines, failed=failed).as_json(),
        fields=Fields.of(proposals).as_json(),
    )
