"""Rows of the rulebook in words."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from audits.compliance.rulebook import AllOf, AnyOf, Leaf, Outcome
from buyers.guides import vocabulary, words
from tests.audits.rulebook_rows import row


@pytest.fixture
def shipped(shipped_rulebook):
    return shipped_rulebook


def test_a_sentence_keeps_what_belongs_together(shipped):
    asked = AllOf((Leaf("iso13485"), AnyOf((Leaf("eu_ar"), Leaf("test_report", (("standard", ("EN 1", "EN 2")),))))))

    with translation.override("en"):
        assert words.sentence(shipped, asked) == (
            "ISO 13485 QMS certificate and (EU Authorised Representative mandate or Test report (standard EN 1 or EN 2))"
        )


def test_the_tree_keeps_the_shape_of_the_row(shipped):
    shown = words.tree(shipped, AllOf((Leaf("iso13485"), AnyOf((Leaf("eu_ar"), Leaf("ch_rep"))))))

    assert (shown.mode, shown.parts[0].document.key) == ("all", "iso13485")
    assert (shown.parts[1].mode, [one.document.key for one in shown.parts[1].parts]) == (
        "any",
        ["eu_ar", "ch_rep"],
    )


def test_each_document_stands_once_and_yours_come_last(shipped):
    rows = [row(shipped, "EU.medical_mask.4"), row(shipped, "EU.respirator.1"), row(shipped, "EU.medical_mask.4")]

    listed = words.documents(shipped, rows)

    keys = [one.key for one in listed]
    assert len(keys) == len(set(keys))
    assert [one.key for one in listed if one.is_yours] == [keys[-1]] == ["eu_ppe_art4_operator"]


@pytest.mark.parametrize(
    ("key", "holds"), [("iso13485", "3 years"), ("importer_licence_generic", "1 year"), ("loa", "")]
)
def test_how_long_a_document_holds(shipped, key, holds):
    with translation.override("en"):
        assert words.document(shipped.evidence_types[key]).holds == holds


def test_the_kind_of_issuer_is_left_out_where_it_says_the_same(shipped):
    declared = words.document(shipped.evidence_types["eu_doc_mdr"])
    examined = words.document(shipped.evidence_types["eu_nb_cert_mdr"])

    assert (declared.issuer, declared.issuer_kind) == ("Manufacturer", "")
    assert examined.issuer_kind == "notified body"


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("EU.medical_mask.4", ["Sterile: no"]),
        (
            "EU.medical_mask.9",
            ["Sterile: no", "First unit of the model placed on the market before 28 May 2026"],
        ),
        ("VN.pulse_oximeter.1a", ["Risk class (GHTF; B is IIa, C is IIb): B (IIa)"]),
        ("EU.respirator.1", []),
    ],
)
def test_conditions_name_the_attribute_and_the_value(shipped, id_, said):
    with translation.override("en"):
        assert words.conditions(shipped, row(shipped, id_)) == said


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("EU.medical_mask.4", "From 28 May 2026 on"),
        ("EU.medical_mask.3", "From 26 May 2025 until 27 May 2026"),
        ("RU.medical_mask.2", "From 1 January 2013 until 28 February 2025"),
        ("WHO.medical_mask.1", "Long-standing; its start was not researched"),
    ],
)
def test_the_days_of_a_row(shipped, id_, said):
    with translation.override("en"):
        assert words.days(row(shipped, id_)) == said


def test_a_row_without_a_first_day_says_its_last(shipped):
    ended = next(one for one in shipped.requirements if one.effective_until and not one.effective_from)

    with translation.override("en"):
        assert words.days(ended).startswith("Until ")


def test_the_day_before_a_change_is_the_last_of_the_old(shipped):
    with translation.override("en"):
        assert words.last_day(date(2027, 1, 1)) == "31 December 2026"


def test_the_authority_has_a_name_in_both_languages_or_general_words(shipped):
    japan, ukraine = shipped.markets["JP"], shipped.markets["UA"]

    assert words.authority_name(japan) == "Pharmaceuticals and Medical Devices Agency (PMDA)"
    assert words.authority_name(ukraine) == words.authority_name(None) == "the market's authority"
    with translation.override("zh-hans"):
        assert words.authority_name(japan) == "日本医药品医疗器械综合机构（PMDA）"


def test_every_code_of_the_shipped_rulebook_has_words(shipped):
    assert {one.issuer_kind for one in shipped.evidence_types.values()} <= set(words.ISSUERS)
    assert {one.quality for one in shipped.sources.values()} <= set(words.QUALITY)
    assert {one.class_basis for one in shipped.requirements} <= set(words.CLASS_BASIS)
    assert {one.confidence for one in shipped.requirements} <= set(vocabulary.SURE)


def test_every_row_of_the_shipped_rulebook_can_be_explained(shipped):
    for one in shipped.requirements:
        shown = words.route(shipped, one)

        assert shown.tree
        assert shown.sources
        assert words.sentence(shipped, one.expression) or one.outcome is Outcome.PROHIBITED  # it asks for nothing


def test_what_is_unsure_is_asked_where_its_documents_come_from_or_at_the_markets_authority(shipped):
    swiss = shipped.requirements_for("hand_sanitizer", "CH")
    nobody = row(shipped, "UA.community_mask.1")

    assert words.whom_to_ask(shipped, swiss) == "FOPH notification authority chemicals"
    assert words.whom_to_ask(shipped, [nobody]) == "the market's authority"
    assert words.whom_to_ask(shipped, []) == ""


def test_a_note_on_how_long_a_document_holds_is_in_both_languages_and_speaks_to_buyers(shipped):
    noted = [one for one in shipped.evidence_types.values() if one.validity_note]

    assert len(noted) > 80
    assert [one.id for one in noted if not one.validity_note_zh] == []
    assert [
        one.id for one in noted if re.search(r"<=|>=|[a-z]{2}_[a-z]+|\(low\)|profile|knowledge", one.validity_note)
    ] == []


def test_a_row_says_when_a_person_last_compared_it(shipped):
    asked = row(shipped, "EU.medical_mask.4")

    assert words.route(shipped, asked).check == asked.checked


def test_a_row_without_a_text_among_its_sources_leads_to_the_act_that_it_cites(shipped):
    one = replace(row(shipped, "EU.medical_mask.4"), sources=(), legal_basis="Directive 93/42/EEC Annex IX")

    (text,) = words.route(shipped, one).texts

    assert text.url == "https://eur-lex.europa.eu/eli/dir/1993/42/oj"
    assert words.route(shipped, replace(one, legal_basis="Gesetz Nr. 5")).texts == []
