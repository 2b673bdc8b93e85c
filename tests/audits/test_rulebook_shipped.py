"""What the shipped rulebook holds: nothing lost, nothing without a source, a name in both languages."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict

import pytest

from audits.law import files
from audits.law.files import load
from audits.law.yaml_reading import read_yaml
from suppliers.models import ProductGroup


@pytest.fixture
def shipped(shipped_rulebook):
    return shipped_rulebook


def test_the_shipped_rulebook_is_whole(shipped):
    abroad = [row for row in shipped.requirements if row.market != "CN"]

    assert len(shipped.markets) == 51
    assert len(abroad) >= 1647
    assert len(shipped.evidence_types) >= 210
    assert len(shipped.product_types) == 37
    assert {row.market for row in shipped.requirements} == set(shipped.markets) - {"EAEU", "GCC"}


def test_no_row_was_lost_between_its_neighbours(shipped):
    numbers = defaultdict(set)
    for row in shipped.requirements:
        if row.id.startswith(f"{row.market}.{row.product_type}."):
            numbers[row.market, row.product_type].add(int(row.id.rsplit(".", 1)[1].rstrip("abcdefgh")))

    assert {pair: sorted(found) for pair, found in numbers.items()} == {
        pair: list(range(1, len(found) + 1)) for pair, found in numbers.items()
    }


def test_every_row_is_named_after_its_market_or_the_common_law_it_is_from_and_its_product_type(shipped):
    def is_named_well(row):
        market, kind = re.escape(row.market), re.escape(row.product_type)
        own = rf"{market}\.{kind}\.\d+[a-z]?|{market}\.[a-z]+\.\d+[a-z]?\.{kind}"
        return re.fullmatch(rf"{own}|(EAEU|GCC)\.{kind}\.\d+[a-z]?\.{market}", row.id)

    strays = [row.id for row in shipped.requirements if not is_named_well(row)]

    assert strays == []


def test_every_row_rests_on_a_source(shipped):
    unfounded = [row.id for row in shipped.requirements if not row.sources]

    assert unfounded == []


def test_every_country_has_one_market_and_great_britain_is_not_northern_ireland(shipped):
    assert shipped.countries["GB"] == "GB"
    assert shipped.countries["GB-NIR"] == "XI"
    assert shipped.countries["NO"] == shipped.countries["DE"] == "EU"
    assert "CN" not in shipped.countries
    assert "VE" not in shipped.countries


def test_every_document_and_product_has_a_chinese_name(shipped):
    def is_chinese(text: str) -> bool:
        return any("一" <= char <= "鿿" for char in text)

    latin = [one.id for one in shipped.evidence_types.values() if not is_chinese(one.name_zh)]
    latin += [id_ for id_, facts in shipped.product_types.items() if not is_chinese(facts["name_zh"])]
    latin += [
        f"{id_}.{field['key']}"
        for id_, facts in shipped.product_types.items()
        for field in facts["specification"]
        if not is_chinese(field["label_zh"])
    ]

    assert latin == []


def test_every_route_has_a_chinese_name_and_every_such_name_a_route(shipped):
    named = read_yaml((files.RULEBOOK_DIR / "routes.yaml").read_text(encoding="utf-8"), "routes.yaml")

    assert [row.route for row in shipped.requirements if not row.route_zh] == []
    assert set(named) == {row.route for row in shipped.requirements}


def test_every_note_and_doubt_has_a_chinese_one_and_every_such_sentence_a_row(shipped):
    sentences = read_yaml((files.RULEBOOK_DIR / "notes.yaml").read_text(encoding="utf-8"), "notes.yaml")
    written = {row.notes: row.notes_zh for row in shipped.requirements if row.notes}
    written |= {row.doubt.text: row.doubt.text_zh for row in shipped.requirements if row.doubt}
    joined = " ".join(" ".join(note.split()) for note in written)

    assert [note for note, chinese in written.items() if not chinese] == []
    assert [one for one in sentences if one not in joined] == []
    assert [
        one
        for one, chinese in sentences.items()
        if not re.search("[\u4e00-\u9fff]", chinese) and one != "GOST 12.4.294."
    ] == []


def test_a_copy_of_the_directory_has_the_same_edition(shipped, tmp_path):
    copy = tmp_path / "rulebook"
    shutil.copytree(files.RULEBOOK_DIR, copy)

    assert load(copy) == shipped


def test_a_document_speaks_of_the_product_unless_the_file_says_of_the_company(shipped):
    assert shipped.evidence_types["cn_business_licence"].covers == "company"
    assert shipped.evidence_types["us_est_registration"].covers == "company"
    assert shipped.evidence_types["eu_doc_mdr"].covers == "product"
    assert shipped.evidence_types["iso13485"].covers == "product"


def test_whatever_can_be_chosen_has_words(shipped):
    wordless = [
        f"{id_}.{key}"
        for id_, facts in shipped.product_types.items()
        for key, field in [*facts["attributes"].items(), *((one["key"], one) for one in facts["specification"])]
        if (field["kind"] == "choice") is not bool(field.get("values"))
    ]

    assert wordless == []


def test_every_number_pattern_takes_its_own_example(shipped):
    with_example = [one for one in shipped.evidence_types.values() if one.number_pattern and one.number_example]
    refused = [one.id for one in with_example if not re.search(one.number_pattern, one.number_example)]

    assert len(with_example) > 30
    assert refused == []


def test_every_territory_names_its_authority_unless_the_facts_name_none(shipped):
    nameless = {market.id for market in shipped.markets.values() if market.authority is None}

    assert nameless == {"FALLBACK", "UA"}
    assert shipped.markets["JP"].authority.name == "Pharmaceuticals and Medical Devices Agency (PMDA)"
    assert shipped.markets["EU"].authority.url == ""


def test_the_address_of_an_authority_is_one_that_the_facts_name(shipped):
    known = {one.url for one in shipped.sources.values()}
    known |= {one.register_url for one in shipped.evidence_types.values()}

    stray = [one.id for one in shipped.markets.values() if one.authority and one.authority.url not in known | {""}]

    assert stray == []


def test_every_product_type_stands_in_a_group_and_can_be_looked_for_in_both_languages(shipped):
    loose = [
        id_
        for id_, facts in shipped.product_types.items()
        if facts.get("group") not in ProductGroup.values
        or not any(word.isascii() for word in facts["synonyms"])
        or all(word.isascii() for word in facts["synonyms"])
    ]

    assert loose == []
    assert {facts["group"] for facts in shipped.product_types.values()} == set(ProductGroup.values) - {"other"}
