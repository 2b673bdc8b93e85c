"""Reading the rulebook's files: what a row becomes, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from audits.compliance.doubt import Doubt
from audits.compliance.reference import Authority, Confidence
from audits.compliance.rulebook import AllOf, AnyOf, Combine, Leaf, Outcome
from audits.law.files import RulebookError, load
from audits.law.notes import chinese_note

SMALL = {
    "sources.yaml": "law: {title: The law, url: 'https://law.example/', quality: official}\n",
    "countries.yaml": "AA: {DE: Germany}\nBB: {FR: France}\n",
    "evidence_types.yaml": """
doc: &document
  name: Declaration
  name_zh: 声明
  kind: declaration
  market: '*'
  issued_by: {kind: manufacturer, name: Manufacturer}
  held_by: manufacturer
  confidence: high
  sources: [law]
report: *document
""",
    "product_types.yaml": """
mask:
  name: Mask
  name_zh: 口罩
  kind: medical_device
  definition: A mask
  hs_2017: ['6307.90']
  hs_2022: ['6307.90']
  attributes:
    sterile: {kind: yes_no, label: Sterile, label_zh: 是否无菌}
    claim: {kind: choice, label: Claim, label_zh: 宣称, values: {none: {label: None, label_zh: 无}}}
    model_first_placed_on: {kind: day, label: First placed, label_zh: 首次投放}
  specification:
    - {key: layers, label: Layers, label_zh: 层数, kind: number}
    - {key: colour, label: Colour, label_zh: 颜色, kind: text}
    - {key: size, label: Size, label_zh: 规格, kind: text}
""",
    "standards.yaml": """
standards:
  - id: EN 1
    publisher: CEN
    title: Masks
    editions:
      - {edition: '2019', confidence: high, sources: [law]}
""",
    "markets/AA.yaml": """
market: AA
name: Land A
name_zh: 甲国
requirements:
  mask:
    - id: AA.mask.1
      route: Declaration
      condition: {sterile: false}
      from: 2021-05-26
      until: 2026-12-31
      asks: {all_of: [doc, {report: {standard: EN 1}}, {any_of: [doc, report]}]}
      confidence: high
      legal_basis: Article 1
      sources: [law]
""",
    "markets/BB.yaml": """
market: BB
name: Land B
name_zh: 乙国
shared:
  - id: BB.1
    route: Many
    product_types: [mask]
    asks: doc
    confidence: low
    legal_basis: Article 2
    sources: [law]
""",
}
AA = "markets/AA.yaml"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "markets").mkdir()
    for name, text in SMALL.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def change(directory: Path, name: str, old: str, new: str) -> None:
    text = (directory / name).read_text(encoding="utf-8")
    assert old in text
    (directory / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_row_becomes_a_requirement_with_every_fact(small):
    (row,) = load(small).requirements_for("mask", "AA")

    assert row.id == "AA.mask.1"
    assert row.expression == AllOf(
        (Leaf("doc"), Leaf("report", (("standard", "EN 1"),)), AnyOf((Leaf("doc"), Leaf("report"))))
    )
    assert (row.effective_from, row.effective_until) == (date(2021, 5, 26), date(2026, 12, 31))
    assert row.condition == (("sterile", False),)
    assert (row.outcome, row.combine, row.confidence) == (Outcome.ALLOWED_IF, Combine.ALTERNATIVE, Confidence.HIGH)
    assert (row.class_basis, row.effective_from_basis) == ("knowledge", "stated")


def test_an_open_doubt_makes_a_row_of_high_confidence_one_of_low(small):
    change(
        small, AA, "confidence: high\n", "confidence: high\n      doubt: {text: the end is a draft, due: 2027-02-28}\n"
    )

    (row,) = load(small).requirements_for("mask", "AA")

    assert (row.confidence, row.doubt) == (Confidence.LOW, Doubt("the end is a draft", date(2027, 2, 28)))


def test_a_row_without_a_doubt_is_as_sure_as_it_says(small):
    (row,) = load(small).requirements_for("mask", "AA")

    assert (row.confidence, row.doubt) == (Confidence.HIGH, None)


def test_a_shared_row_becomes_one_requirement_for_each_product_type(small):
    (row,) = load(small).requirements_for("mask", "BB")

    assert (row.id, row.expression, row.effective_from_basis) == ("BB.1.mask", Leaf("doc"), "not_researched")


def test_a_condition_on_an_earlier_day_is_a_day(small):
    change(small, AA, "{sterile: false}", "{model_first_placed_before: 2021-07-28}")

    (row,) = load(small).requirements_for("mask", "AA")

    assert row.condition == (("model_first_placed_before", date(2021, 7, 28)),)


def test_a_list_in_a_narrowing_is_kept_in_order(small):
    change(small, AA, "{standard: EN 1}", "{class: [D, B]}")
    (small / "terms.yaml").write_text("class: {B: {name: Class B}, D: {name: Class D}}\n", encoding="utf-8")

    (row,) = load(small).requirements_for("mask", "AA")

    assert row.expression.parts[1] == Leaf("report", (("class", ("D", "B")),))


FAULTS = {
    "unknown evidence type": (AA, "all_of: [doc,", "all_of: [dok,", "AA.mask.1", "unknown evidence type 'dok'"),
    "unknown product type": (AA, "  mask:\n", "  helmet:\n", "AA.mask.1", "unknown product type 'helmet'"),
    "unknown source": (AA, "sources: [law]", "sources: [hearsay]", "AA.mask.1", "unknown source 'hearsay'"),
    "unknown key": (AA, "      route:", "      rout: x\n      route:", "AA.mask.1", "'rout' was unexpected"),
    "missing key": (AA, "      confidence: high\n", "", "AA.mask.1", "'confidence' is a required property"),
    "day that does not exist": (AA, "2021-05-26", "2021-02-30", "AA.mask.1", "bad date '2021-02-30'"),
    "day in another form": (AA, "2021-05-26", "26.05.2021", "AA.mask.1", "'26.05.2021' does not match"),
    "bad day in a condition": (
        AA,
        "{sterile: false}",
        "{model_first_placed_before: soon}",
        "AA.mask.1",
        "bad date 'soon'",
    ),
    "doubt without a day": (
        AA,
        "legal_basis: Article 1",
        "doubt: {text: not confirmed}\n      legal_basis: Article 1",
        "AA.mask.1",
        "'due' is a required property",
    ),
    "doubt due on a day that does not exist": (
        AA,
        "legal_basis: Article 1",
        "doubt: {text: not confirmed, due: 2027-02-30}\n      legal_basis: Article 1",
        "AA.mask.1",
        "bad date '2027-02-30'",
    ),
    "end before start": (
        AA,
        "until: 2026-12-31",
        "until: 2021-05-25",
        "AA.mask.1",
        "ends on 2021-05-25 before it starts on 2021-05-26",
    ),
    "empty expression": (AA, "any_of: [doc, report]", "any_of: []", "AA.mask.1", "[] should be non-empty"),
    "unknown condition attribute": (
        AA,
        "{sterile: false}",
        "{stertile: false}",
        "AA.mask.1",
        "unknown condition attribute 'stertile' of mask",
    ),
    "value that nobody can choose": (AA, "{sterile: false}", "{claim: some}", "AA.mask.1", "claim has no value 'some'"),
    "word for a yes or no": (
        AA,
        "{sterile: false}",
        "{sterile: 'no'}",
        "AA.mask.1",
        "sterile of mask is true or false",
    ),
    "unknown narrowing": (AA, "{standard: EN 1}", "{norm: EN 1}", "AA.mask.1", "'norm' is not one of"),
    "product types of a plain row": (
        AA,
        "      route:",
        "      product_types: [mask]\n      route:",
        "AA.mask.1",
        "product_types belongs to a shared row",
    ),
    "unknown product type of a shared row": (
        "markets/BB.yaml",
        "[mask]",
        "[helmet]",
        "BB.1.helmet",
        "unknown product type 'helmet'",
    ),
    "file of another market": (AA, "market: AA", "market: CC", "CC", "the file is not named after its market"),
    "country in two markets": (
        "countries.yaml",
        "BB: {FR: France}",
        "BB: {DE: Germany}",
        "DE",
        "stands in two markets, AA and BB",
    ),
    "country of no market": ("countries.yaml", "BB: {FR", "CC: {FR", "FR", "unknown market 'CC'"),
    "market of a document": ("evidence_types.yaml", "market: '*'", "market: CC", "doc", "unknown market 'CC'"),
    "source of a document": ("evidence_types.yaml", "[law]", "[hearsay]", "doc", "unknown source 'hearsay'"),
    "source of an edition": ("standards.yaml", "[law]", "[x]", "EN 1:2019", "unknown source 'x'"),
    "document defined twice": (
        "evidence_types.yaml",
        "report: *document",
        "doc: *document",
        "line 2",
        "duplicate id or key 'doc'",
    ),
    "text that is no YAML": ("sources.yaml", "law: {", "law: {{", "line 2", "did not find expected"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_by_file_row_and_reason(small, fault):
    file, old, new, row, reason = FAULTS[fault]
    change(small, file, old, new)

    with pytest.raises(RulebookError) as refused:
        load(small)

    assert (refused.value.file, refused.value.row) == (file, row)
    assert reason in refused.value.reason
    assert str(refused.value) == f"{file}: {row}: {refused.value.reason}"


def test_the_same_id_in_two_files_is_refused(small):
    change(
        small,
        "markets/BB.yaml",
        "shared:",
        "requirements:\n  mask:\n    - &r\n      id: AA.mask.1\n      route: x\n"
        + "      asks: doc\n      confidence: low\n      legal_basis: x\n      sources: [law]\nshared:",
    )

    with pytest.raises(RulebookError, match=r"^markets/BB.yaml: AA.mask.1: duplicate id, already in markets/AA.yaml$"):
        load(small)


def test_a_missing_file_is_named(small):
    (small / "sources.yaml").unlink()

    with pytest.raises(RulebookError, match=r"^sources.yaml: the file is missing$"):
        load(small)


def test_norway_is_a_country_and_a_day_stays_text(small):
    change(small, "countries.yaml", "FR: France", "NO: Norway")

    assert load(small).countries == {"DE": "AA", "NO": "BB"}


def test_the_edition_changes_with_the_content_alone(small):
    before = load(small).edition
    change(small, AA, "market: AA\n", "# a comment\nmarket: AA\n")
    with_comment = load(small).edition
    change(small, AA, "confidence: high", "confidence: low")

    assert len(before) == 16
    assert with_comment == before
    assert load(small).edition != before


def test_a_chinese_name_of_a_route_makes_an_edition_and_no_other_row(small):
    before = load(small)
    (row,) = before.requirements_for("mask", "AA")
    (small / "routes.yaml").write_text(f"{row.route}: 甲通道\n", encoding="utf-8")

    after = load(small)
    assert [one.route_zh for one in after.requirements if one.route == row.route] == ["甲通道"]
    assert (row.route_zh, after.requirements) == ("", before.requirements)
    assert after.edition != before.edition


def test_a_note_is_put_together_from_sentences_and_left_in_english_where_one_is_missing():
    known = {"Under Res. 12/99 nothing is owed.": "依第 12/99 号决议无须缴费。", "Class A.": "A 类。"}

    assert chinese_note("Class A. Under Res. 12/99\n  nothing is owed.", known) == "A 类。依第 12/99 号决议无须缴费。"
    assert chinese_note("Class A. Nobody knows.", known) == ""
    assert chinese_note("", known) == ""


def test_a_market_names_whom_to_ask_or_nobody(small):
    authority = "authority: {name: Office of A, name_zh: 甲国主管机构, url: 'https://office.example/'}\n"
    change(small, AA, "name: Land A\n", f"name: Land A\n{authority}")

    markets = load(small).markets

    assert markets["AA"].authority == Authority("Office of A", "甲国主管机构", "https://office.example/")
    assert markets["BB"].authority is None


def test_an_authority_without_a_name_is_refused(small):
    change(small, AA, "name: Land A\n", "name: Land A\nauthority: {url: 'https://office.example/'}\n")

    with pytest.raises(RulebookError, match=r"^markets/AA.yaml: authority: authority: 'name' is a required property$"):
        load(small)
