import json
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.answers.assess_lines import answers
from audits.compliance.reference import Confidence, Source
from audits.compliance.rulebook import AllOf, Combine, EvidenceType, Outcome, Rulebook
from tests.audits.compliance.law import all_of, any_of, buyer_fact, edition, leaf, row

KEYS = [
    "id",
    "state",
    "holds_from",
    "holds_until",
    "ends_because",
    "rows",
    "missing",
    "confidence",
    "citations",
    "supplier_part",
    "yours_to_arrange",
    "question",
    "information",
]
LAW = Source("law", "The law", "https://example.org/law", "official")
CONTROL = any_of("module_c2", "module_d")
ROWS = (
    row("EU.1", all_of("doc", leaf("report", standard="EN 149"), CONTROL), date(2018, 4, 21), sources=("law",)),
    row("EU.2", "label", combine=Combine.ADDITIONAL, condition={"claim": "protects the wearer"}),
    row("EU.3", "doc", condition={"model_first_placed_before": date(2026, 5, 28), "legacy": True}),
    row("XI.1", "doc", market="XI", confidence=Confidence.LOW),
    row("GB.1", leaf("clearance", product_codes=("QVP", "QKO")), market="GB"),
    row("FALLBACK.1", "doc", market="FALLBACK", outcome=Outcome.MANUAL_REVIEW),
    row("CA.1", "doc", market="CA"),
    row("CA.2", "label", market="CA", combine=Combine.ADDITIONAL, buyer={"is_public": (True,)}),
    row("NZ.1", AllOf(()), market="NZ", outcome=Outcome.PROHIBITED),
    row("CN.1", "licence", market="CN"),
)
TYPES = ("doc", "report", "module_c2", "module_d", "label", "clearance", "licence")


def _type(id_):
    return EvidenceType(
        id_, id_, "*", "maker", "", "manufacturer", None, "", None, False, None, None, None, Confidence.HIGH
    )


RULES = Rulebook(
    edition="test",
    markets={},
    countries={"DE": "EU", "GB": "GB", "GB-NIR": "XI", "KE": "FALLBACK", "CA": "CA", "NZ": "NZ"},
    product_types={
        "medical_mask": {"attributes": dict.fromkeys(["sterile", "colour"]), "specification": [{"key": "layers"}]}
    },
    evidence_types={id_: _type(id_) for id_ in TYPES},
    requirements=ROWS,
    standard_editions=(edition("EN 149", "2001+A1:2009"),),
    sources={"law": LAW},
    buyer_facts={"is_public": buyer_fact("is_public")},
)


def held(type_, since="2025-01-01", until="2027-03-14", **more):
    return {"type": type_, "valid_from": since, "valid_until": until, **more}


DOCUMENTS = [
    held("doc", ref="D1"),
    held("report", until=None, **{"with": {"standard": "EN 149:2001+A1:2009", "laboratory": "one"}}),
    held("module_d", until="2027-06-30"),
]
GOOD = {
    "id": "q1",
    "product_type": "medical_mask",
    "attributes": {"sterile": False},
    "destination": "DE",
    "on": "2026-11-22",
    "evidence": DOCUMENTS,
}


def ask(*lines):
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return [json.loads(answer) for answer in answers(raw, RULES)]


def asked(**changes):
    return ask({**GOOD, **changes})[0]


def without(key, record=MappingProxyType(GOOD)):
    return {name: value for name, value in record.items() if name != key}


def test_a_clearance_is_shown_with_its_days_its_end_its_rows_and_its_citations():
    answer = asked()

    assert list(answer) == KEYS
    assert answer == {
        "id": "q1",
        "state": "cleared",
        "holds_from": "2025-01-01",
        "holds_until": "2027-03-14",
        "ends_because": [{"code": "evidence-ends", "type": "doc", "ref": "D1"}],
        "rows": ["EU.1"],
        "missing": [],
        "confidence": "high",
        "citations": [
            {
                "row": "EU.1",
                "legal_basis": "a law",
                "sources": [{"id": "law", "title": "The law", "url": "https://example.org/law"}],
            }
        ],
        "supplier_part": "complete",
        "yours_to_arrange": [],
        "question": None,
        "information": [],
    }


def test_a_block_names_the_minimal_sets_and_holds_until_no_day():
    answer = asked(evidence=DOCUMENTS[:1])

    assert list(answer) == KEYS
    assert (answer["state"], answer["holds_until"], answer["ends_because"]) == ("blocked", None, None)
    assert answer["missing"] == [
        [{"type": "module_c2", "with": {}}, {"type": "report", "with": {"standard": "EN 149"}}],
        [{"type": "module_d", "with": {}}, {"type": "report", "with": {"standard": "EN 149"}}],
    ]


@pytest.mark.parametrize("destination", ["DE", "GB"])
def test_each_missing_set_clears_when_it_is_given_back_as_it_stands(destination):
    for way in asked(evidence=[], destination=destination)["missing"]:
        given_back = [held(one["type"], **{"with": one["with"]}) for one in way]

        assert asked(evidence=given_back, destination=destination)["state"] == "cleared"


def test_a_low_route_is_conditional_and_northern_ireland_is_not_great_britain():
    assert asked(destination="GB-NIR")["state"] == "conditional"
    assert asked(destination="GB")["state"] == "blocked"


@pytest.mark.parametrize("destination", ["ZZ", "US", "GB-ENG", "CN", "KE"])
def test_a_country_without_a_rule_is_not_assessed(destination):
    answer = asked(destination=destination)

    assert list(answer) == KEYS
    assert (answer["state"], answer["rows"], answer["missing"], answer["confidence"], answer["citations"]) == (
        "not_assessed",
        [],
        [],
        None,
        [],
    )
    assert (answer["holds_until"], answer["ends_because"]) == (None, None)


def test_the_chinese_side_is_judged_where_the_shipment_is_named():
    assert asked(shipped_from="CN")["missing"] == [[{"type": "licence", "with": {}}]]
    assert asked(shipped_from="CN", evidence=[*DOCUMENTS, held("licence")])["rows"] == ["EU.1", "CN.1"]
    assert asked(shipped_from="VN")["state"] == asked(shipped_from=None)["state"] == "cleared"


def test_attributes_decide_by_what_they_state():
    assert asked(attributes={"claim": "protects the wearer"})["state"] == "blocked"
    assert asked(attributes={"claim": ["protects the wearer"]})["state"] == "blocked"
    assert asked(attributes={"claim": None, "layers": 3, "colour": "blue"})["state"] == "cleared"
    old = {"legacy": True, "model_first_placed_on": "2026-05-27"}
    assert asked(attributes=old, evidence=DOCUMENTS[:1])["rows"] == ["EU.3"]


def test_documents_may_be_open_at_either_end():
    answer = asked(evidence=[{**document, "valid_from": None, "valid_until": None} for document in DOCUMENTS])

    assert (answer["state"], answer["holds_from"], answer["holds_until"], answer["ends_because"]) == (
        "cleared",
        "2018-04-21",
        None,
        None,
    )


def test_the_order_of_documents_and_documents_given_twice_change_nothing():
    assert asked(evidence=DOCUMENTS[::-1]) == asked(evidence=DOCUMENTS * 2) == asked()


def test_a_document_may_state_numbers_and_truths_besides_what_is_asked():
    said = {"standard": "EN 149", "number": 12, "result": True, "title": None, "class": 0.5}

    assert asked(evidence=[DOCUMENTS[0], held("report", **{"with": said}), DOCUMENTS[2]])["state"] == "cleared"


def document_with(**changes):
    return {**GOOD, "evidence": [{**DOCUMENTS[0], **changes}]}


BAD = {
    "not JSON": b"{",
    "nothing": b"",
    "spaces": b"   ",
    "two objects": b"{} {}",
    "a list": b"[]",
    "a text": b'"DE"',
    "null": b"null",
    "not UTF-8": b'{"id": "\xff"}',
    "nested too deeply": b'{"id": "q1", "evidence": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "too long": b'{"id": "q1", "x": "' + b"x" * 1_000_000 + b'"}',
    "a buyer that is a text": {**GOOD, "buyer": "hospital"},
    "a buyer with a wrong answer": {**GOOD, "buyer": {"is_public": "yes"}},
    "a day of shipping that is none": {**GOOD, "shipped_on": "soon"},
    "too many digits": b'{"id": "q1", "x": ' + b"9" * 5_000 + b"}",
    "a constant that is no number": b'{"id": "q1", "x": NaN}',
    "a key twice": b'{"id": "q1", "id": "q2"}',
    "no id": without("id"),
    "an id that is a list": {**GOOD, "id": [1]},
    "an id that is true": {**GOOD, "id": True},
    "an id that is a fraction": {**GOOD, "id": 1.5},
    "no product type": without("product_type"),
    "an unknown product type": {**GOOD, "product_type": "spaceship"},
    "a product type that is a list": {**GOOD, "product_type": ["medical_mask"]},
    "no destination": without("destination"),
    "a destination in small letters": {**GOOD, "destination": "de"},
    "a destination that is a name": {**GOOD, "destination": "Germany"},
    "a destination that is a number": {**GOOD, "destination": 49},
    "a destination with a line end": {**GOOD, "destination": "DE\n"},
    "no day": without("on"),
    "no day of the calendar": {**GOOD, "on": "2026-02-29"},
    "a day written otherwise": {**GOOD, "on": "20261122"},
    "a day in full-width digits": {**GOOD, "on": "２０２６-11-22"},
    "a moment": {**GOOD, "on": "2026-11-22T00:00:00"},
    "a day that is null": {**GOOD, "on": None},
    "a day that is a number": {**GOOD, "on": 20261122},
    "year nought": {**GOOD, "on": "0000-01-01"},
    "attributes that are a list": {**GOOD, "attributes": []},
    "a truth in words": {**GOOD, "attributes": {"legacy": "false"}},
    "a truth as a number": {**GOOD, "attributes": {"legacy": 1}},
    "a claim that is a truth": {**GOOD, "attributes": {"claim": True}},
    "a claim among nested ones": {**GOOD, "attributes": {"claim": [["none"]]}},
    "a bad day of the model": {**GOOD, "attributes": {"model_first_placed_on": "May 2026"}},
    "an attribute that is an object": {**GOOD, "attributes": {"colour": {}}},
    "a number beyond all": json.dumps({**GOOD, "attributes": {"layers": 1}}).replace("1}", "1e999}").encode(),
    "no evidence": without("evidence"),
    "evidence that is an object": {**GOOD, "evidence": {}},
    "evidence that is null": {**GOOD, "evidence": None},
    "a document that is a text": {**GOOD, "evidence": ["doc"]},
    "a document without a type": {**GOOD, "evidence": [without("type", DOCUMENTS[0])]},
    "a document of an unknown type": document_with(type="diploma"),
    "a document that leaves out its start": {**GOOD, "evidence": [without("valid_from", DOCUMENTS[0])]},
    "a document that leaves out its end": {**GOOD, "evidence": [without("valid_until", DOCUMENTS[0])]},
    "a document with a bad day": document_with(valid_until="2027-13-01"),
    "a document with its days swapped": document_with(valid_from="2027-01-02", valid_until="2027-01-01"),
    "a document with a ref that is a number": document_with(ref=1),
    "a document that states a list": document_with(**{"with": ["EN 149"]}),
    "a document that states an object": document_with(**{"with": {"standard": {}}}),
    "a document that states too much": document_with(**{"with": {"standard": "x" * 301}}),
    "a document that states a huge number": document_with(**{"with": {"class": 10**400}}),
    "a shipment from nowhere": {**GOOD, "shipped_from": "China"},
    "a shipment from false": {**GOOD, "shipped_from": False},
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD.keys())
def test_a_bad_line_is_reported_why_and_the_rest_goes_on(line):
    before, bad, after = ask({**GOOD, "id": 1}, line, {**GOOD, "id": 2})

    assert (before["id"], before["state"], after["id"], after["state"]) == (1, "cleared", 2, "cleared")
    assert list(bad) == ["id", "error"]
    assert bad["error"].endswith(".") and len(bad["error"]) < 1_000


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (
            {**GOOD, "shiped_from": "CN"},
            "The key “shiped_from” of the line is not known. The nearest one is “shipped_from”.",
        ),
        (
            {**GOOD, "attributes": {"sterille": False}},
            "“sterille” of the attributes is not known. The nearest one is “sterile”",
        ),
        (
            {**GOOD, "buyer": {"is_publik": True}},
            "“is_publik” of the buyer is not known. The nearest one is “is_public”",
        ),
        (
            {**GOOD, "evidence": [held("doc", isuer="2163")]},
            "“isuer” of document 1 is not known. The nearest one is “issuer”",
        ),
        (
            {**GOOD, "evidence": [held("doc", **{"with": {"standrad": "EN 149"}})]},
            "“standrad” of “with” of document 1 is not known. The nearest one is “standard”",
        ),
    ],
)
def test_a_key_that_is_not_known_is_refused_at_every_level_with_the_nearest(line, named):
    assert named in ask(line)[0]["error"]


def test_what_the_buyer_left_open_comes_back_as_a_question_with_what_each_answer_gives():
    answer = asked(destination="CA", evidence=[held("doc")])

    assert (answer["state"], answer["supplier_part"]) == ("blocked", "incomplete")
    assert answer["question"] == {
        "fact": "is_public",
        "question": "is_public?",
        "answers": [
            {"value": True, "state": "blocked", "supplier_part": "incomplete"},
            {"value": False, "state": "cleared", "supplier_part": "complete"},
        ],
    }
    assert asked(destination="CA", evidence=[held("doc")], buyer={"is_public": False})["state"] == "cleared"


def test_goods_that_arrive_before_they_are_shipped_are_refused():
    error = asked(shipped_on="2026-11-23")["error"]

    assert error == "The goods cannot be shipped on 2026-11-23 and arrive on 2026-11-22, before that day."


def test_what_china_asks_is_judged_on_the_day_of_shipping():
    licence = held("licence", until="2026-11-01")
    asked_with = {"shipped_from": "CN", "evidence": [*DOCUMENTS, licence]}

    assert asked(**asked_with)["state"] == "blocked"
    assert asked(**asked_with, shipped_on="2026-11-01")["state"] == "cleared"


def test_what_the_law_forbids_is_prohibited_with_its_row_and_law():
    answer = asked(destination="NZ")

    assert (answer["state"], answer["rows"], answer["missing"]) == ("prohibited", ["NZ.1"], [])
    assert answer["citations"][0]["legal_basis"] == "a law"
    assert answer["supplier_part"] is None


def test_a_bad_line_keeps_its_id_where_it_has_one():
    assert [answer["id"] for answer in ask(without("on"), {**GOOD, "id": 7, "on": 1}, {**GOOD, "id": None}, b"{")] == [
        "q1",
        7,
        None,
        None,
    ]


def test_an_error_says_which_document_and_what():
    answer = asked(evidence=[DOCUMENTS[0], held("doc", until="2024-01-01")])

    assert answer == {"id": "q1", "error": "The document 2 ends before it begins."}


def test_an_answer_is_one_line_of_plain_characters_whatever_the_id():
    [answer] = answers([json.dumps({**GOOD, "id": "口罩\n\ud800\u2028"}).encode()], RULES)

    assert answer.isascii()
    assert "\n" not in answer
    assert json.loads(answer)["id"] == "口罩\n\ud800\u2028"


def test_a_byte_order_mark_and_line_ends_of_other_systems_are_no_obstacle():
    assert ask(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n")[0]["state"] == "cleared"


def test_lines_are_answered_one_by_one_as_they_come():
    taken = []

    def lines():
        for number in range(3):
            taken.append(number)
            yield json.dumps({**GOOD, "id": number}).encode()

    replies = answers(lines(), RULES)

    assert json.loads(next(replies))["id"] == 0
    assert taken == [0]


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["DE", "2026-11-22"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from([*GOOD, "shipped_from"]), JUNK),
    st.dictionaries(st.sampled_from([*DOCUMENTS[1]]), JUNK),
)
def test_no_value_of_any_key_stops_the_rest(line, document):
    lines = [{**GOOD, **line}, {**GOOD, "evidence": [{**DOCUMENTS[1], **document}]}]

    assert all(list(answer) in (KEYS, ["id", "error"]) for answer in ask(*lines))


@given(st.binary(max_size=40))
def test_no_bytes_stop_the_rest(line):
    assert list(ask(line)[0]) == ["id", "error"]


@pytest.mark.parametrize(
    "printed",
    [
        "EN149:2001+A1:2009 FFP2 NR",
        ["ISO 9001:2015", "BS EN 149:2001 + A1:2009"],
        "EN 166:2001; EN 149:2001/A1:2009 (FFP3)",
    ],
)
def test_a_report_says_its_standards_as_they_are_printed_in_a_text_or_a_list(printed):
    report = held("report", until=None, **{"with": {"standard": printed}})

    reply = asked(evidence=[held("doc"), held("module_d"), report])

    assert (reply["state"], reply["rows"]) == ("cleared", ["EU.1"])
