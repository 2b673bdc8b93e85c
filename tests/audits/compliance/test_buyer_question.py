"""What the buyer's side left open: never taken for the convenient answer, and asked one question at a time."""

from datetime import date

from audits.compliance.assess import assess
from audits.compliance.buyer_facts import buyer_fits, possible_buyers
from audits.compliance.missing import missing
from audits.compliance.rulebook import AllOf, Combine, Outcome
from audits.compliance.timeline import holding_on
from audits.compliance.verdict import FindingCode
from tests.audits.compliance.law import TODAY, book, buyer_fact, document, dossier, row

WHO = buyer_fact("buyer_is", "hospital", "retailer", "distributor")
PUBLIC = buyer_fact("is_public")
ROUTE = row("EU.1", "licence")
IMPORTER = row("EU.2", "permit", combine=Combine.ADDITIONAL, buyer={"buyer_is": ("distributor",)})


def law(*rows):
    return book(*rows, asks=[WHO, PUBLIC], yours=["permit"])


def test_an_importers_duty_that_may_apply_is_asked_about_and_not_silently_cleared():
    verdict = assess(dossier(document("licence")), law(ROUTE, IMPORTER), on=TODAY)

    assert (verdict.state, verdict.state_if_buyer_complies) == ("blocked", "cleared")
    assert verdict.question.fact == "buyer_is"
    assert {one.value: (one.state, one.is_ready) for one in verdict.question.answers} == {
        "hospital": ("cleared", False),
        "retailer": ("cleared", False),
        "distributor": ("blocked", True),
    }
    assert verdict.findings[-1].code is FindingCode.DEPENDS_ON_BUYER and verdict.findings[-1].requirements == ("EU.2",)


def test_once_it_is_stated_nothing_is_asked():
    for who, state in (("hospital", "cleared"), ("distributor", "blocked")):
        verdict = assess(dossier(document("licence"), buyer={"buyer_is": who}), law(ROUTE, IMPORTER), on=TODAY)

        assert (verdict.state, verdict.question) == (state, None)


def test_what_holds_whatever_the_answer_is_not_asked_about():
    assert assess(dossier(document("licence"), document("permit")), law(ROUTE, IMPORTER), on=TODAY).question is None


def test_two_routes_for_two_kinds_of_buyers_clear_whoever_buys():
    routes = (
        row("EU.1", "licence", buyer={"buyer_is": ("hospital",)}),
        row("EU.2", "permit", buyer={"buyer_is": ("retailer", "distributor")}),
    )

    assert assess(dossier(document("licence"), document("permit")), law(*routes), on=TODAY).state == "cleared"
    assert assess(dossier(document("licence")), law(*routes), on=TODAY).state == "blocked"
    assert [[one.type for one in way] for way in missing(dossier(), law(*routes), on=TODAY)] == [["licence", "permit"]]


def test_a_prohibition_for_some_buyers_leaves_it_not_assessed_until_somebody_answers():
    forbidden = row("EU.3", AllOf(()), outcome=Outcome.PROHIBITED, buyer={"is_public": (True,)})
    verdict = assess(dossier(document("licence")), law(ROUTE, forbidden), on=TODAY)

    assert (verdict.state, verdict.question.fact) == ("not_assessed", "is_public")
    assert [(one.value, one.state) for one in verdict.question.answers] == [(True, "prohibited"), (False, "cleared")]
    assert assess(dossier(buyer={"is_public": True}), law(ROUTE, forbidden), on=TODAY).state == "prohibited"


def test_facts_that_matter_only_together_are_asked_in_the_order_of_the_rulebook():
    both = row("EU.2", "permit", combine=Combine.ADDITIONAL, buyer={"buyer_is": ("distributor",), "is_public": (True,)})
    verdict = assess(dossier(document("licence")), law(ROUTE, both), on=TODAY)

    assert verdict.question.fact == "buyer_is"
    assert (
        assess(dossier(document("licence"), buyer={"buyer_is": "hospital"}), law(ROUTE, both), on=TODAY).question
        is None
    )


def test_a_prohibition_has_days_and_ends_what_shipped():
    ban = row("EU.3", AllOf(()), date(2027, 1, 18), outcome=Outcome.PROHIBITED)
    holding = holding_on(dossier(document("licence")), law(ROUTE, ban), on=TODAY)

    assert (holding.state, holding.holds_until) == ("cleared", date(2027, 1, 17))
    assert [(one.code, one.id) for one in holding.ends_because] == [("requirement-begins", "EU.3")]


def test_a_condition_is_open_contradicted_or_fits():
    condition = (("buyer_is", ("hospital",)), ("is_public", (True,)))

    assert buyer_fits(condition, {}) is None
    assert buyer_fits(condition, {"is_public": False}) is False
    assert buyer_fits(condition, {"is_public": True, "buyer_is": "hospital"}) is True


def test_answers_that_no_condition_tells_apart_are_judged_once():
    facts = {"buyer_is": WHO, "is_public": PUBLIC}

    assert possible_buyers([(("buyer_is", ("hospital",)),)], {}, facts) == (
        {"buyer_is": "hospital"},
        {"buyer_is": "retailer"},
    )
    assert possible_buyers([], {}, facts) == ({},)
