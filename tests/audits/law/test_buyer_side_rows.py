"""Rows that forbid, that ask something of the buyer's side, or that are the law of several markets; entries that inform."""

import pytest

from audits.compliance.information import Topic
from audits.compliance.rulebook import AllOf, Outcome
from audits.law.files import accept, read
from audits.law.yaml_reading import RulebookError
from tests.audits.small_law import FILES

FACTS = """
buyer_is:
  question: Who imports it?
  question_zh: 由谁进口？
  label: The importer is
  label_zh: 进口方是
  values: {hospital: {label: a hospital, label_zh: 医院}, retailer: {label: a retailer, label_zh: 零售商}}
is_public: {question: Is it a tender?, question_zh: 是招标吗？, label: A tender, label_zh: 招标}
"""
ENTRY = """
- id: EU.duty.1
  topic: duty
  markets: [EU]
  hs: ['6307.90']
  buyer: {is_public: true}
  from: 2026-01-01
  text: A duty
  text_zh: 关税
  confidence: high
  legal_basis: Article 2
  sources: [law]
"""
EU, US = FILES["markets/EU.yaml"], FILES["markets/US.yaml"]
BAN = US.replace("      asks: doc\n", "      outcome: prohibited\n")


def texts(**changed):
    return {**FILES, "buyer_facts.yaml": FACTS, "information.yaml": ENTRY, **changed}


def with_us(text):
    return texts(**{"markets/US.yaml": text})


def test_a_prohibition_asks_for_nothing():
    row = next(one for one in accept(with_us(BAN)).requirements if one.market == "US")

    assert (row.outcome, row.expression) == (Outcome.PROHIBITED, AllOf(()))


def test_a_condition_on_the_buyers_side_has_one_value_or_a_list():
    row = next(
        one
        for one in read(
            with_us(
                US.replace("      asks: doc", "      buyer: {buyer_is: [retailer], is_public: true}\n      asks: doc")
            )
        ).requirements
        if one.market == "US"
    )

    assert row.buyer == (("buyer_is", ("retailer",)), ("is_public", (True,)))


def test_a_question_of_yes_or_no_has_two_answers():
    assert read(texts()).buyer_facts["is_public"].answers == (True, False)


def test_the_common_law_of_several_markets_is_a_row_in_each():
    files = texts(**{"markets/EU.yaml": EU.replace("name: European Union", "law_of: [US]\nname: European Union")})

    assert {(one.id, one.market) for one in read(files).requirements} >= {("EU.medical_mask.1.US", "US")}
    assert not [one for one in read(files).requirements if one.market == "EU"]


def test_an_entry_that_informs_is_read_whole():
    one = read(texts()).information["EU.duty.1"]

    assert (one.topic, one.hs, one.buyer) == (Topic.DUTY, ("6307.90",), (("is_public", (True,)),))


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        (with_us(US.replace("      asks: doc\n", "")), "'asks' is missing"),
        (with_us(BAN.replace("      outcome", "      asks: doc\n      outcome")), "a prohibition asks for no document"),
        (
            with_us(US.replace("      asks", "      buyer: {shoe_size: large}\n      asks")),
            "unknown fact of the buyer's side",
        ),
        (with_us(US.replace("      asks", "      buyer: {buyer_is: king}\n      asks")), "has no answer 'king'"),
        (with_us(US.replace("      asks", "      buyer: {is_public: yes}\n      asks")), "has no answer 'yes'"),
        (texts(**{"information.yaml": ENTRY + ENTRY}), "duplicate id"),
        (texts(**{"information.yaml": ENTRY.replace("[EU]", "[XX]")}), "unknown market 'XX'"),
        (texts(**{"information.yaml": ENTRY.replace("  hs:", "  pending: {}\n  hs:")}), "is pending"),
    ],
)
def test_a_row_or_entry_that_makes_no_sense_is_refused_with_its_reason(files, reason):
    with pytest.raises(RulebookError, match=reason):
        accept(files)
