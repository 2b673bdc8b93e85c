"""Every key that rows are conditional on or narrow documents by changes the answer of a row that we ship."""

from datetime import date, timedelta
from itertools import product

import pytest

from audits.compliance.assess import assess
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.rulebook import AnyOf, Combine, Leaf, Outcome, leaves

DAY = timedelta(days=1)
CONDITIONS = {
    "sterile",
    "legacy",
    "model_first_placed_before",
    "claim",
    "claims",
    "claim_surgical",
    "claim_medical",
    "claim_harmful_biological_agents",
    "intended_use",
    "contains_animal_material",
    "risk_class",
    "needle_or_pump",
    "dwell",
    "function",
    "contains_substance",
    "measuring",
    "self_testing",
    "drive",
    "powder",
}
NARROWINGS = {"standard", "at_least", "covers_product", "class", "product_codes", "basis", "formula"}


@pytest.fixture
def rules(shipped_rulebook):
    return shipped_rulebook


def test_the_keys_of_the_shipped_rows_are_these(rules):
    assert {key for row in rules.requirements for key, _ in row.condition} == CONDITIONS
    assert {
        key for row in rules.requirements for leaf in leaves(row.expression) for key, _ in leaf.narrowing
    } == NARROWINGS


@pytest.mark.parametrize("key", sorted(CONDITIONS))
def test_whether_a_product_states_it_changes_an_answer(rules, key):
    rows = [row for row in clearing(rules) if key in dict(row.condition)]

    assert any(_answers(rules, row, key) for row in rows)


@pytest.mark.parametrize("key", sorted(NARROWINGS))
def test_whether_a_document_states_it_and_agrees_changes_an_answer(rules, key):
    rows = [row for row in clearing(rules) if key in narrowed_by(row)]

    assert any(_narrows(rules, row, key) for row in rows)


def test_a_day_of_first_placing_is_earlier_and_not_the_day_itself(rules):
    row = next(row for row in clearing(rules) if _answers(rules, row, "model_first_placed_before"))
    first_day = dict(row.condition)["model_first_placed_before"]

    assert met(rules, row, {"model_first_placed_on": first_day - DAY})
    assert not met(rules, row, {"model_first_placed_on": first_day})


def test_a_list_of_product_codes_means_any_of_them(rules):
    row = next(row for row in clearing(rules) if _narrows(rules, row, "product_codes"))
    listed = [value for leaf in leaves(row.expression) for key, value in leaf.narrowing if key == "product_codes"]
    several = next(value for value in listed if isinstance(value, tuple))

    assert all(met(rules, row, {}, product_codes=code) for code in several)
    assert not met(rules, row, {}, product_codes="XXX")


def test_what_is_voluntary_is_never_required_and_clears_nothing(rules):
    voluntary = [row for row in rules.requirements if row.id in ("IN.medical_mask.2", "IN.respirator.1")]

    assert len(voluntary) == 2
    assert {(row.combine, row.outcome, row.condition) for row in voluntary} == {
        (Combine.INFORMATIONAL, Outcome.INFORMATIONAL, ())
    }


def clearing(rules):
    """Rows that can be met and clear: on the exporting side nothing is conditional."""
    return [row for row in rules.requirements if row.outcome is Outcome.ALLOWED_IF and row.market != "CN"]


def narrowed_by(row):
    return {key for leaf in leaves(row.expression) for key, _ in leaf.narrowing}


def day_of(row):
    return row.effective_until or max(row.effective_from or date(2026, 11, 23), date(2026, 11, 23))


def attributes_for(row, **other):
    fitting = {}
    for key, wanted in row.condition:
        if isinstance(wanted, date):
            fitting[key.removesuffix("_before") + "_on"] = wanted - DAY
        else:
            fitting[key] = wanted
    return {**fitting, **other}


def ways(tree):
    """Each choice of documents that the tree can be met by."""
    if isinstance(tree, Leaf):
        return [(tree,)]
    if isinstance(tree, AnyOf):
        return [way for part in tree.parts for way in ways(part)]
    return [sum(way, ()) for way in product(*map(ways, tree.parts))]


def judged(rules, row, stated, way=None, **instead):
    """The verdict with the documents of a way, each stating what is required, or something else where the test says so."""
    documents = tuple(
        Evidence(leaf.evidence, stated=tuple((key, instead.get(key, value)) for key, value in leaf.narrowing))
        for leaf in way or leaves(row.expression)
    )
    return assess(Dossier(row.product_type, stated, row.market, documents), rules, on=day_of(row))


def met(rules, row, stated, **instead):
    verdict = judged(rules, row, attributes_for(row, **stated), **instead)
    return any(one.requirement.id == row.id and one.met for one in verdict.judged)


def _answers(rules, row, key):
    """Whether the product ships, and no longer does when it does not state the key; of an additional row, whether it asks."""
    name = key.removesuffix("_before") + ("_on" if key.endswith("_before") else "")
    stated = attributes_for(row)
    silent = {other: value for other, value in stated.items() if other != name}
    said, unsaid = judged(rules, row, stated), judged(rules, row, silent)
    if row.combine is Combine.ADDITIONAL:
        return _asks(said, row) and not _asks(unsaid, row)
    return said.state.ships and not unsaid.state.ships


def _asks(verdict, row):
    return any(one.requirement.id == row.id for one in verdict.judged)


def _narrows(rules, row, key):
    """Whether the documents of some way ship it, and no longer do when they state something else."""
    stated = attributes_for(row)
    return any(
        judged(rules, row, stated, way).state.ships
        and not judged(rules, row, stated, way, **{key: "something else"}).state.ships
        for way in ways(row.expression)
    )
