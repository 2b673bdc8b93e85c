"""The verdict as a page shows it."""

from datetime import date

import pytest

from audits.answers.clearance_panel import BuyerWayPart, documents_of, panel
from audits.answers.country_states import states
from audits.answers.evidence_tree import Citation, SourceLink
from audits.compliance.verdict import State
from audits.law.current import load_rulebook
from tests.audits import small_law
from tests.audits.conftest import LONG_AGO
from tests.audits.dossiers import product_with

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def shown(product, market="EU", on=TODAY):
    return panel(product, documents_of(product), market=market, on=on, today=TODAY)


def test_a_cleared_product_shows_until_when_what_ends_it_and_the_documents(law):
    product = product_with("doc", ("report", {"valid_until": date(2027, 3, 14), "number": "TR-7"}), "licence")

    one = shown(product)

    assert (one.state, one.until) == (State.CLEARED, date(2027, 3, 14))
    assert "Test report TR-7" in one.ends_because
    assert [node.state for node in one.nodes] == ["met", "met"]
    assert one.nodes[0].citation == Citation("Article 1")
    assert one.nodes[0].sources == (SourceLink("The law", "https://law.example/"),)
    assert one.missing == []
    assert set(one.certificates) == set(product.certificates.values_list("pk", flat=True))


def test_a_blocked_product_shows_what_is_missing_and_the_shortest_way(law):
    one = shown(product_with("doc", "licence"))

    assert (one.state, one.until, one.ends_because) == (State.BLOCKED, None, "")
    assert one.missing == [["Test report (standard EN 1)"]]
    assert [child.state for child in one.nodes[0].children] == ["met", "missing"]


def test_what_only_the_buyers_side_lacks_is_ready_and_named_as_the_buyers_to_arrange(law, tmp_path):
    theirs = small_law.FILES["evidence_types.yaml"].replace("held_by: manufacturer", "held_by: importer", 1)
    load_rulebook(small_law.write(tmp_path / "next", evidence_types=theirs), by=None, at=LONG_AGO)

    one = shown(product_with(("report", {"valid_until": date(2027, 3, 14)}), "licence"))

    assert (one.state, one.until, one.missing) == ("ready", date(2027, 3, 14), [])
    assert one.arrange == [[BuyerWayPart("Declaration", "Article 1")]]
    assert [child.state for child in one.nodes[0].children] == ["yours", "met"]
    assert one.nodes[0].state == "yours"
    assert "Test report" in one.ends_because


def test_a_lapsed_document_is_named_as_lapsed(law):
    one = shown(product_with("doc", ("report", {"valid_until": date(2026, 11, 21)}), "licence"))

    assert one.nodes[0].children[1].state == "lapsed"


def test_a_destination_without_rules_is_not_assessed(law):
    one = shown(product_with("doc", "report", "licence"), market=None)

    assert (one.state, one.nodes, one.missing) == (State.NOT_ASSESSED, [], [])


def test_the_answer_is_one_of_the_day_asked_about(law):
    product = product_with("doc", "report", "licence")

    assert shown(product, on=date(2027, 12, 31)).state == State.CLEARED
    assert shown(product, on=date(2028, 1, 1)).state == State.BLOCKED


def test_the_map_gives_a_state_to_every_country_that_we_hold_rules_for(law):
    product = product_with("doc", "report", "licence")

    assert states(product, documents_of(product), on=TODAY, today=TODAY) == {
        "DE": State.CLEARED,
        "FR": State.CLEARED,
        "US": State.CONDITIONAL,
    }


def law_checked(tmp_path, review_by):
    """The small law, whose files say until when their last check suffices."""
    head = f"checked: {{on: 2026-05-04, by: an editor, review_by: {review_by}}}\nrequirements:"
    markets = {
        name: small_law.FILES[f"markets/{name}.yaml"].replace("requirements:", head) for name in ("EU", "US", "CN")
    }
    load_rulebook(small_law.write(tmp_path / f"checked-{review_by}", **markets), by=None, at=LONG_AGO)


def test_an_answer_shows_the_day_on_which_a_person_last_compared_its_rules(law, tmp_path):
    law_checked(tmp_path, "2026-11-22")

    one = shown(product_with("doc", "report", "licence"))

    assert (one.state, one.check.on, one.is_overdue) == (State.CLEARED, date(2026, 5, 4), False)


def test_rules_that_nobody_compared_for_too_long_clear_nothing(law, tmp_path):
    law_checked(tmp_path, "2026-11-21")
    product = product_with("doc", "report", "licence")

    one = shown(product)

    assert (one.state, one.is_overdue) == (State.CONDITIONAL, True)
    assert states(product, documents_of(product), on=TODAY, today=TODAY)["DE"] == State.CONDITIONAL
    earlier = date(2026, 11, 21)
    assert states(product, documents_of(product), on=TODAY, today=earlier)["DE"] == State.CLEARED


def test_an_overdue_check_opens_nothing_that_is_closed(law, tmp_path):
    law_checked(tmp_path, "2026-11-21")
    assert shown(product_with("licence")).state == State.BLOCKED
