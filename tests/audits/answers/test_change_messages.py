"""Changes between editions in words."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from audits.answers.change_messages import Words, edition_name, sentences
from audits.compliance.rulebook import AllOf, AnyOf, Leaf
from audits.law import files
from audits.law.change import Change, ChangeCode
from audits.law.changes import changes
from tests.audits import small_law
from tests.audits.law.test_changes import EU, NEXT, OPEN_END, STANDARDS, US, added, law

YY = "YY 0469"


def reported(*edits, since=()):
    old, new = law(*since), law(*edits)
    return sentences(changes(old, new), old, new)


@pytest.fixture
def shipped(shipped_rulebook):
    return shipped_rulebook


def before_the_new_yy_0469(book):
    """What the list said before anybody knew of the edition of 2023."""
    kept = [one for one in book.standard_editions if (one.standard, one.edition) != (YY, "2023")]
    opened = [replace(one, effective_until=None) if one.standard == YY else one for one in kept]
    return replace(book, edition="before", standard_editions=tuple(opened))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "From 1 December 2026 YY 0469-2023 replaces YY 0469-2011 for Medical (surgical) face mask.")],
)
def test_a_new_edition_of_a_standard_is_reported_as_people_say_it(shipped, language, sentence):
    old = before_the_new_yy_0469(shipped)

    with translation.override(language):
        assert sentences(changes(old, shipped), old, shipped) == [sentence]


REPLACEMENTS = [
    ("{all_of: [doc, report]}", "From 1 February 2027 United States asks for Test report as well for Mask: Clearance."),
    ("report", "From 1 February 2027 United States asks for Test report instead of Declaration for Mask: Clearance."),
    ("doc", "From 1 February 2027 other terms hold in United States for Mask: Clearance."),
]


@pytest.mark.parametrize(("asks", "sentence"), REPLACEMENTS)
def test_a_rule_that_takes_the_place_of_another(asks, sentence):
    row = NEXT.replace("{all_of: [doc, report]}", asks)

    assert reported(added(US, row), since=[OPEN_END]) == [sentence]


def test_a_rule_that_asks_for_less_or_has_another_name():
    fewer = [OPEN_END, (US, "asks: doc", "asks: {all_of: [doc, report]}")]
    less = (US, "asks: doc", "asks: {all_of: [doc, report]}"), added(US, NEXT.replace("{all_of: [doc, report]}", "doc"))
    renamed = NEXT.replace("{all_of: [doc, report]}", "doc").replace("route: Clearance", "route: Listing")
    row = small_law.FILES[US].replace("asks: doc", "asks: {all_of: [doc, report]}")

    assert reported((US, small_law.FILES[US], row + less[1][2][len(small_law.FILES[US]) :]), since=fewer) == [
        "From 1 February 2027 United States no longer asks for Test report for Mask: Clearance."
    ]
    assert reported(added(US, renamed), since=[OPEN_END]) == [
        "From 1 February 2027 “Listing” replaces “Clearance” in United States for Mask."
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            "confidence: low",
            "From 1 January 2028 United States accepts Declaration; Test report for Mask: Clearance.",
        ),
        (
            "combine: additional\n      confidence: low",
            "From 1 January 2028 United States asks for Declaration; Test report as well for Mask: Clearance.",
        ),
        (
            "combine: informational\n      confidence: low",
            "From 1 January 2028, to note: United States, Mask: Clearance.",
        ),
        (
            "until: 2028-12-31\n      confidence: low",
            "From 1 January 2028 United States accepts Declaration; Test report for Mask: Clearance. "
            "It ends on 31 December 2028.",
        ),
    ],
)
def test_a_new_row_by_what_it_is(change, sentence):
    row = NEXT.replace("2027-02-01", "2028-01-01").replace("confidence: low", change)

    assert reported(added(US, row)) == [sentence]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("confidence: low", "United States accepts Declaration; Test report for Mask: Clearance."),
        (
            "combine: additional\n      confidence: low",
            "United States asks for Declaration; Test report as well for Mask: Clearance.",
        ),
        ("outcome: manual_review\n      confidence: low", "To note: United States, Mask: Clearance."),
    ],
)
def test_a_new_row_without_a_known_start(change, sentence):
    row = NEXT.replace("      from: 2027-02-01\n", "").replace("confidence: low", change)

    assert reported(added(US, row)) == [sentence]


@pytest.mark.parametrize(
    ("edits", "since", "sentence"),
    [
        ([], [OPEN_END], "From 1 February 2027 this no longer holds in United States for Mask: Clearance."),
        (
            [OPEN_END],
            [],
            "In United States this does not end on 31 January 2027 for Mask: Clearance. No end is known.",
        ),
        (
            [(US, "2027-01-31", "2027-06-30")],
            [],
            "In United States this holds until 30 June 2027, not 31 January 2027, for Mask: Clearance.",
        ),
        (
            [(US, "confidence: low", "confidence: high"), (US, "legal_basis: Section 1", "legal_basis: Section 7")],
            [],
            "Corrected: United States, Mask, Clearance: legal basis; confidence high instead of low.",
        ),
        (
            [(US, "from: 2000-01-01", "from: 2001-01-01")],
            [],
            "Corrected: United States, Mask, Clearance: first day 1 January 2001 instead of 1 January 2000.",
        ),
        (
            [(US, "asks: doc", "asks: report")],
            [],
            "Corrected: United States, Mask, Clearance: it asks for Test report instead of Declaration.",
        ),
        (
            [(US, "asks: doc", "asks: {all_of: [doc, report]}")],
            [],
            "Corrected: United States, Mask, Clearance: it asks for Test report as well.",
        ),
        (
            [],
            [(US, "asks: doc", "asks: {all_of: [doc, report]}")],
            "Corrected: United States, Mask, Clearance: it no longer asks for Test report.",
        ),
        (
            [(US, "asks: doc", "asks: {any_of: [doc, report]}")],
            [(US, "asks: doc", "asks: {all_of: [doc, report]}")],
            "Corrected: United States, Mask, Clearance: it asks for Declaration or Test report.",
        ),
        (
            [(US, "sources: [law]", "sources: [law]\n      corrected: {D9: misread}")],
            [],
            "Corrected: United States, Mask, Clearance: the reason is given.",
        ),
        (
            [(US, small_law.FILES[US][small_law.FILES[US].index("requirements:") :], "")],
            [],
            "Taken out: United States, Mask: Clearance.",
        ),
    ],
)
def test_a_row_that_was_there_before(edits, since, sentence):
    assert reported(*edits, since=since) == [sentence]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("'2019',", "'2019', until: 2026-11-30,", "From 1 December 2026 EN 1:2019 is no longer accepted for Mask."),
        ("'2019',", "'2019', from: 2019-01-01,", "Corrected: EN 1:2019 is accepted from 1 January 2019 on for Mask."),
        (
            "'2019',",
            "'2019', confidence: low, from: 2019-01-01, until: 2020-01-01, sources: [law]}\n"
            "  - id: EN 2\n    publisher: CEN\n    title: Gloves\n    editions:\n"
            "      - {edition: '1', from: 2027-01-01,",
            "From 1 January 2027 EN 2:1 is accepted.",
        ),
    ],
)
def test_the_list_of_standards(old, new, sentence):
    assert sentence in reported((STANDARDS, old, new))


def test_a_correction_of_the_days_of_an_edition():
    ended = (STANDARDS, "'2019',", "'2019', until: 2026-11-30,")
    both = (STANDARDS, "'2019',", "'2019', from: 2019-01-01, until: 2027-11-30,")

    assert reported((STANDARDS, "'2019',", "'2019', until: 2027-11-30,"), since=[ended]) == [
        "Corrected: EN 1:2019 is accepted until 30 November 2027 for Mask."
    ]
    assert reported(both, since=[ended]) == [
        "Corrected: EN 1:2019 is accepted from 1 January 2019 to 30 November 2027 for Mask."
    ]
    assert reported(since=[ended]) == ["Corrected: EN 1:2019 is accepted on every day for Mask."]


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (("countries.yaml", "DE: Germany, ", ""), "No longer in the list: country “DE”."),
        (("sources.yaml", "The law", "The Act"), "Described again: source “The Act”."),
        (("evidence_types.yaml", "name: Test report", "name: Report"), "Described again: document “Report”."),
        ((EU, "name: European Union", "name: Europe"), "Described again: market “Europe”."),
        (("product_types.yaml", "definition: A mask", "definition: The mask"), "Described again: product type “Mask”."),
        (
            ("sources.yaml", "quality: official", "url_exact: true, quality: official"),
            "Details that no answer rests on were changed.",
        ),
        (("countries.yaml", "FR: France", "FR: France, IT: Italy"), "New in the list: country “IT”."),
    ],
)
def test_the_other_lists(edit, sentence):
    assert reported(edit) == [sentence]


def test_a_country_under_another_market():
    moved = "EU: {DE: Germany}\nUS: {US: United States, FR: France}\n"

    assert reported(("countries.yaml", small_law.FILES["countries.yaml"], moved)) == [
        "Country FR belongs to United States, not to European Union."
    ]


def test_names_are_in_the_readers_language_and_what_nobody_knows_keeps_its_id():
    words = Words(law(), law())

    with translation.override("zh-hans"):
        assert (words.market("EU"), words.products(["medical_mask"])) == ("欧盟", "口罩")
    assert (words.market("XX"), words.products(["x"]), words.documents_of(Leaf("x"))) == ("XX", "x", "x")
    unknown = Change(ChangeCode.UNLISTED, params={"kind": "sources", "id": "gone"})
    assert words.sentence(unknown) == "No longer in the list: source “gone”."


def test_alternatives_inside_a_demand_stand_in_brackets():
    words = Words(law(), law())
    either = AnyOf((Leaf("doc"), Leaf("report", (("standard", "EN 1"),))))

    assert words.documents_of(AllOf((Leaf("licence"), either))) == (
        "Business licence; (Declaration or Test report (standard EN 1))"
    )


def test_an_edition_is_written_as_its_publisher_writes_it():
    assert [edition_name("YY 0469", "2023"), edition_name("EN 149", "2001")] == ["YY 0469-2023", "EN 149:2001"]


def test_a_day_stands_in_the_readers_form():
    change = Change(ChangeCode.ENDS, date(2027, 2, 1), "US", ("medical_mask",), (), {"route": "Clearance"})

    with translation.override("zh-hans"):
        assert "2027年2月1日" in Words(law(), law()).sentence(change)


def test_a_new_issuing_body_is_named_with_its_number():
    bodies = "- {number: '0001', name: Body of Tests, country: DE, entitled: [{law: PPE, confidence: high, sources: [law]}]}\n"
    documents = small_law.FILES["evidence_types.yaml"].replace("name: Manufacturer}", "name: Manufacturer, law: PPE}")
    texts = {**small_law.FILES, "evidence_types.yaml": documents}
    old, new = files.read(texts), files.read({**texts, "issuing_bodies.yaml": bodies})

    assert sentences(changes(old, new), old, new) == ["New in the list: issuing body “Body of Tests (0001)”."]
