"""What was read in a certificate's files, as its page shows it: progress, boxes on the pages, red, amber, green."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.forms.boundfield import BoundField
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from kpmarket.accounts.requests import PersonRequest
from suppliers.certificates.check_panel import check, reading_of, statements_of
from suppliers.certificates.field_notes import Note
from suppliers.certificates.forms import CertificateForm
from suppliers.certificates.kind_fields import COMPARABLE
from suppliers.certificates.page_parts import FieldBox, Page
from suppliers.documents.reading import Box, Outcome, StageName
from suppliers.documents.statements import Standing
from suppliers.models import Certificate, CertificateFile, CertificateReading
from suppliers.readings.field_proposals import Proposals, past_last, proposed, with_first_day
from suppliers.sentences import reader as sentences

S = CertificateReading.State
RHYTHM = ((20, "1s"), (120, "3s"), (600, "10s"))
"""How often a page looks again, by the seconds since the reading was asked for; after the last it stops."""

USUAL_SECONDS = {
    StageName.PAGES: 2,
    StageName.TEXT_LAYER: 1,
    StageName.STRUCTURE: 1,
    StageName.SIGNATURES: 1,
    StageName.BARCODES: 3,
    StageName.COMPARISON: 4,
    StageName.OCR: 30,
}
"""What each stage takes of a scan on an ordinary machine: the bar is divided by time, so that it does not stand still."""
NEARLY = 0.9
"""How full a stage looks at most before it is over."""

AIR = 4
"""Thousandths of a page between what was read and the line around it."""

AROUND = 0.04
"""The share of a page that is shown around what was read."""

PAST = frozenset({Standing.FORMER_NAME, Standing.REPLACES})
"""Statements about a former name or a document that this one replaces."""

LOOKS: dict[str, tuple[str, str, Any]] = {
    "now": ("info", "arrow-right", gettext_lazy("now")),
    "waiting": ("mute", "circle", gettext_lazy("still to come")),
    Outcome.DONE: ("ok", "check", gettext_lazy("done")),
    Outcome.PARTLY: ("ok", "check", gettext_lazy("done in part")),
    Outcome.NOT_NEEDED: ("mute", "minus", gettext_lazy("not needed")),
    Outcome.NOT_ASKED: ("mute", "minus", gettext_lazy("not needed")),
    Outcome.FAILED: ("warn", "alert", gettext_lazy("did not work")),
}


@dataclass(frozen=True)
class Step:
    """One stage of reading as a line."""

    title: str
    tone: str
    icon: str
    word: str


@dataclass(frozen=True)
class Progress:
    """How far the reading of one file is; ``polls`` is when to look again, empty where that is of no use.

    ``was_running``: a page with scripts saw it running before and asks how it ended.
    """

    file: CertificateFile
    sentence: str
    tone: str
    icon: str
    is_running: bool = False
    stages: tuple[Step, ...] = ()
    over: float = 0.0
    """Seconds of usual work that are over, of ``of``."""
    polls: str = ""
    was_running: bool = False
    has_proposals: bool = False

    @property
    def of(self) -> int:
        return sum(USUAL_SECONDS.values())


@require_safe
def file_reading(request: PersonRequest, pk: int) -> HttpResponse:
    """How far one file is: a fragment that asks again by itself until the reading has ended."""
    mine = CertificateFile.objects.kept().filter(certificate__in=Certificate.objects.for_user(request.user))
    file = get_object_or_404(mine.select_related("certificate", "reading").defer("reading__content"), pk=pk)
    shown = progress(file, at=timezone.now(), was_running=True)
    if shown is None:
        raise Http404
    context = {"reading": shown, "on_list": request.GET.get("on") == "list"}
    return render(request, "suppliers/_file_reading.html", context)


def progress(file: CertificateFile, *, at: datetime, was_running: bool = False) -> Progress | None:
    """The file's reading in words; None for a file that nobody asked to read."""
    row = reading_of(file)
    if row is None:
        return None
    if row.state == S.DONE:
        found = bool(row.proposals.proposals)
        tone, icon = ("ok", "check-circle") if found else ("warn", "alert")
        return Progress(file, _result_sentence(row), tone, icon, was_running=was_running, has_proposals=found)
    if row.state == S.UNREADABLE:
        words = _("This file could not be read by the machine. Fill in its fields by hand; auditors see the pages.")
        return Progress(file, words, "warn", "alert")
    return replace(_running(file, row, at), was_running=was_running)


def _running(file: CertificateFile, row: CertificateReading, at: datetime) -> Progress:
    over = {stage["name"]: stage["outcome"] for stage in row.stages}
    coming = [name for name in StageName if name not in over]
    now = coming[0] if coming and row.state == S.READING else None
    steps = tuple(_step(name, over.get(name, "now" if name == now else "waiting")) for name in StageName)
    age = (at - row.asked_at).total_seconds()
    polls = next((delay for seconds, delay in RHYTHM if age < seconds), "")
    if not polls:
        sentence = _("The reading takes unusually long. You can fill in the fields by hand, and look again later.")
    elif row.state == S.WAITING:
        sentence = _("Waiting to be read. You can fill in the fields in the meantime.")
    else:
        sentence = sentences.stage_title(now) if now else _("Recognising the fields")
    return Progress(file, sentence, "info", "clock", True, steps, _seconds_over(row, coming, at), polls)


def _seconds_over(row: CertificateReading, coming: list[StageName], at: datetime) -> float:
    """How much of the usual work is over; the stage under way grows with its own time."""
    over = float(sum(USUAL_SECONDS[name] for name in StageName if name not in coming))
    if not coming or row.state != S.READING or row.started_at is None:
        return over
    usual = USUAL_SECONDS[coming[0]]
    worked: float = (at - row.started_at).total_seconds() - sum(stage.get("seconds", 0) for stage in row.stages)
    return round(over + min(NEARLY * usual, max(0.0, worked)), 1)


def _step(name: StageName, code: str) -> Step:
    tone, icon, word = LOOKS.get(code, LOOKS[Outcome.DONE])
    return Step(sentences.stage_title(name), tone, icon, str(word))


def _result_sentence(row: CertificateReading) -> str:
    count = len({one.field for one in row.proposals.proposals})
    if not count:
        return _("Read. Nothing was recognised with any certainty: please fill in the fields by hand.")
    return ngettext("Read: %(count)d field was recognised.", "Read: %(count)d fields were recognised.", count) % {
        "count": count
    }


def proposals_of(files: Iterable[CertificateFile]) -> Proposals:
    """What was read in all files of a certificate."""
    files = list(files)
    rows = ((file, reading_of(file)) for file in files)
    read = proposed((file.pk, row.proposals.proposals) for file, row in rows if row and row.state == S.DONE)
    past = {one.value for file in files for one in statements_of(file) if one.standing in PAST}
    return with_first_day(past_last(read, past))


def known_files(certificate: Certificate, files: Iterable[CertificateFile]) -> frozenset[int]:
    """The files whose proposals were before a person who then decided: what was left empty stays empty."""
    decided_at = certificate.field_decisions.aggregate(at=Max("at"))["at"]
    ended = {file.pk: row.finished_at for file in files if (row := reading_of(file))}
    return frozenset(key for key, at in ended.items() if at and decided_at and at <= decided_at)


def typed(query: QueryDict) -> dict[str, Any]:
    """What stands in the form of an open page, as first values of a new one; the scope is too long to be sent along."""
    if "number" not in query:
        return {}
    boxes = {name: name in query for name in ("has_no_end", "is_shared")}
    return {**query.dict(), **boxes, "products": query.getlist("products"), "compared": query.getlist("compared")}


@dataclass(frozen=True)
class Crop:
    """The piece of a page image around what was read, in pixels of that image."""

    url: str
    page: Page
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class FieldRow:
    """A field of the form, what was read for it, and that piece of the page."""

    field: BoundField
    note: Note | None
    crop: Crop | None
    is_hidden: bool = False
    """Documents of the chosen kind do not have it."""
    may_compare: bool = False
    is_compared: bool = False


def reading_panel(
    form: CertificateForm, files: list[CertificateFile], pages: list[Page], *, at: datetime, on: date
) -> dict[str, Any]:
    """What stands next to the form: how far the reading is, the pages with their boxes, and the check."""
    places, shown_fields = boxes(form), fields(form, pages)
    return {
        "fields": shown_fields,
        "stated": [shown_fields[name] for name in form.stated_names],
        "readings": [shown for file in files if (shown := progress(file, at=at))],
        "pages": [replace(page, boxes=tuple(places.get(page.place, ()))) for page in pages],
        "check": check(form, files, on=on),
    }


def fields(form: CertificateForm, pages: Iterable[Page]) -> dict[str, FieldRow]:
    """The fields of the form, each with what was read for it and that piece of the page."""
    images = {page.place: page for page in pages}
    notes = form.notes
    compared = set(form["compared"].value() or ())
    return {
        name: FieldRow(
            field=form[name],
            note=(note := notes.get(name)),
            crop=_crop(note, images),
            is_hidden=name in form.of_kind.hidden or (name == "holder_reason" and not form.other_code),
            may_compare=name in COMPARABLE and note is not None and note.asks_to_compare,
            is_compared=name in compared,
        )
        for name in form.fields
    }


def _crop(note: Note | None, images: Mapping[tuple[int, int], Page]) -> Crop | None:
    """The piece of the page image around what was read, for screens on which the page is out of sight."""
    image = images.get((note.read.file, note.read.page)) if note else None
    if note is None or image is None:
        return None
    width, height = image.width, image.height
    box = note.read.box
    left, top = max(0, round((box.left - AROUND) * width)), max(0, round((box.top - AROUND / 2) * height))
    right, bottom = round((box.right + AROUND) * width), round((box.bottom + AROUND / 2) * height)
    return Crop(image.url, image, left, top, right - left, bottom - top)


def boxes(form: CertificateForm) -> dict[tuple[int, int], list[FieldBox]]:
    """Where on which page the fields of the form were read, by file and page."""
    places: dict[tuple[int, int], list[FieldBox]] = {}
    for name, note in form.notes.items():
        label = f"{form.fields[name].label}: {note.read.printed}"
        place = places.setdefault((note.read.file, note.read.page), [])
        place.append(_field_box(name, label, note.tone, note.read.box))
    return places


def _field_box(field: str, label: str, tone: str, box: Box) -> FieldBox:
    """The box with a little air around it, so that its line crosses no letter."""
    left, top = round(box.left * 1000) - AIR, round(box.top * 1000) - AIR
    width, height = round(box.right * 1000) + AIR - left, round(box.bottom * 1000) + AIR - top
    return FieldBox(field, label, tone, left, top, width, height)
