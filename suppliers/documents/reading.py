"""What was read in one file: facts and their places, without judgement. `VERSION` rises when the shape changes.

Places are shares of the page as people see it, from its upper left corner: 0.5 is the middle, whatever the size of the
page image. Dates and times are ISO text, as far as the file gives them. For an empty part the reason is in `stages`, so
that a stage that did not run is never mistaken for one that found nothing.
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
    """Where text comes from: the file's own text layer, or OCR of its image."""

    TEXT_LAYER = "text-layer"
    OCR = "ocr"


@dataclass(frozen=True)
class Box:
    """A rectangle on a page; each side between 0 and 1."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Word:
    """The text between two spaces. Chinese has none: there a word is a run of characters."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True)
class Line:
    """Words next to each other, in reading order. `confidence` is that of OCR, 0 to 1; always 1 in a text layer."""

    text: str
    box: Box
    source: Source
    confidence: float = 1.0
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Barcode:
    """A QR code or barcode with its content."""

    format: str
    content: str
    box: Box


@dataclass(frozen=True)
class Difference:
    """A line of the text layer that the image shows differently; `image_text` is empty where the image is blank."""

    layer_text: str = field(metadata={KEY: "said"})
    image_text: str = field(metadata={KEY: "seen"})  # codespell:ignore seen (a key of stored JSON)
    box: Box


@dataclass(frozen=True)
class Page:
    """One page, numbered from 1. `lines` is the text to use; where OCR replaced a text layer, that layer is `hidden`.

    `width` and `height` are pixels of the page image. `rotation`: degrees clockwise by which the image must be
    rotated to be read, as OCR or the run of the text layer shows; boxes refer to the image before that. `agreement` of text layer and OCR: 0 to 1, None where they were not compared.
    `compared` lines of the text layer were checked on the image; the `differences` are those that it shows otherwise.
    `fingerprint`: 256 bits of the image, hexadecimal; similar images differ in few bits. `rotated_fingerprints`: those
    of the page without its margins, at 0, 90, 180 and 270 degrees. `is_coloured`: whether the page has colours. `red`:
    the square with most red, as in a seal. The last two are None where the image was not examined.
    """

    number: int
    width: int
    height: int
    source: Source | None = None
    rotation: int = field(default=0, metadata={KEY: "turned"})  # codespell:ignore turned (a key of stored JSON)
    confidence: float = 0.0
    agreement: float | None = None
    lines: tuple[Line, ...] = ()
    hidden: tuple[Line, ...] = ()
    barcodes: tuple[Barcode, ...] = ()
    fingerprint: str = ""
    rotated_fingerprints: tuple[str, ...] = field(
        default=(),
        metadata={KEY: "turns"},  # codespell:ignore turns (a key of stored JSON)
    )
    is_coloured: bool | None = None
    red: Box | None = None
    compared: int = 0
    differences: tuple[Difference, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Metadata:
    """A PDF's document information. `xmp` has the same facts from its XMP part, which many editors forget to change."""

    producer: str = ""
    creator: str = ""
    title: str = ""
    author: str = ""
    subject: str = ""
    created: str = ""
    modified: str = ""
    xmp: Mapping[str, str] = field(default_factory=dict, metadata={KEY: "said_again"})


class MarkKind(StrEnum):
    """Features of a PDF that a plain document does not have."""

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
    """One such feature: its name or target, cut off at a limit, and its place if it has one."""

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
    """Whether a trusted root certificate vouches for the signer."""

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
    """A digital signature, checked without network: whether a certificate was revoked cannot be known.

    `is_checked`: whether it could be checked; if not, the fields below are meaningless. `is_intact`: the signed bytes
    are unchanged. `is_valid`: the signature over them is correct. `change`: what was appended to the file afterwards.
    `signed_at` is the time of the signer's clock, or of a time stamp authority if `is_timestamped`.
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
    """The result of one step: outcome and reason, seconds, and the peak memory of its child in bytes.

    The reason of a failure is a `results.Code`; other reasons are keys of `REASONS`.
    """

    name: StageName
    outcome: Outcome
    reason: str = ""
    seconds: float = 0.0
    memory: int = 0


REASONS = {
    "not-a-pdf": "pictures have no such part",
    "text-layer-is-enough": "every page has a text layer of its own",
    "no-signature-fields": "the file has no signature",
    "first-pages-only": "a long document: the first pages were read",
    "some-pages-only": "some pages took too long or too much memory",
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
        """The peak memory of any child, in bytes."""
        return max((stage.memory for stage in self.stages), default=0)

    @property
    def text(self) -> str:
        return "\n\n".join(page.text for page in self.pages)

    def stage(self, name: StageName) -> Stage:
        return next(stage for stage in self.stages if stage.name == name)

    def lines(self) -> Iterator[tuple[Page, Line]]:
        """Every line with its page, in reading order."""
        return ((page, line) for page in self.pages for line in page.lines)
