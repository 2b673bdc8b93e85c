"""The exporting side, by the shipped rules: what was required of a shipment on each day, and what is known of the home market."""

from datetime import date, timedelta

import pytest

from audits.answers import messages
from audits.compliance.applicable import applicable_requirements
from audits.compliance.assess import assess
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.expression import Documents, is_met
from audits.compliance.rulebook import HomeStatus, leaves
from audits.compliance.verdict import HomeMarketFact

DAY = timedelta(days=1)
REGISTRATION, LIST, REPORT, LICENCE = "cn_nmpa_registration", "cn_whitelist_2020", "cn_gb_report", "cn_business_licence"
KIND_I, KIND_II = "cn_export_certificate_registered", "cn_export_certificate_export_only"
FIRST, SECOND, OVER = date(2020, 4, 1), date(2020, 4, 26), date(2023, 8, 29)
LAW_CHANGES = {
    "medical_mask": {FIRST: {REGISTRATION}, SECOND: {REGISTRATION, LIST}, OVER: {LICENCE}},
    "ivd_ag_pro": {FIRST: {REGISTRATION}, SECOND: {REGISTRATION, LIST}, OVER: {LICENCE}},
    "ventilator": {FIRST: {REGISTRATION}, SECOND: {REGISTRATION, LIST}, OVER: {LICENCE}},
    "community_mask": {SECOND: {LIST, REPORT}, OVER: {LICENCE}},
    "respirator": {SECOND: {LIST, REPORT}, OVER: {LICENCE}},
    "exam_glove": {OVER: {LICENCE}},
}
AROUND = sorted({day + n * DAY for day in (FIRST, SECOND, OVER) for n in range(-3, 4)} | {date(2026, 5, 1)})


@pytest.fixture
def rules(shipped_rulebook):
    return shipped_rulebook


def enough(rules, product_type, on):
    """The documents each of which alone meets what China requires on that day; empty when it requires nothing."""
    asked = applicable_requirements(Dossier(product_type, {}, "EU", (), shipped_from_china=True), rules).on(on).export
    named = {leaf.evidence for row in asked for leaf in leaves(row.expression)}
    return {one for one in named if any(_is_met(row, one, rules, on) for row in asked)}


def _is_met(row, type_, rules, on):
    documents = Documents(Dossier("medical_mask", {}, "EU", (Evidence(type_),)), rules)
    return is_met(row.expression, lambda leaf: documents.meets(leaf, on.toordinal()))


@pytest.mark.parametrize("product_type", LAW_CHANGES)
def test_what_china_requires_changes_on_the_day_of_each_measure(rules, product_type):
    for day in AROUND:
        since = [change for change in LAW_CHANGES[product_type] if change <= day]
        assert enough(rules, product_type, day) == (LAW_CHANGES[product_type][max(since)] if since else set()), day


def test_since_the_repeal_only_the_makers_identity_is_required_of_any_product(rules):
    for product_type in rules.product_types:
        for day in (OVER, date(2026, 4, 30), date(2026, 5, 1), date(2026, 11, 23)):
            assert enough(rules, product_type, day) == {LICENCE}


def test_an_export_sales_certificate_meets_no_rule_of_china_or_of_a_destination(rules):
    asked = {
        leaf.evidence
        for row in rules.requirements
        if row.outcome == "allowed_if" and row.combine != "informational"
        for leaf in leaves(row.expression)
    }

    assert asked.isdisjoint({KIND_I, KIND_II, "cn_export_certificate", "cn_production_licence"})
    assert "cfs" in asked


@pytest.mark.parametrize("type_", [KIND_II, "cn_export_certificate", "cn_production_licence"])
def test_what_does_not_say_so_is_never_an_approval_in_china(rules, type_):
    assert not rules.evidence_types[type_].home_status.is_approval


def test_a_destination_that_requires_free_sale_refuses_a_certificate_for_export_only(rules):
    for row in rules.requirements:
        for leaf in leaves(row.expression):
            if leaf.evidence == "cfs":
                assert not Documents(Dossier("medical_mask", {}, "EU", (Evidence(KIND_II),)), rules).meets(
                    leaf, OVER.toordinal()
                )


class TestTheHomeMarket:
    def facts(self, *documents, market="EU", shipped_from_china=True):
        return Dossier("medical_mask", {"sterile": False}, market, documents, shipped_from_china=shipped_from_china)

    def home(self, rules, *documents, on=OVER, **known):
        return assess(self.facts(*documents, **known), rules, on=on).home_market

    def test_the_documents_in_force_are_reported_with_approvals_first(self, rules):
        only_export, registered = Evidence(KIND_II, OVER, None), Evidence(REGISTRATION, None, OVER)
        produces = Evidence("cn_production_licence")

        assert self.home(rules, produces, only_export, registered) == (
            HomeMarketFact(HomeStatus.REGISTERED, (registered,)),
            HomeMarketFact(HomeStatus.EXPORT_ONLY, (only_export,)),
            HomeMarketFact(HomeStatus.PRODUCTION, (produces,)),
        )
        assert [one.status for one in self.home(rules, only_export, registered, on=OVER + DAY)] == [
            HomeStatus.EXPORT_ONLY
        ]

    def test_nothing_is_reported_of_goods_that_do_not_ship_from_china(self, rules):
        assert self.home(rules, Evidence(REGISTRATION), shipped_from_china=False) == ()

    def test_it_is_reported_where_nothing_was_assessed_too(self, rules):
        assert [one.status for one in self.home(rules, Evidence(KIND_I), market=None)] == [HomeStatus.SOLD_AT_HOME]

    @pytest.mark.parametrize("type_", ["cn_production_licence", "cn_export_certificate", KIND_I, KIND_II])
    def test_it_changes_no_answer(self, rules, type_):
        for day in AROUND:
            without, with_it = (assess(self.facts(*documents), rules, on=day) for documents in ((), (Evidence(type_),)))
            assert (without.state, without.rows) == (with_it.state, with_it.rows)

    def test_only_chinese_documents_are_reported(self, rules):
        assert {one.market for one in rules.evidence_types.values() if one.home_status} == {"CN"}

    def test_every_status_has_words_and_export_only_says_that_it_is_no_approval(self):
        assert set(messages.AT_HOME) == set(HomeStatus)
        assert "not approved in China" in str(messages.AT_HOME[HomeStatus.EXPORT_ONLY])
