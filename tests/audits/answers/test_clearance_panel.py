"""The verdict as a page shows it."""

from datetime import UTC, date, datetime

import pytest

from audits.answers.clearance_panel import BuyerWayPart, documents_of, panel
from audits.answers.country_states import states
from audits.answers.evidence_tree import Citation, SourceLink
from audits.clearances.evidence import documents_on_record
from audits.compliance.verdict import State
from audits.law.current import load_rulebook
from audits.models import Decision
from tests.audits import small_law
from tests.audits.conftest import LONG_AGO
from tests.audits.dossiers import product_with
from tests.factories import ProductFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
APPROVED_AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
REVOKED_AT = datetime(2026, 11, 20, 15, tzinfo=UTC)


def shown(product, market="EU", on=TODAY):
    return panel(product, documents_on_record(product), market=market, on=on, today=TODAY)


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


class TestTakenBack:
    """What we took back is said, and never that nothing was on file."""

    def shown(self, product, on=TODAY):
        return panel(product, documents_on_record(product), market="EU", on=on, today=TODAY)

    def revoked(self, product, **facts):
        document = product.certificates.get(certificate_type="report")
        product.certificates.filter(pk=document.pk).update(status="revoked")
        for outcome, at, more in [("approved", APPROVED_AT, {}), ("revoked", REVOKED_AT, facts)]:
            Decision.objects.create(
                supplier=product.supplier, certificate=document, outcome=outcome, at=at, by=UserFactory(), **more
            )
        return document

    def test_a_document_that_never_counted_was_approved_and_revoked_on_its_days(self, law):
        product = product_with("doc", "report", "licence")
        self.revoked(product)

        one = self.shown(product)

        report = one.nodes[0].children[1]
        assert (one.state, report.state) == (State.BLOCKED, "revoked")
        assert report.detail == (
            "A document of this type was approved on 3 March 2026 and revoked on 20 November 2026: it never counted."
        )
        assert one.proof.weakest == "Test report (standard EN 1): our approval is revoked."

    def test_one_that_counted_until_a_day_is_revoked_from_that_day_on_alone(self, law):
        product = product_with("doc", "report", "licence")
        self.revoked(product, effective_on=date(2026, 10, 1))

        assert self.shown(product).nodes[0].children[1].detail == (
            "A document of this type was approved on 3 March 2026 and revoked on 20 November 2026;"
            " it does not count from 1 October 2026 on."
        )
        assert self.shown(product, on=date(2026, 9, 30)).state == State.CLEARED

    def test_one_that_names_another_product_of_the_company_is_not_spoken_of(self, law):
        product = product_with("doc", "report", "licence")
        self.revoked(product)
        neighbour = ProductFactory(supplier=product.supplier)

        assert self.shown(neighbour).nodes[0].children[1].detail == "No such document is on file."

    def test_one_that_had_ended_before_its_revocation_has_lapsed(self, law):
        product = product_with("doc", ("report", {"valid_until": date(2026, 9, 1)}), "licence")
        self.revoked(product, effective_on=date(2026, 10, 1))

        assert self.shown(product).nodes[0].children[1].state == "lapsed"
