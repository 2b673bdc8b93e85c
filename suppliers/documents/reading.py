"""What the machine read in one file: facts and where they stand, no judgement. `VERSION` rises when the shape changes.

Places are shares of the page as people see it, from its upper left corner: 0.5 is the middle at whatever size the page
image is drawn. Days and moments are ISO text as far as the file gave them. An empty part always has its reason in
`stages`: a stage that did not run is never mistaken for one that found nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from suppliers.documents.packing import KEY, Versioned
from suppliers.documents.sniff import Kind

VERSION = 1


class Source(StrEnum):
    """Where words come from: what the file says of itself, or what is seen on the picture."""

    TEXT_LAYER = "text-layer"
    OCR = "ocr"


@dataclass(frozen=True)
class Box:
    """A place on a page, each side between 0 and 1."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Word:
    """What stands between two spaces. Chinese has none: there a word is a run of signs."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True)
class Line:
    """Words that stand beside each other, in reading order. The text layer is always sure: 1.0."""

    text: str
    box: Box
    source: Source
    confidence: float = 1.0
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Barcode:
    """A QR or bar code and what it says."""

    format: str
    content: str
    box: Box


@dataclass(frozen=True)
class Difference:
    """A line of the text layer that reads otherwise on the picture; `seen` is empty where there is nothing to be seen."""

    layer_text: str = field(metadata={KEY: "said"})
    image_text: str = field(metadata={KEY: "seen"})
    box: Box


@dataclass(frozen=True)
class Page:
    """One page, counted from 1. `lines` is what to work with; where OCR replaced a text layer, that layer is `hidden`.

    `width` and `height` are pixels of the page image. `turned` says by how many degrees, clockwise, the picture had to
    be turned to be read; boxes are on the picture as it is shown. `agreement` is how much of what is seen is in the text
    layer and the other way round, 0 to 1; None where nobody compared. `fingerprint` is alike for pictures that look alike.
    `compared` lines of the text layer were looked for on the picture; those that read otherwise are the `differences`.
    `turns` are fingerprints of what is on the page without its margins, as it stands and turned by 90, 180 and 270 degrees.
    `is_coloured` says whether colours were seen, `red` where most red was, as in a seal; None where nobody looked.
    """

    number: int
    width: int
    height: int
    source: Source | None = None
    rotation: int = field(default=0, metadata={KEY: "turned"})
    confidence: float = 0.0
    agreement: float | None = None
    lines: tuple[Line, ...] = ()
    hidden: tuple[Line, ...] = ()
    barcodes: tuple[Barcode, ...] = ()
    fingerprint: str = ""
    rotated_fingerprints: tuple[str, ...] = field(default=(), metadata={KEY: "turns"})
    is_coloured: bool | None = None
    red: Box | None = None
    compared: int = 0
    differences: tuple[Difference, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Metadata:
    """What a PDF says about its own making. `said_again` is the same in its second place (XMP), which editors forget."""

    producer: str = ""
    creator: str = ""
    title: str = ""
    author: str = ""
    subject: str = ""
    created: str = ""
    modified: str = ""
    xmp: Mapping[str, str] = field(default_factory=dict, metadata={KEY: "said_again"})


class MarkKind(StrEnum):
    """Things in a PDF that a plain document does not have."""

    SCRIPT = "script"
    LAUNCH = "launch"
    OPEN_ACTION = "open-action"
    SUBMIT = "submit"
    EMBEDDED_FILE = "embedded-file"
    ASSOCIATED_FILE = "associated-file"
    EXTERNAL_REFERENCE = "external-reference"
    LINK = "link"
    FORM_FIELD = "form-field"
    XFA = "xfa"
    ANNOTATION = "annotation"
    HIDDEN_LAYER = "hidden-layer"
    FONT_NOT_EMBEDDED = "font-not-embedded"


@dataclass(frozen=True)
class Mark:
    """One such thing: its name or target in short, and where it stands, as far as it has a place."""

    kind: MarkKind
    what: str = ""
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True)
class Structure:
    """How a PDF is built. `revisions` counts the times it was saved: 1 when nothing was appended. `marks` is cut off at
    a limit; `unlisted` counts the rest."""

    pdf_version: str = ""
    pages: int = 0
    revisions: int = 1
    is_encrypted: bool = False
    marks: tuple[Mark, ...] = ()
    unlisted: int = 0

    def having(self, kind: MarkKind) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if mark.kind == kind)


class Trust(StrEnum):
    """Whether one of the roots that we were told to trust vouches for the signer."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    EXPIRED = "expired"


class Change(StrEnum):
    """What happened to the file after it was signed."""

    NONE = "none"
    PERMITTED = "permitted"
    SUSPICIOUS = "suspicious"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Signature:
    """A digital signature, checked without network: whether a certificate was withdrawn cannot be known here.

    `is_checked`: it could be checked; else nothing below it means anything. `is_intact`: the signed bytes are as they
    were. `is_valid`: the signature over them is right, too. `change` is what was appended to the file afterwards.
    `signed_at` is what the signer's clock said, unless `is_timestamped`.
    """

    field: str
    signer: str = ""
    issuer: str = ""
    signed_at: str = ""
    is_timestamped: bool = False
    is_checked: bool = False
    is_intact: bool = False
    is_valid: bool = False
    covers_whole_file: bool = False
    change: Change = Change.UNCLEAR
    trust: Trust = Trust.UNKNOWN


class StageName(StrEnum):
    """The steps of reading, in their order."""

    PAGES = "pages"
    TEXT_LAYER = "text-layer"
    STRUCTURE = "structure"
    SIGNATURES = "signatures"
    BARCODES = "barcodes"
    COMPARISON = "comparison"
    OCR = "ocr"


class Outcome(StrEnum):
    """How a stage ended."""

    DONE = "done"
    PARTLY = "partly"
    NOT_NEEDED = "not-needed"
    NOT_ASKED = "not-asked"
    FAILED = "failed"


@dataclass(frozen=True)
class Stage:
    """What one step did: its outcome with the reason, its time, and the most memory that its child held, in bytes.

    The reason of a failure is a `results.Code`; of the others a word of `REASONS`.
    """

    name: StageName
    outcome: Outcome
    reason: str = ""
    seconds: float = 0.0
    memory: int = 0


REASONS = {
    "not-a-pdf": "pictures have no such part",
    "text-layer-is-enough": "every page has a text layer of its own",
    "no-signature-fields": "nobody signed this file",
    "first-pages-only": "a long document: the first pages were read",
    "first-signatures-only": "many signatures: the first were checked",
    "ocr-not-wanted": "the caller left OCR out",
    "no-lines-to-compare": "no text layer, or one that is read again as a whole",
}


@dataclass(frozen=True)
class Reading(Versioned):
    """All that was read in one file."""

    kind: Kind
    size: int
    pages: tuple[Page, ...]
    metadata: Metadata | None = None
    structure: Structure | None = None
    signatures: tuple[Signature, ...] = ()
    stages: tuple[Stage, ...] = ()
    engines: Mapping[str, str] = field(default_factory=dict)
    version: int = VERSION
    CURRENT_VERSION: ClassVar[int] = VERSION

    @property
    def seconds(self) -> float:
        return sum(stage.seconds for stage in self.stages)

    @property
    def memory(self) -> int:
        """The most that any of the children held, in bytes."""
        return max((stage.memory for stage in self.stages), default=0)

    @property
    def text(self) -> str:
        return "\n\n".join(page.text for page in self.pages)

    def stage(self, name: StageName) -> Stage:
        return next(stage for stage in self.stages if stage.name == name)

    def lines(self) -> Iterator[tuple[Page, Line]]:
        """Every line with its page, in reading order."""
        return ((page, line) for page in self.pages for line in page.lines)
