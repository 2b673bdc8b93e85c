"""What the machine read in a file, and what people made of it: read, claimed and decided stay apart."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.db import models
from django.db.models import Case, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from kpmarket.foundation.storage.scanner import Verdict
from suppliers.documents import packing
from suppliers.documents.fields import Fields
from suppliers.documents.packing import Unfit
from suppliers.documents.reading import Reading
from suppliers.documents.statements import Statement, statements_in
from suppliers.models.certificate import Certificate, CertificateFile


class ReadingState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be read")
    READING = "reading", _("Being read")
    DONE = "done", _("Read")
    UNREADABLE = "unreadable", _("Could not be read")


class ScanVerdict(models.TextChoices):
    """What the malware scanner said; the last two mean that nothing is known."""

    CLEAN = Verdict.CLEAN, _("Nothing found")
    FOUND = Verdict.FOUND, _("Malware found")
    FAILED = Verdict.FAILED, _("The scanner did not judge")
    UNREACHABLE = Verdict.UNREACHABLE, _("The scanner was not reachable")


def _free(leased_since: datetime) -> Q:
    lost = Q(state=ReadingState.READING) & (Q(started_at=None) | Q(started_at__lte=leased_since))
    return Q(state=ReadingState.WAITING) | lost


class CertificateReadingQuerySet(models.QuerySet["CertificateReading"]):
    def light(self) -> CertificateReadingQuerySet:
        """Without all that was read, which can be long."""
        return self.defer("content", "fields")

    def due(self, *, leased_since: datetime) -> CertificateReadingQuerySet:
        """Jobs that may be claimed: they wait, or their worker has been silent since that moment."""
        return self.filter(_free(leased_since))

    def in_fair_order(self, *, leased_since: datetime) -> CertificateReadingQuerySet:
        """Unfinished ones in the order in which they should be read: of every company one, then of every company a second.

        What a company has under way counts, so that a folder of documents does not keep one document of another waiting.
        """
        mine = Window(
            RowNumber(),
            partition_by=F("file__certificate__supplier"),
            order_by=[F("state").asc(), F("asked_at").asc(), F("pk").asc()],  # "reading" comes before "waiting"
        )
        later = Case(When(_free(leased_since), then=Value(0)), default=Value(1))
        waiting = self.unfinished().filter(file__removed_at=None)
        return waiting.annotate(place=mine, later=later).order_by("later", "place", "asked_at", "pk")

    def unfinished(self) -> CertificateReadingQuerySet:
        return self.filter(state__in=[ReadingState.WAITING, ReadingState.READING])


class CertificateReading(models.Model):
    """One file's reading: the job, how far it is, and what was read. A proposal to people, never a claim.

    ``stages`` are those that are over, in order. ``content`` and ``fields`` are packed; of another version they are none.
    """

    State = ReadingState

    file = models.OneToOneField(CertificateFile, models.CASCADE, related_name="reading", verbose_name=_("file"))
    state = models.CharField(_("state"), max_length=12, choices=ReadingState, default=ReadingState.WAITING)
    reason = models.CharField(_("reason"), max_length=30, blank=True)
    stages = models.JSONField(_("stages"), default=list)
    content = models.JSONField(_("what was read"), null=True)
    fields = models.JSONField(_("proposals"), null=True)
    version = models.PositiveSmallIntegerField(_("version of the reader"), default=0)
    stated = models.JSONField(_("what it says of its own standing"), null=True)
    """Packed statements; None: read before they were looked for."""
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    scan = models.CharField(_("malware scan"), max_length=12, choices=ScanVerdict, blank=True)
    """Empty: no scanner is configured."""
    peak_memory = models.PositiveBigIntegerField(_("most memory in bytes"), default=0)

    objects = CertificateReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state__in=["waiting", "reading"]), name="reading_unfinished")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(content__isnull=False, finished_at__isnull=False),
                name="reading_done_has_content",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_id} · {self.get_state_display()}"

    @cached_property
    def reading(self) -> Reading | None:
        """What was read, with its places; None while there is none that this version understands."""
        try:
            return Reading.from_json(self.content)
        except Unfit:
            return None

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the document says of its own standing: specimen, suspended, replaced."""
        try:
            if self.stated is not None:
                return tuple(packing.unpack(Statement, one) for one in self.stated)
        except Unfit:
            pass
        return statements_in(self.reading) if self.reading else ()

    @property
    def is_outdated(self) -> bool:
        """Whether an older reader read it, in words that are not understood any more."""
        return self.state == ReadingState.DONE and self.reading is None

    @cached_property
    def proposals(self) -> Fields:
        """The values that were proposed; none while there are none that this version understands."""
        try:
            return Fields.from_json(self.fields)
        except Unfit:
            return Fields()


class FieldChoice(models.TextChoices):
    CONFIRMED = "confirmed", _("As it was read")
    COMPARED = "compared", _("As it was read, and compared with the page")
    CORRECTED = "corrected", _("Corrected")
    TYPED = "typed", _("Typed")


class FieldDecision(models.Model):
    """What a person claimed for one field, next to what had been read for it.

    Rows are added, never changed: the database refuses that. Those of a draft go with it; what was submitted stays.
    """

    Choice = FieldChoice

    certificate = models.ForeignKey(
        Certificate, models.CASCADE, related_name="field_decisions", verbose_name=_("certificate")
    )
    field = models.CharField(_("field"), max_length=30)
    read = models.TextField(_("read"), blank=True)
    claimed = models.TextField(_("claimed"), blank=True)
    choice = models.CharField(_("choice"), max_length=12, choices=FieldChoice)
    page = models.PositiveSmallIntegerField(_("page"), null=True)
    box = models.JSONField(_("place on the page"), null=True)
    is_submitted = models.BooleanField(_("was submitted"), default=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("decision on a field")
        verbose_name_plural = _("decisions on fields")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(choice="typed") | ~Q(read=""), name="field_decision_confirms_what_was_read"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} · {self.get_choice_display()}"
