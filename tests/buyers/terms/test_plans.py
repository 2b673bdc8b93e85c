"""Payment plans: what the site offers, and which files are refused."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms import files, money, plans
from buyers.terms.errors import TermsError
from tests.buyers.terms.refusals import refused

SOUND = files.read_data("milestones.yaml")
PLANS = sorted(plans.milestones().plans)


def changed(change):
    data = copy.deepcopy(SOUND)
    change(data)
    return data


@given(total=st.integers(0, money.MOST), plan=st.sampled_from(PLANS))
def test_the_parts_of_every_plan_sum_to_every_total(total, plan):
    parts = plans.parts_of(plans.milestones().plans[plan], total)

    assert sum(part.amount for part in parts) == total
    assert all(part.amount >= 0 for part in parts)
    assert sum(part.share_bp for part in parts) == 10_000


def test_thirty_and_seventy_percent_of_an_order():
    first, second = plans.parts_of(plans.milestones().default_plan, 4_200_001)

    assert (first.number, first.amount, first.due, first.pay_within_days) == (1, 1_260_000, "order_confirmed", 7)
    assert (second.number, second.amount, second.due, second.release) == (2, 2_940_001, "inspection_passed", "accepted")
    assert first.evidence == ("production_start_report",)


def test_a_plan_whose_money_nobody_holds_says_so():
    offered = plans.milestones().plans

    assert {id for id, plan in offered.items() if not plan.is_held} == {"net_30_un", "lc_sight", "dp_sight"}
    assert {id for id, plan in offered.items() if plan.is_outside_ledger} == {"lc_sight", "dp_sight"}
    assert offered["sample"].credit_days == 180
    assert offered["deposit_30_70"].credit_days is None


def test_events_stand_in_the_order_in_which_they_happen():
    events = plans.milestones().events
    course = [
        "order_confirmed",
        "production_started",
        "goods_ready",
        "inspection_passed",
        "transport_document",
        "delivered",
        "accepted",
    ]

    assert sorted(course, key=lambda event: events[event].place) == course
    assert events["delivered"].of_quantity
    assert not events["production_started"].of_quantity


def test_an_event_says_who_reports_and_who_answers_it():
    events = plans.milestones().events
    ready, accepted = events["goods_ready"], events["accepted"]

    assert (ready.by, ready.answered_by, ready.working_days, ready.by_silence) == (("supplier",), "buyer", 3, True)
    assert (accepted.by, accepted.answered_by, accepted.working_days, accepted.by_silence) == (("buyer",), "", 0, False)
    assert [event.place for event in events.values()] == list(range(len(events)))


def test_a_kind_of_evidence_is_a_document_or_a_word():
    kinds = plans.milestones().evidence

    assert kinds["inspection_report"].has_document
    assert not kinds["arrival_or_silence"].has_document
    assert (kinds["document_pack"].event, kinds["payment_receipt"].by) == ("documents_sent", ("supplier",))
    assert [(fact.id, fact.type, fact.options) for fact in kinds["site_acceptance_report"].facts] == [
        ("result", "choice", ("passed", "failed"))
    ]
    assert kinds["transport_document"].facts[0].label.en == "Kind of document"


def test_what_is_not_required_is_never_missing():
    assert plans.milestones().evidence["production_start_report"].missing({}) == ("finished_on",)


def test_another_plan_may_be_the_default():
    data = changed(lambda rows: (rows["plans"][0].update(default=False), rows["plans"][2].update(default=True)))

    assert plans.milestones_of(data).default_plan.id == "copy_bl"


def test_a_plan_may_have_a_note():
    offered = plans.milestones().plans

    assert "buyer's risk" in offered["deposit_30_70"].note.read_in("en")
    assert offered["assured_full"].note is None
    assert [part.number for part in offered["device_long"].parts] == [1, 2, 3, 4]


def test_every_event_that_has_to_be_proven_has_evidence():
    known = plans.milestones()
    proven = {kind.event for kind in known.evidence.values()}

    assert set(known.events) - proven == {"order_confirmed"}  # both sides sign it


def test_labels_are_in_both_languages():
    known = plans.milestones()
    for row in (*known.events.values(), *known.evidence.values(), *known.plans.values()):
        assert row.label.read_in("en") == row.label.en
        assert row.label.read_in("zh-hans") == row.label.zh != row.label.en
        assert any("\u4e00" <= character <= "\u9fff" for character in row.label.zh)


def test_evidence_names_what_is_missing():
    report = plans.milestones().evidence["inspection_report"]

    assert report.missing({}) == ("result", "inspector", "number", "sample", "counted")
    assert report.missing({"result": "passed", "inspector": "", "number": None, "sample": 0, "counted": 0}) == (
        "inspector",
        "number",
    )
    assert (
        report.missing({"result": "passed", "inspector": "QIMA", "number": "R-1190", "sample": 315, "counted": 50_000})
        == ()
    )


@pytest.mark.parametrize(("result", "good"), [("passed", True), ("failed", False), ("void", False), ("", False)])
def test_bad_news_is_not_good(result, good):
    report = plans.milestones().evidence["inspection_report"]

    assert (
        report.is_good({"result": result, "inspector": "QIMA", "number": "R-1190", "sample": 315, "counted": 50_000})
        is good
    )


def test_incomplete_evidence_is_not_good():
    assert not plans.milestones().evidence["inspection_report"].is_good({"result": "passed"})


def test_a_kind_without_facts_is_good_as_it_is():
    assert plans.milestones().evidence["document_pack"].is_good({})


@pytest.mark.parametrize(
    ("amount", "currency", "most"),
    [
        (1_260_000, "USD", 5_000),  # USD 50 is less than 0.5 % of 12,600
        (1_000_000, "USD", 5_000),  # both are the same
        (999_999, "USD", 4_999),
        (100_000, "USD", 500),
        (100, "USD", 0),
        (10_000_000, "JPY", 7_500),
        (10_000_000, "XAF", 0),  # no limit was fixed: nothing may be missing
    ],
)
def test_banks_may_keep_the_smaller_of_two_amounts(amount, currency, most):
    assert plans.milestones().tolerances.bank_charges(amount, currency) == most


def test_the_quantity_is_exact_unless_it_was_agreed_otherwise():
    assert plans.milestones().tolerances.quantity_bp == 0
    assert plans.milestones().tolerances.usual_quantity_bp == (300, 500)


def _first_plan(**values):
    return lambda data: data["plans"][0].update(values)


def _first_part(**values):
    return lambda data: data["plans"][0]["parts"][0].update(values)


@pytest.mark.parametrize(
    ("change", "refused_as"),
    [
        (_first_part(share_bp=2999), "shares-not-whole: {'plan': 'deposit_30_70'}"),
        (_first_part(share_bp=3001), "shares-not-whole: {'plan': 'deposit_30_70'}"),
        (_first_part(due="moon_is_full"), "unknown-event: {'event': 'moon_is_full'}"),
        (_first_part(release="moon_is_full"), "unknown-event: {'event': 'moon_is_full'}"),
        (_first_part(evidence=["word_of_honour"]), "unknown-evidence: {'kind': 'word_of_honour'}"),
        (_first_part(due="accepted"), "released-before-due: {'due': 'accepted', 'release': 'production_started'}"),
        (_first_part(pay_within_days=-1), "negative: {'days': -1}"),
        (_first_part(n=2), "parts-not-numbered: {'plan': 'deposit_30_70'}"),
        (_first_plan(en=""), "no-label: {'row': 'deposit_30_70', 'key': ''}"),
        (_first_plan(note={"zh": "仅此"}), "no-label: {'row': 'deposit_30_70', 'key': 'note'}"),
        (_first_plan(note={"en": "only this"}), "no-label: {'row': 'deposit_30_70', 'key': 'note'}"),
        (_first_plan(source=""), "no-source: {'row': 'deposit_30_70'}"),
        (_first_plan(confidence="certain"), "unknown-confidence: {'row': 'deposit_30_70', 'confidence': 'certain'}"),
        (_first_plan(default=False), "no-single-default"),
        (_first_plan(id="sample"), "id-twice"),
        (_first_plan(parts=[]), "shares-not-whole: {'plan': 'deposit_30_70'}"),
        (lambda data: data["plans"][1].update(default=True), "no-single-default"),
        (lambda data: data["plans"][0].update(parts=[dict(data["plans"][3]["parts"][0], share_bp=0), dict(data["plans"][3]["parts"][0], n=2)]), "shares-not-whole: {'plan': 'deposit_30_70'}"),
        (lambda data: data["events"][0].update(by=["astrologer"]), "unknown-party: {'row': 'order_confirmed'}"),
        (lambda data: data["events"][0].update(by=[]), "unknown-party: {'row': 'order_confirmed'}"),
        (lambda data: data["events"][0].update(source=None), "no-source: {'row': 'order_confirmed'}"),
        (lambda data: data["events"][0].update(answered_by="buyer"), "answer-without-days: {'event': 'order_confirmed'}"),
        (lambda data: data["events"][0].update(working_days=3), "answer-without-days: {'event': 'order_confirmed'}"),
        (lambda data: data["events"][0].update(by_silence=True), "answer-without-days: {'event': 'order_confirmed'}"),
        (lambda data: data["events"][2].update(answered_by="astrologer"), "answer-without-days: {'event': 'production_started'}"),
        (lambda data: data["events"].append(dict(data["events"][0])), "id-twice"),
        (lambda data: data["evidence"][0].update(event="moon_is_full"), "unknown-event: {'event': 'moon_is_full', 'row': 'first_article_report'}"),
        (lambda data: data["evidence"][0].update(by=["astrologer"]), "unknown-party: {'row': 'first_article_report'}"),
        (lambda data: data["evidence"][0]["facts"][0].update(type="colour"), "unknown-fact: {'fact': 'result'}"),
        (lambda data: data["evidence"][0]["facts"][0].update(options=[]), "unknown-fact: {'fact': 'result'}"),
        (lambda data: data["evidence"][0]["facts"][0].update(good=["splendid"]), "unknown-fact: {'fact': 'result'}"),
        (lambda data: data["evidence"][1]["facts"][0].update(options=["one"]), "unknown-fact: {'fact': 'lots'}"),
        (lambda data: data["tolerances"]["payment_short"]["most"].update(XXX=5), "unknown-currency: {'currency': 'XXX'}"),
        (lambda data: data["tolerances"]["payment_short"].update(source=""), "no-source: {'row': ''}"),
        (lambda data: data["tolerances"]["quantity"].update(confidence=""), "unknown-confidence: {'row': '', 'confidence': ''}"),
    ],
)  # fmt: skip
def test_a_file_that_contradicts_itself_is_refused(change, refused_as):
    with pytest.raises(TermsError) as refusal:
        plans.milestones_of(changed(change))

    assert str(refusal.value) == refused_as


@pytest.mark.parametrize("confidence", ["high", "medium", "low", "proposal"])
def test_a_row_says_how_sure_it_is(confidence):
    assert plans.milestones_of(changed(_first_plan(confidence=confidence))).default_plan.id == "deposit_30_70"


def test_a_key_that_stands_twice_is_refused():
    with refused("key-twice") as refusal:
        files.parse_data("meta: {}\nplans:\n- id: a\n  en: one\n  en: two\n")

    assert refusal.value.facts == {"line": 3}


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "only words"])
def test_a_file_without_keys_is_refused(text):
    with refused("no-mapping"):
        files.parse_data(text)


def test_days_in_a_file_stay_text():
    assert files.parse_data("day: 2026-11-30\ncount: 3\nis_so: true\nshare: 0.5") == {
        "day": "2026-11-30",
        "count": 3,
        "is_so": True,
        "share": 0.5,
    }
