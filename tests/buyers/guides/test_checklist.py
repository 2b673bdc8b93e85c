"""Who brings what: what every way needs, and what only some need."""

from dataclasses import replace
from datetime import date

import pytest

from audits.compliance.rulebook import AllOf, AnyOf, Leaf
from audits.law.guide import Guide
from buyers.guides.checklist import checklist, needed
from tests.audits.rulebook_rows import row

DAY = date(2026, 11, 30)
A, B, C = Leaf("iso13485"), Leaf("test_report"), Leaf("eu_ppe_art4_operator")


@pytest.mark.parametrize(
    ("asked", "always"),
    [
        (A, {"iso13485"}),
        (AllOf((A, AnyOf((B, C)))), {"iso13485"}),
        (AnyOf((AllOf((A, B)), AllOf((A, C)))), {"iso13485"}),
        (AllOf((A, B)), {"iso13485", "test_report"}),
        (AllOf(()), set()),
    ],
)
def test_what_an_expression_cannot_do_without(asked, always):
    assert needed(asked) == always


def test_two_routes_need_always_what_both_need_and_what_is_yours_stands_apart(shipped_rulebook):
    first = row(shipped_rulebook, "EU.respirator.1")
    routes = (replace(first, expression=AllOf((A, C))), replace(first, expression=AllOf((A, B))))

    parts = {part.code: part for part in checklist(shipped_rulebook, Guide("respirator", "EU", DAY, routes=routes))}

    assert [(item.document.key, item.is_always) for item in parts["supplier"].items] == [
        ("iso13485", True),
        ("test_report", False),
    ]
    assert [(item.document.key, item.is_always) for item in parts["you"].items] == [("eu_ppe_art4_operator", False)]
    assert (parts["supplier"].always, parts["supplier"].sometimes) == (1, 1)


def test_what_is_only_asked_under_a_condition_is_not_always_needed(shipped_rulebook):
    first = row(shipped_rulebook, "EU.respirator.1")
    said = Guide(
        "respirator",
        "EU",
        DAY,
        routes=(replace(first, expression=A),),
        additional=(
            replace(first, expression=B, condition=(("sterile", True),)),
            replace(first, expression=C, condition=()),
        ),
    )

    items = {item.document.key: item.is_always for part in checklist(shipped_rulebook, said) for item in part.items}

    assert items == {"iso13485": True, "test_report": False, "eu_ppe_art4_operator": True}


def test_a_document_for_arrival_is_not_listed_again_for_leaving_china(shipped_rulebook):
    first = row(shipped_rulebook, "EU.respirator.1")
    said = Guide(
        "respirator",
        "EU",
        DAY,
        routes=(replace(first, expression=A),),
        export=(replace(first, expression=AllOf((A, B))),),
    )

    assert [[item.document.key for item in part.items] for part in checklist(shipped_rulebook, said)] == [
        ["iso13485"],
        ["test_report"],
    ]
