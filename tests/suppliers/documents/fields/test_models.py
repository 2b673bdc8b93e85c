import pytest

from suppliers.documents.fields.models import propose_class, propose_models
from tests.suppliers.documents.fields.sample_sheets import line, sheet_of


def models(*lines):
    return {one.value for one in propose_models(sheet_of(*lines))}


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Model 型号 YAO-IT960, YAO-IT171, YAO-IT162", {"YAO-IT960", "YAO-IT171", "YAO-IT162"}),
        ("型号、规格 Models SM-230A、SM-845B", {"SM-230A", "SM-845B"}),
        ("Face shield with foam band (泡棉面罩), model LAN-FS770", {"LAN-FS770"}),
        ("型号：KN-100", {"KN-100"}),
        ("REF XIH-AS390", {"XIH-AS390"}),
    ],
)
def test_models_stand_behind_their_word(printed, found):
    assert models(printed) == found


def test_models_stand_in_the_column_that_is_headed_so():
    lines = (
        line("Product", 0.1, 0.3), line("Model", 0.5, 0.3), line("Standard", 0.7, 0.3),
        line("Coverall", 0.1, 0.32), line("PC560", 0.5, 0.32), line("EN14126", 0.7, 0.32),
        line("Gown", 0.1, 0.34), line("PC221", 0.5, 0.34), line("EN14126", 0.7, 0.34),
    )  # fmt: skip

    assert models(*lines) == {"PC560", "PC221"}


@pytest.mark.parametrize(
    "printed", ["Model see annex", "Standard EN149:2001", "model FFP2 NR", "Type IIR", "型号 见附件"]
)
def test_standards_grades_and_types_are_no_models(printed):
    assert models(printed) == set()


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Class IIa, rule 2", "IIa"), ("Regulatory Class: Class II", "II"), ("第二类医疗器械", "II"), ("管理类别：Ⅲ类", "III"), ("Class B, rule 6", "B"),
        ("PPE category 类别 III", "III"), ("Class Is", "Is"), ("Class: I", "I"),
    ],
)  # fmt: skip
def test_the_class_is_read_in_both_languages(printed, value):
    assert [(one.value, one.confidence > 0.9) for one in propose_class(sheet_of(printed))] == [(value, True)]


def test_a_document_that_mentions_several_classes_has_low_confidence_in_each():
    assert all(one.confidence < 0.5 for one in propose_class(sheet_of("第一类、第二类、第三类医疗器械生产")))


@pytest.mark.parametrize("printed", ["First-class quality", "classic", "Class of goods"])
def test_other_uses_of_class_are_not_device_classes(printed):
    assert list(propose_class(sheet_of(printed))) == []


def test_a_small_l_in_a_class_is_a_roman_one():
    assert [(one.value, one.printed) for one in propose_class(sheet_of("Class Ila"))] == [("IIa", "Class Ila")]


@pytest.mark.parametrize(
    "printed",
    [
        "Trade/Device Name: Gloves (NG-3301, NG-3302)",
        "Object of the declaration: mask, type NG-3301, NG-3302",
        "NG-3301, NG-3302",
        "Variants / part numbers: NG-3301, NG-3302",
    ],
)
def test_models_stand_behind_the_name_of_the_device_too(printed):
    assert {one.value for one in propose_models(sheet_of(printed))} == {"NG-3301", "NG-3302"}


@pytest.mark.parametrize("printed", ["References to the standards used: PPE43-5634-B", "Device name: swab W0105003997"])
def test_references_and_codes_of_groups_are_no_models(printed):
    assert [one for one in propose_models(sheet_of(printed)) if one.confidence > 0.75] == []


def test_a_class_with_its_label_counts_and_one_that_is_spoken_of_does_not():
    found = list(
        propose_class(sheet_of("Regulatory Class: Class II", "If your device is of class III, more is asked."))
    )

    assert [(one.value, one.confidence > 0.9) for one in found] == [("II", True)]


def test_a_class_in_a_scope_of_production_is_none_of_a_device():
    assert list(propose_class(sheet_of("生产范围:Ⅱ类:14-注输、护理和防护器械"))) == []


def test_models_listed_at_the_end_of_a_line_are_read_but_a_single_one_is_not():
    assert models("Disposable examination gloves: NG910, NG911") == {"NG910", "NG911"}
    assert models("Approval granted under file: NG910") == set()
