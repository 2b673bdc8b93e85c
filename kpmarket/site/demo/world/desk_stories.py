"""What the audit desk did in the last days of the demonstration, each act through the service that a page calls.

All of it happens before noon of the demonstration's day, at which its clearances are computed: no clock runs backwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from unittest.mock import patch

from django.conf import settings
from django.db import transaction

from audits.checklists.answering import Machine, Said, in_advance
from audits.desk import corrections, findings, handing, look_again
from audits.desk.certificates import approve_certificate
from audits.desk.chasing import chase_suppliers
from audits.desk.checklists import GivenAnswers, checklist_of
from audits.lookups.checks import record_manual_check, registers_of
from audits.models import Decision, IndependenceStatement, LookAgain, Recommendation, Review, SecondReview, Settlement
from audits.registers.question import Outcome
from audits.signatures import independence, on_file, second_reviews, signing
from kpmarket.accounts.models import User
from kpmarket.site.demo.world.moments import noon
from kpmarket.site.demo.world.people import Desk
from suppliers.models import Certificate, Supplier
from suppliers.sentences.reasons import RejectionReason

NIGHTS = 30
"""Nights in which suppliers were reminded."""
FIRST_FORGER = 20
"""Orders and site audits are about the companies before it."""
FOUND = {
    Outcome.CONFIRMED: "Number and company are shown as on the document; the page was opened from our own list of registers.",
    Outcome.NOT_FOUND: "Nothing under this number today. The body takes up to ten days to list what it issued.",
    Outcome.NOT_COVERED: "The register holds certificates issued since May 2021 only.",
}
DISMISSED = "Compared by eye with the second page: number, name and days agree, and the body is the one that signed."
HANDED = "I know the export manager from a course. Ruta has read the other documents of this company."
RECOMMENDED = "Annex and scope name all models; the body confirmed the number by telephone on 020 7946 0112."
REFUSED = "The annex that we have ends at page 3 of 4. Ask for the last page before this counts."
NOT_COVERED = "The third model is on the offer and not in the annex."
SETTLED = "The third model is covered by the group named in the scope; the annex need not list it."
FORGED = "The body answered in writing: it never issued this number, and the person who signed left it in 2019."


@dataclass(frozen=True)
class Case:
    """A document in the hand of the auditor, and hours after it was taken."""

    certificate: Certificate
    taken_at: datetime

    def at(self, hours: int) -> datetime:
        return self.taken_at + timedelta(hours=hours)


@transaction.atomic
def fill(desk: Desk, on: date) -> int:
    """How many documents the stories are about."""
    cases = cases_of_stories(desk, on)
    found = len(cases)
    rest = iter(cases)
    for story in STORIES:
        case = next(rest, None)
        if case is not None:
            story(case, desk)
    revoke_forgery(desk, on)
    recommend_reinstatement(desk, on)
    for night in range(-NIGHTS, 0):
        chase_suppliers(at=noon(on, days=night))
    return min(found, len(STORIES))


def cases_of_stories(desk: Desk, on: date) -> list[Case]:
    """What the auditor took before the demonstration's day."""
    rows = Review.objects.open().filter(auditor=desk.auditor, opened_at__lte=noon(on, days=-1))
    before = Certificate.objects.awaiting_review()
    rows = rows.filter(certificate__in=before).select_related("certificate__supplier", "certificate__certificate_type")
    return [Case(row.certificate, row.opened_at) for row in rows.order_by("pk") if row.certificate]


def look_at(case: Case, desk: Desk) -> None:
    """Looked up in a register by hand; what the machine remarked is answered, and the case is still in work."""
    for register in registers_of(case.certificate)[:1]:
        outcome = list(FOUND)[case.certificate.pk % len(FOUND)]
        record_manual_check(
            case.certificate, register.key, outcome=outcome, note=FOUND[outcome], at=case.at(1), by=desk.auditor
        )
    current = findings.findings_of(case.certificate, on=case.at(1).date())
    if current:
        findings.dismiss(
            case.certificate, [current[0].name], reason=DISMISSED, by=desk.auditor, at=case.at(1), among=current
        )
    if current[1:]:
        findings.accept(case.certificate, [current[1].name], by=desk.auditor, at=case.at(2), among=current)


def hand_over(case: Case, desk: Desk) -> None:
    handing.hand_over(case.certificate, to=desk.second, by=desk.senior, at=case.at(2), note=HANDED)


def put_back(case: Case, desk: Desk) -> None:
    note = "On leave from tomorrow; nothing was decided."
    handing.release_from(case.certificate, by=desk.senior, at=case.at(2), note=note)


def sign(case: Case, desk: Desk) -> None:
    """Recommended by one, decided by the other."""
    made = approve(case, desk, share=100)
    if isinstance(made, Recommendation):
        _is_independent(case, desk.senior, 4)
        signing.sign(made, by=desk.senior, at=case.at(4))


def leave_to_sign(case: Case, desk: Desk) -> None:
    approve(case, desk, share=100)


def refuse(case: Case, desk: Desk) -> None:
    made = approve(case, desk, share=100)
    if isinstance(made, Recommendation):
        signing.refuse(made, note=REFUSED, by=desk.senior, at=case.at(5))


def judge_the_same(case: Case, desk: Desk) -> None:
    """Chosen for a blind second review, of which both say the same."""
    _judged_again(case, desk, "approved", "")


def judge_otherwise(case: Case, desk: Desk) -> None:
    """The second judgement differs, and a senior says which is right."""
    row = _judged_again(case, desk, "revision_requested", NOT_COVERED)
    if row is not None and desk.senior.pk not in second_reviews.people_of(row):
        second_reviews.settle(row, stands=Settlement.Stands.FIRST, note=SETTLED, by=desk.senior, at=case.at(7))


def leave_to_judge(case: Case, desk: Desk) -> None:
    """Chosen, and nobody took it yet."""
    _review_of(case, desk)


STORIES: tuple[Callable[[Case, Desk], None], ...] = (
    look_at,
    sign,
    hand_over,
    judge_the_same,
    leave_to_sign,
    judge_otherwise,
    look_at,
    refuse,
    leave_to_judge,
    put_back,
    look_at,
    leave_to_judge,
    hand_over,
)
"""In the order of their cases; a world with fewer cases has the first of them."""


def approve(case: Case, desk: Desk, *, share: int) -> Decision | Recommendation | None:
    """The auditor would approve; ``share`` per cent of cases need a second signature by chance. None where the
    document may not be approved."""
    answers = _answers(case)
    if answers is None:
        return None
    _is_independent(case, desk.auditor, 2)
    with patch.object(settings, "SAMPLE_PERCENT", share):
        return signing.decide(
            case.certificate,
            Decision.Outcome.APPROVED,
            approve_certificate,
            by=desk.auditor,
            at=case.at(3),
            internal_note=RECOMMENDED,
            checklist=answers,
        )


def revoke_forgery(desk: Desk, on: date) -> None:
    """A forged certificate: revoked as of today by one, from its first day by the second signature, and others like it
    looked at again."""
    companies = Supplier.objects.qualified().order_by("pk").values_list("pk", flat=True)[FIRST_FORGER:]
    forged = _forged(list(companies))
    if forged is None:
        return
    reasons = [RejectionReason.FORGED.value]
    words = {"note": "The issuing body says that it did not issue this document.", "internal_note": FORGED}
    on_file.revoke(forged, by=desk.senior, at=noon(on, days=-3), reasons=reasons, effective_on=None, **words)
    waiting = corrections.open_correction(forged)
    if waiting is not None:
        corrections.sign_correction(waiting, by=desk.second, at=noon(on, days=-3) + timedelta(hours=2))
    listed = LookAgain.objects.open().filter(cause__certificate=forged).select_related("certificate").order_by("pk")
    said = (
        (LookAgain.Outcome.STANDS, "Same body, another signer; the number is in its register with these products."),
        (LookAgain.Outcome.ASKED, "Written to the body on Monday with a copy of page 1."),
    )
    for row, (outcome, note) in zip(listed, said, strict=False):
        look_again.close(row, outcome=outcome, note=note, by=desk.second, at=noon(on, days=-2))


def recommend_reinstatement(desk: Desk, on: date) -> None:
    """A suspended company is recommended to be shown again; the second signature waits."""
    company = Supplier.objects.filter(status=Supplier.Status.SUSPENDED).order_by("pk").first()
    if company is not None:
        note = "The buyer confirmed that the delivery arrived whole; the complaint is closed."
        on_file.recommend_reinstatement(company, by=desk.senior, at=noon(on, days=-1), note=note)


def _forged(companies: list[int]) -> Certificate | None:
    """An approved certificate of such a company, of a body that issued to others too."""
    approved = Certificate.objects.approved().filter(supplier__in=companies, certificate_type__kind="certificate")
    for one in approved.exclude(issuer="").select_related("supplier", "certificate_type").order_by("pk"):
        similar = Certificate.objects.approved().filter(issuer=one.issuer, certificate_type=one.certificate_type)
        if similar.exclude(supplier=one.supplier_id).exists():
            return one
    return None


def _answers(case: Case) -> GivenAnswers | None:
    """All questions answered with yes, with a note where the machine asks to look; None where it says no."""
    checklist = checklist_of(case.certificate, on=case.at(3).date())
    if checklist is None:
        return None
    machine = {one.id: in_advance(one, checklist.facts) for one in checklist.family.questions}
    if Machine.NO in machine.values():
        return None
    return {
        name: {"said": Said.YES.value, "note": DISMISSED if one is Machine.LOOK else ""}
        for name, one in machine.items()
    }


def _is_independent(case: Case, by: User, hours: int) -> None:
    none = IndependenceStatement.Interest.NONE
    independence.state(case.certificate, interest=none, by=by, at=case.at(hours))


def _review_of(case: Case, desk: Desk) -> SecondReview | None:
    """Decided, by two where much depends on it, and chosen by the draw."""
    made = approve(case, desk, share=0)
    if isinstance(made, Recommendation):
        _is_independent(case, desk.senior, 4)
        made = signing.sign(made, by=desk.senior, at=case.at(4))
    if made is None:
        return None
    with patch.object(settings, "SAMPLE_PERCENT", 100):
        return second_reviews.draw_for(made, at=made.at)


def _judged_again(case: Case, desk: Desk, outcome: str, note: str) -> SecondReview | None:
    row = _review_of(case, desk)
    if row is not None:
        second_reviews.take(row, by=desk.second, at=case.at(5))
        row.refresh_from_db()
        second_reviews.judge(row, outcome=outcome, note=note, by=desk.second, at=case.at(6))
    return row
