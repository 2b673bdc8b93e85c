"""Reporting an inspection: files one by one, then the figures, which become evidence of the order, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain

from django.db import transaction
from django.utils import timezone

from buyers.delivery.models import (
    GuestLink,
    Inspection,
    InspectionPhoto,
    InspectionPhotoPage,
    InspectionReport,
    ReportLine,
)
from buyers.delivery.services import guests
from buyers.delivery.services.inspections import letters
from buyers.delivery.services.inspections.booking import running_terms
from buyers.delivery.services.inspections.reading import (
    InspectionState,
    LotState,
    Status,
    inspection_rows,
    plan_of,
    state_of,
    tolerance_of,
)
from buyers.delivery.services.inspections.refusals import NotAgreed, ReportedAlready, SentBefore, TooManyPhotos
from buyers.terms.contract import Terms
from buyers.terms.delivery.verdict import Figures, judge
from buyers.terms.evidence import INSPECTION_REPORT
from buyers.trade.models import Evidence, Order, Side
from buyers.trade.services.evidence import Guest, Submission, submit_evidence, today_of
from buyers.trade.services.ledger import lock_order
from kpmarket.accounts.models import User
from kpmarket.foundation.storage import files
from suppliers.certificates.files import StoredUpload

MOST_PHOTOS = 200


@dataclass(frozen=True)
class Reporter:
    """Who reports: a guest, or somebody of the side that inspects itself. Exactly one of the two is there."""

    side: Side
    person: User | None = None
    guest: GuestLink | None = None

    @property
    def payer(self) -> User | str:
        """Whose allowance drawing takes from."""
        return self.person or f"guest-{self.guest.pk if self.guest else 0}"

    @property
    def submitter(self) -> User | Guest:
        """Who submits the evidence."""
        return guests.guest_of(self.guest) if self.guest else self._person()

    def _person(self) -> User:
        if self.person is None:
            raise ValueError("a reporter is a person or a guest")
        return self.person


@dataclass(frozen=True)
class LotFound:
    """What was found in the lot of a line."""

    sample: int
    counted: int
    defects: Mapping[str, int]
    carton_grams: int | None = None
    lots: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reported:
    """A whole report; ``lots`` by number of line. Empty ``number``: the number of the booking stands in its place."""

    number: str
    own_result: str
    barcodes: str
    note: str
    started_at: datetime
    finished_at: datetime
    photos_taken: int | None
    lots: Mapping[int, LotFound]


@transaction.atomic
def report_inspection(
    inspection: Inspection, reported: Reported, *, reporter: Reporter, at: datetime
) -> InspectionReport:
    """Take the report in, once, and submit what it proves for each lot.

    Raises ReportedAlready, NotAgreed, OrderNotRunning, or what ``submit_evidence`` refuses.
    """
    order, terms, state = _locked(inspection)
    if state.report:
        raise ReportedAlready(state.report)
    row = state.inspection
    number = reported.number or str(row)
    evidence = {
        lot.line.number: _submit(order, terms, state, lot, reported, number, reporter=reporter, at=at)
        for lot in state.lots
    }
    made = InspectionReport.objects.create(
        inspection=row,
        number=number,
        own_result=reported.own_result,
        barcodes=reported.barcodes,
        note=reported.note,
        started_at=reported.started_at,
        finished_at=reported.finished_at,
        photos_taken=reported.photos_taken,
        guest=reporter.guest,
        reported_by=reporter.person,
        received_at=at,
    )
    ReportLine.objects.bulk_create(
        ReportLine(report=made, line=line, evidence=evidence[line], **{**vars(found), "lots": list(found.lots)})
        for line, found in reported.lots.items()
    )
    letters.write_of_report(state_of(inspection_rows().get(pk=row.pk), terms), order, at=at)
    return made


@transaction.atomic
def keep_photo(
    inspection: Inspection, upload: StoredUpload, *, key: str, reporter: Reporter, at: datetime
) -> InspectionPhoto:
    """Keep the pictures of a file that is stored already, and forget its original with all that a camera wrote into it.

    Raises SentBefore, NotAgreed, TooManyPhotos, OrderNotRunning. Also after the report: a late file is shown as late.
    """
    _order, _terms, state = _locked(inspection)
    if photo_with_key(state.inspection, key):
        raise SentBefore
    if InspectionPhoto.objects.filter(inspection=state.inspection).count() >= MOST_PHOTOS:
        raise TooManyPhotos
    photo = InspectionPhoto.objects.create(
        inspection=state.inspection,
        key=key,
        original_name=upload.name,
        sha256=upload.original.sha256,
        taken=upload.taken,
        guest=reporter.guest,
        sent_by=reporter.person,
        received_at=at,
    )
    InspectionPhotoPage.objects.bulk_create(InspectionPhotoPage(photo=photo, **page.columns()) for page in upload.pages)
    transaction.on_commit(partial(files.remove, upload.original.name))
    return photo


def photo_with_key(inspection: Inspection, key: str) -> InspectionPhoto | None:
    """The file that was taken in under that key before."""
    return InspectionPhoto.objects.filter(inspection=inspection, key=key).first()


def stored_names() -> Iterator[str]:
    """Names of all files that inspections hold, for the sweep of files that no row names."""
    return chain(InspectionPhotoPage.objects.values_list("stored_name", flat=True).iterator())


def _locked(inspection: Inspection) -> tuple[Order, Terms, InspectionState]:
    """The order with its row locked, its terms and the inspection. Raises NotAgreed."""
    order = lock_order(inspection.order_id)
    terms = running_terms(order)
    state = state_of(inspection_rows().get(pk=inspection.pk), terms)
    state.inspection.order = order
    if state.status not in (Status.AGREED, Status.REPORTED):
        raise NotAgreed
    return order, terms, state


def _submit(
    order: Order,
    terms: Terms,
    state: InspectionState,
    lot: LotState,
    reported: Reported,
    number: str,
    *,
    reporter: Reporter,
    at: datetime,
) -> Evidence:
    """What the report says of one lot, as evidence: with our verdict, and the inspector's own next to it."""
    found = reported.lots[lot.line.number]
    plan = plan_of(state.inspection, lot.quantity)
    tolerance = tolerance_of(terms, lot.quantity, lot.line)
    verdict = judge(plan, Figures(found.sample, found.defects, found.counted), tolerance_bp=tolerance)
    zone = order.buyer.zone if reporter.side == Side.BUYER else timezone.get_default_timezone()
    finished_on = reported.finished_at.astimezone(zone).date()
    facts = {
        "result": str(verdict.result),
        "inspector": state.inspection.organisation,
        "number": number,
        "sample": found.sample,
        "counted": found.counted,
        "own_result": reported.own_result,
    }
    submission = Submission(
        kind=INSPECTION_REPORT,
        happened_on=min(finished_on, today_of(order, reporter.side, at)),
        line=lot.line.number,
        quantity=None if lot.is_whole_line else lot.quantity,
        facts=facts,
    )
    return submit_evidence(order, submission, side=reporter.side, by=reporter.submitter, at=at)
