"""A legal case from its opening to its end: who may act, days of law, letters once, conflicts of interest."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audits.models import LogEntry
from buyers.disputes.models import CaseLetter, LegalCase
from buyers.disputes.services.cases import access, law_days, working
from buyers.disputes.services.cases.opening import Client, OpenedAlready, Opening, answer_by, open_case
from buyers.disputes.services.cases.sweeping import notify_of_law_days
from tests.factories import NOON, BuyerFactory, BuyerMembershipFactory, CountryFactory, MarketFactory, MembershipFactory
from tests.factories.cases import CaseNoteFactory, CounselFactory, LegalCaseFactory, legal_person
from tests.factories.trade import EvidenceFactory, OrderFactory

pytestmark = pytest.mark.django_db
WORDS = "The carrier's survey of 4 March names wet cartons."


def opened(order, at=NOON, **changes):
    stated = {"kind": "quality", "jurisdiction": "DE", "language": "en", "text": WORDS, **changes}
    return open_case(Client(order.buyer, None), Opening(**stated, order=order), by=order.placed_by, at=at)


def delivered_order(**facts):
    order = OrderFactory(**facts)
    EvidenceFactory(
        order=order, event="delivered", kind="delivery_proof", happened_on=date(2026, 11, 20), submitted_by=order.placed_by,
        side="buyer", facts={"condition": "sound"},
    )  # fmt: skip
    return order


def worked_on(**facts):
    """A case that a person of the desk took, with that person."""
    case, person = LegalCaseFactory(**facts), legal_person()
    working.assign(case.pk, None, by=person, at=NOON)
    case.refresh_from_db()
    return case, person


def test_a_new_case_writes_to_its_client_and_to_the_legal_desk_alone(mailoutbox):
    order, desk = OrderFactory(), legal_person()
    case = opened(order)

    read_by = {letter.to[0] for letter in mailoutbox}
    assert read_by == {order.placed_by.email, desk.email}
    assert not any(WORDS in letter.body or WORDS in str(letter.alternatives) for letter in mailoutbox)
    assert LogEntry.objects.filter(subject=f"case:{case.pk}", act="case_opened").count() == 1


def test_the_desk_answers_within_two_working_days_of_china(mailoutbox):
    friday = datetime(
        2026, 2, 13, 3, 0, tzinfo=UTC
    )  # the 14th is worked, the holiday of spring lasts from the 15th to the 23rd
    case = LegalCaseFactory(opened_at=friday)

    assert answer_by(case).day == date(2026, 2, 24)


def test_the_button_pressed_twice_opens_one_case():
    order = OrderFactory()
    first = opened(order)

    with pytest.raises(OpenedAlready) as refusal:
        opened(order, at=NOON + timedelta(seconds=20))
    assert refusal.value.case == first


def test_days_of_law_follow_from_the_order_and_from_days_that_are_stated():
    CountryFactory(code="DE", market=MarketFactory(id="EU"))
    case = opened(delivered_order())
    on = date(2026, 11, 22)

    before = {one.row.rule: one.row.day for one in law_days.days_of_law(case.deadlines.all(), "en", on)}
    assert before == {
        "sea-notice": date(2026, 11, 23),
        "sea-suit": date(2027, 11, 20),
        "cisg-39-2": date(2028, 11, 20),
        "de-438": date(2028, 11, 20),
    }
    assert [one.id for one in law_days.days_still_asked(case, (), at=NOON)] == ["knew"]

    working.state_day(case, "knew", date(2026, 11, 21), "Laboratory report", by=case.opened_by, at=NOON)
    after = {one.row.rule: one.row.day for one in law_days.days_of_law(case.deadlines.all(), "en", on)}
    assert after["cn-594"] == date(2030, 11, 21)
    assert after["cn-188"] == date(2029, 11, 21)


def test_another_day_replaces_the_first_and_both_stay_on_record():
    case = opened(OrderFactory())
    for day, moment in ((date(2026, 11, 1), NOON), (date(2026, 11, 5), NOON + timedelta(hours=1))):
        working.state_day(case, "knew", day, "e-mail", by=case.opened_by, at=moment)

    shown = [
        one.row.day for one in law_days.days_of_law(case.deadlines.all(), "en", NOON.date()) if one.row.rule == "cn-188"
    ]
    assert shown == [date(2029, 11, 5)]
    assert case.deadlines.filter(rule="cn-188").count() == 2


def test_a_day_is_acknowledged_by_one_person_once():
    case = opened(delivered_order())
    day = case.deadlines.first()
    law_days.acknowledge(day, by=case.opened_by, at=NOON)

    with pytest.raises(law_days.AcknowledgedAlready):
        law_days.acknowledge(day, by=case.opened_by, at=NOON)
    day.refresh_from_db()
    assert day.acknowledged_by == case.opened_by


def test_letters_before_a_day_of_law_are_written_once_though_the_sweep_runs_often(mailoutbox):
    case, person = worked_on()
    working.set_day(
        case.pk, "Answer to the tribunal", date(2026, 12, 10), "Order of the tribunal, 1 December", by=person, at=NOON
    )
    mailoutbox.clear()

    for at in (datetime(2026, 11, 9, 4, 0, tzinfo=UTC), NOON, NOON, datetime(2026, 12, 4, 4, 0, tzinfo=UTC)):
        notify_of_law_days(at=at)
    notify_of_law_days(at=datetime(2026, 12, 11, 4, 0, tzinfo=UTC))

    kinds = CaseLetter.objects.filter(case=case, kind="case_deadline").values_list("cause", "recipient")
    day = case.deadlines.get().pk
    assert sorted(kinds) == sorted((f"{day}:{days}", one.pk) for days in (30, 7) for one in (case.opened_by, person))
    assert len(mailoutbox) == 4
    assert "10 December 2026" in mailoutbox[0].body


def test_the_first_step_begins_the_work_and_the_case_waits_and_goes_on_and_ends(mailoutbox):
    case, person = worked_on()
    working.note_step(case.pk, "Read the file.", by=person, at=NOON)
    working.wait(case.pk, "court", by=person, at=NOON)
    working.go_on(case.pk, by=person, at=NOON)
    working.close(case.pk, "settled", by=person, at=NOON)

    case.refresh_from_db()
    assert [one.after for one in case.history.all()] == ["assigned", "working", "waiting", "working", "closed"]
    assert (case.outcome, case.closed_at, case.waits_for) == ("settled", NOON, "")
    assert "Settled" in mailoutbox[-1].body
    with pytest.raises(working.ClosedAlready):
        working.note_of_client(case, "One more thing", by=case.opened_by, at=NOON)


def test_nobody_but_the_person_of_the_desk_who_took_it_works_on_a_case():
    case, _person = worked_on()
    other = legal_person()

    for act in (
        lambda: working.note_step(case.pk, "x", by=other, at=NOON),
        lambda: working.assign(case.pk, None, by=other, at=NOON),
        lambda: working.note_step(case.pk, "x", by=case.opened_by, at=NOON),
    ):
        with pytest.raises(access.NotOfTheDesk):
            act()


def test_who_works_for_one_side_of_an_order_does_not_work_for_the_other():
    case, person = worked_on()
    theirs = LegalCaseFactory(order=case.order, for_supplier=True)

    assert list(access.cases_for_desk(person, at=NOON)) == [case]
    with pytest.raises(access.NotOfTheDesk):
        working.assign(theirs.pk, None, by=person, at=NOON)
    assert access.is_for_desk(theirs, legal_person(), at=NOON)


@pytest.mark.parametrize(
    ("closed", "refused"), [(None, True), (timedelta(days=700), True), (timedelta(days=760), False)]
)
def test_counsel_of_the_other_side_within_24_months_is_refused(closed, refused):
    counsel, (first, _person) = CounselFactory(), worked_on(for_supplier=True)
    LegalCase.objects.filter(pk=first.pk).update(person=None)
    working.assign(first.pk, counsel, by=legal_person(), at=NOON)
    if closed:
        LegalCase.objects.filter(pk=first.pk).update(status="closed", closed_at=NOON - closed)
    case = LegalCaseFactory(order=first.order)

    if refused:
        with pytest.raises(access.ConflictOfInterest, match="other_side"):
            working.assign(case.pk, counsel, by=legal_person(), at=NOON)
    else:
        assert working.assign(case.pk, counsel, by=legal_person(), at=NOON).counsel == counsel


def test_counsel_that_named_the_other_party_is_refused_whatever_the_spaces_and_capitals():
    case = LegalCaseFactory(
        order=None, buyer=BuyerFactory(), other_party="Wenzhou  MEDITEX Co., Ltd.", opened_by=legal_person()
    )
    counsel = CounselFactory(conflicts="Another GmbH\n wenzhou Meditex co., ltd. ")

    with pytest.raises(access.ConflictOfInterest, match="named"):
        working.assign(case.pk, counsel, by=legal_person(), at=NOON)


def test_a_person_of_the_desk_who_belongs_to_a_side_does_not_see_the_case():
    case = LegalCaseFactory()
    member, buyer = legal_person(), legal_person()
    MembershipFactory(supplier=case.order.supplier, user=member)
    BuyerMembershipFactory(buyer=case.order.buyer, user=buyer)

    assert list(access.cases_for_desk(member, at=NOON)) == []
    assert not access.is_for_desk(case, buyer, at=NOON)


def test_a_case_is_read_by_people_who_act_for_its_client_and_by_nobody_on_both_sides():
    case = LegalCaseFactory()
    note = CaseNoteFactory(case=case)
    viewer = BuyerMembershipFactory(buyer=case.buyer, role="viewer").user
    purchaser = BuyerMembershipFactory(buyer=case.buyer, role="purchaser").user
    both = BuyerMembershipFactory(buyer=case.buyer, role="owner").user
    MembershipFactory(supplier=case.order.supplier, user=both, role="viewer")

    readers = [case.opened_by, purchaser, viewer, both, case.order.seller]
    assert [LegalCase.objects.for_user(one).exists() for one in readers] == [True, True, False, False, False]
    assert note.text
