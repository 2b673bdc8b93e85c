"""What one edition says differently from the one before."""

from datetime import date

import pytest

from audits.compliance.rulebook import AllOf, Leaf
from audits.law import files
from audits.law.change import Change, ChangeCode
from audits.law.changes import changes
from tests.audits import small_law

US = "markets/US.yaml"
EU = "markets/EU.yaml"
STANDARDS = "standards.yaml"
NEXT = """
    - id: US.medical_mask.1a
      route: Clearance
      from: 2027-02-01
      asks: {all_of: [doc, report]}
      confidence: low
      legal_basis: Section 1
      sources: [law]
"""
SECOND_TYPE = """
respirator:
  name: Respirator
  name_zh: 口罩乙
  kind: ppe
  definition: A respirator
  hs_2017: ['6307.90']
  hs_2022: ['6307.90']
  attributes: {}
  specification:
    - {key: layers, label: Layers, label_zh: 层数, kind: number}
    - {key: colour, label: Colour, label_zh: 颜色, kind: text}
    - {key: size, label: Size, label_zh: 规格, kind: text}
"""


def law(*edits, base=small_law.FILES):
    """The small law after edits, each (file, old text, new text)."""
    texts = dict(base)
    for file, old, new in edits:
        assert old in texts[file]
        texts[file] = texts[file].replace(old, new, 1)
    return files.read(texts)


def added(file, text):
    return (file, small_law.FILES[file], small_law.FILES[file] + text)


def codes(*edits, since=()):
    return [one.code for one in changes(law(*since), law(*edits))]


def only(*edits, since=()):
    (change,) = changes(law(*since), law(*edits))
    return change


OPEN_END = (US, "      until: 2027-01-31\n", "")


def test_the_same_edition_has_no_changes():
    assert changes(law(), law()) == ()


def test_a_new_row_begins_on_its_first_day():
    new_row = NEXT.replace("from: 2027-02-01", "from: 2028-01-01")

    assert only(added(US, new_row)) == Change(
        ChangeCode.BEGINS,
        date(2028, 1, 1),
        "US",
        ("medical_mask",),
        ("US.medical_mask.1a",),
        {
            "route": "Clearance",
            "asks": AllOf((Leaf("doc"), Leaf("report"))),
            "condition": (),
            "combine": "alternative",
            "outcome": "allowed_if",
            "until": None,
        },
    )


def test_a_row_that_gets_an_end_ends_the_day_after_its_last():
    change = only(since=[OPEN_END])

    assert (change.code, change.day, change.rows) == (ChangeCode.ENDS, date(2027, 2, 1), ("US.medical_mask.1",))


def test_a_row_closed_and_the_next_one_opened_is_one_replacement():
    change = only(added(US, NEXT), since=[OPEN_END])

    assert (change.code, change.day) == (ChangeCode.REPLACED, date(2027, 2, 1))
    assert change.rows == ("US.medical_mask.1a", "US.medical_mask.1")
    assert (change.params["added"], change.params["dropped"]) == ((Leaf("report"),), ())


@pytest.mark.parametrize(
    "different",
    [
        ("from: 2027-02-01", "from: 2027-02-02"),
        ("confidence: low", "combine: additional\n      confidence: low"),
    ],
)
def test_a_row_that_does_not_follow_the_ended_one_replaces_nothing(different):
    assert codes(added(US, NEXT.replace(*different)), since=[OPEN_END]) == [ChangeCode.ENDS, ChangeCode.BEGINS]


def test_an_end_that_goes_away_has_moved():
    change = only(OPEN_END)

    assert (change.code, change.params["until"], change.params["until_before"]) == (
        ChangeCode.END_MOVED,
        None,
        date(2027, 1, 31),
    )


def test_a_row_changed_in_place_was_corrected_with_reason():
    change = only(
        (US, "asks: doc", "asks: report"), (US, "confidence: low", "confidence: high\n      corrected: {D9: misread}")
    )

    assert (change.code, change.day) == (ChangeCode.CORRECTED, None)
    assert change.params["fields"] == {"confidence": ("low", "high")}
    assert (change.params["added"], change.params["dropped"]) == ((Leaf("report"),), (Leaf("doc"),))
    assert change.params["reasons"] == ("misread",)


def test_a_row_that_is_gone_was_taken_out():
    gone = small_law.FILES[US][small_law.FILES[US].index("requirements:") :]

    assert codes((US, gone, "")) == [ChangeCode.REMOVED]


def test_the_same_change_of_two_product_types_is_one():
    both = added("product_types.yaml", SECOND_TYPE)
    shared = """
shared:
  - id: US.2
    route: Label
    product_types: [medical_mask, respirator]
    combine: additional
    from: 2028-01-01
    asks: doc
    confidence: high
    legal_basis: Section 2
    sources: [law]
"""

    change = only(both, added(US, shared), since=[both])

    assert (change.product_types, change.rows) == (
        ("medical_mask", "respirator"),
        ("US.2.medical_mask", "US.2.respirator"),
    )


def test_an_edition_of_a_standard_that_takes_the_place_of_another():
    closed = (STANDARDS, "edition: '2019',", "edition: '2019', until: 2026-11-30,")
    opened = "      - {edition: '2026', from: 2026-12-01, confidence: high, sources: [law]}\n"
    old = {STANDARDS: small_law.FILES[STANDARDS]}

    texts = {**small_law.FILES, STANDARDS: old[STANDARDS].replace(closed[1], closed[2]) + opened}
    (change,) = changes(law(), files.read(texts))

    assert change == Change(
        ChangeCode.EDITION_REPLACED,
        date(2026, 12, 1),
        product_types=("medical_mask",),
        params={"standard": "EN 1", "edition": "2026", "edition_before": "2019"},
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("edition: '2019',", "edition: '2019', until: 2026-11-30,", ChangeCode.EDITION_ENDS),
        ("edition: '2019',", "edition: '2019', from: 2019-01-01,", ChangeCode.EDITION_CORRECTED),
    ],
)
def test_an_edition_of_a_standard_changes_in_place(old, new, code):
    assert codes((STANDARDS, old, new)) == [code]


def test_an_edition_of_a_standard_under_another_year_goes_and_comes():
    assert codes((STANDARDS, "'2019'", "'2020'")) == [ChangeCode.EDITION_BEGINS, ChangeCode.EDITION_REMOVED]


@pytest.mark.parametrize(
    ("edit", "code", "params"),
    [
        (
            ("countries.yaml", "DE: Germany, ", ""),
            ChangeCode.UNLISTED,
            {"kind": "countries", "id": "DE", "market": None, "market_before": "EU"},
        ),
        (("sources.yaml", "The law", "The Act"), ChangeCode.RELISTED, {"kind": "sources", "id": "law"}),
        (
            ("evidence_types.yaml", "name: Test report", "name: Report"),
            ChangeCode.RELISTED,
            {"kind": "evidence_types", "id": "report"},
        ),
        (
            ("markets/EU.yaml", "name: European Union", "name: Europe"),
            ChangeCode.RELISTED,
            {"kind": "markets", "id": "EU"},
        ),
        (
            ("product_types.yaml", "definition: A mask", "definition: The mask"),
            ChangeCode.RELISTED,
            {"kind": "product_types", "id": "medical_mask"},
        ),
    ],
)
def test_other_changes_of_lists_are_reported(edit, code, params):
    change = only(edit)

    assert (change.code, change.params) == (code, params)


def test_a_new_source_is_listed():
    assert codes(added("sources.yaml", "more: {title: More, quality: news}\n")) == [ChangeCode.LISTED]


def test_what_no_answer_rests_on_is_still_a_change():
    assert codes(("sources.yaml", "quality: official", "url_exact: true, quality: official")) == [ChangeCode.DETAILS]


def test_changes_come_by_day_and_those_without_a_day_last():
    found = changes(law(OPEN_END), law(added(US, NEXT), (EU, "confidence: high", "confidence: low")))

    assert [(one.day, one.code) for one in found] == [
        (date(2027, 2, 1), ChangeCode.REPLACED),
        (None, ChangeCode.CORRECTED),
    ]
