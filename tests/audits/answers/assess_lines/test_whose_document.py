"""Lines that say who issued and who holds a document, and answers that tell whose part is incomplete."""

import json
from dataclasses import replace
from datetime import date

import pytest

from audits.answers.assess_lines import answers
from audits.compliance.reference import Confidence, Entitlement, IssuingBody
from audits.compliance.rulebook import MustBeEntitled
from tests.audits.compliance.law import all_of, book, evidence_type, languages, leaf, row

LICENCE = leaf("import_licence", scope="masks")
RULES = replace(
    book(row("EU.1", all_of("doc", "control", LICENCE))),
    countries={"DE": "EU"},
    product_types={"medical_mask": {}},
    evidence_types={
        "doc": evidence_type("doc"),
        "control": evidence_type("control", issuer_law="PPE", issuer_must_be_entitled=MustBeEntitled.THROUGHOUT),
        "import_licence": evidence_type("import_licence", held_by="importer"),
    },
    issuing_bodies={
        "2163": IssuingBody("2163", "Body", "TR", (Entitlement("PPE", None, date(2021, 5, 30), Confidence.HIGH),))
    },
)


def held(type_, **more):
    return {"type": type_, "valid_from": "2021-01-01", "valid_until": None, **more}


IMPORT = held("import_licence", **{"with": {"scope": "masks"}})


def ask(*evidence, on="2021-05-30"):
    line = {"id": 1, "product_type": "medical_mask", "destination": "DE", "on": on, "evidence": list(evidence)}
    return json.loads(next(answers([json.dumps(line).encode()], RULES)))


def test_what_the_importer_must_add_is_shown_with_its_citation_next_to_the_strict_state():
    answer = ask(held("doc"), held("control"))

    assert (answer["state"], answer["supplier_part"], answer["holds_until"]) == ("blocked", "complete", None)
    assert answer["missing"] == [[{"type": "import_licence", "with": {"scope": "masks"}}]]
    assert answer["yours_to_arrange"] == [
        [
            {
                "type": "import_licence",
                "with": {"scope": "masks"},
                "citations": [{"row": "EU.1", "legal_basis": "a law"}],
            }
        ]
    ]


def test_nothing_is_to_be_arranged_while_the_supplier_owes_a_document():
    answer = ask(held("doc"))

    assert (answer["state"], answer["supplier_part"], answer["yours_to_arrange"]) == ("blocked", "incomplete", [])


def test_what_nobody_assessed_has_no_part():
    assert ask(on="2021-05-30")["supplier_part"] == "incomplete"
    line = {"id": 1, "product_type": "medical_mask", "destination": "KE", "on": "2021-05-30", "evidence": []}

    answer = json.loads(next(answers([json.dumps(line).encode()], RULES)))
    assert (answer["state"], answer["supplier_part"], answer["yours_to_arrange"]) == ("not_assessed", None, [])


@pytest.mark.parametrize("issuer", ["2163", "CE 2163", "２１６３"])
def test_an_answer_ends_when_its_issuer_is_no_longer_entitled(issuer):
    answer = ask(held("doc"), held("control", issuer=issuer, ref="C2"), IMPORT)

    assert (answer["state"], answer["holds_until"]) == ("cleared", "2021-05-30")
    assert answer["ends_because"] == [
        {"code": "issuer-entitlement-ends", "type": "control", "ref": "C2", "issuer": "2163"}
    ]


def test_a_document_that_somebody_else_holds_does_not_count():
    assert ask(held("doc", holder="importer"), held("control"), IMPORT)["state"] == "blocked"
    assert ask(held("doc", holder="manufacturer"), held("control"), IMPORT)["state"] == "cleared"
    assert ask(held("doc", holder=None, issuer=None, issued_on=None), held("control"), IMPORT)["state"] == "cleared"


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (
            {"holder": "a friend"},
            "The holder of document 1 must be one of manufacturer, importer, local_representative.",
        ),
        (
            {"holder": ["importer"]},
            "The holder of document 1 must be one of manufacturer, importer, local_representative.",
        ),
        ({"issuer": 2163}, "The issuer of document 1 must be text."),
        ({"issued_on": "May"}, "The issued_on of document 1 must be a day of the calendar, written YYYY-MM-DD."),
    ],
)
def test_what_cannot_be_said_of_a_document_is_refused(said, problem):
    assert ask(held("doc", **said))["error"] == problem


def ask_of(evidence, **line):
    """The state of one leaf, ``label``, for a line that says more of the product."""
    rules = replace(
        book(
            row("EU.1", all_of("label")),
            types=[evidence_type("label", parameter="destination_languages")],
            countries={"ES": "EU", "DE": "EU"},
            languages=[languages("ES", "es"), languages("DE", "de")],
        ),
        product_types={"medical_mask": {}},
    )
    asked = {"id": 1, "product_type": "medical_mask", "destination": "ES", "on": "2026-11-22", **line}
    return json.loads(next(answers([json.dumps({**asked, "evidence": [evidence]}).encode()], rules)))


@pytest.mark.parametrize(
    ("said", "state"),
    [(["es", "pt"], "cleared"), ("es", "cleared"), (["en", "zh"], "blocked"), ("de", "blocked"), (None, "conditional")],
)
def test_a_label_counts_in_the_languages_of_the_destination(said, state):
    assert ask_of(held("label", **{"with": {"languages": said}}))["state"] == state


@pytest.mark.parametrize(
    ("document", "line", "state"),
    [
        ({"manufacturer": "Alpha Medical Ltd"}, {"manufacturer": ["Alpha Medical Ltd", "阿尔法"]}, "cleared"),
        ({"manufacturer": "Beta Medical Ltd"}, {"manufacturer": "Alpha Medical Ltd"}, "blocked"),
        ({"manufacturer": "Beta Medical Ltd"}, {}, "cleared"),
        ({"models": ["M-1", "M-2"]}, {"model": "M-2"}, "cleared"),
        ({"models": "M-1"}, {"model": "M-2"}, "blocked"),
    ],
)
def test_a_document_counts_for_its_manufacturer_and_models(document, line, state):
    assert ask_of(held("label", **{"with": {"languages": "es"}}, **document), **line)["state"] == state


def permit(**said):
    return held("label", **{"with": {"languages": "es", **said}})


@pytest.mark.parametrize(
    ("permitted", "shipped", "state"),
    [(5000, 5000, "cleared"), (5000, 6000, "blocked"), (5000, None, "conditional"), (None, 6000, "cleared")],
)
def test_a_permit_for_so_many_pieces_is_held_against_the_shipment(permitted, shipped, state):
    assert ask_of(permit(quantity=permitted), quantity=shipped)["state"] == state


@pytest.mark.parametrize("shipped", [0, -1, 2.5, "many", True, 10**13])
def test_a_quantity_that_is_no_whole_number_of_pieces_is_refused(shipped):
    problem = "must be a whole number of pieces, from 1 to 1000000000000."

    assert ask_of(permit(), quantity=shipped)["error"] == f"The quantity {problem}"
    assert ask_of(permit(quantity=shipped))["error"] == f"The quantity of document 1 {problem}"


def test_what_is_missing_says_which_languages_the_label_lacks():
    (way,) = ask_of(held("label", **{"with": {"languages": ["en", "zh"]}}))["missing"]

    assert way == [{"type": "label", "with": {"languages": ["es"]}}]
