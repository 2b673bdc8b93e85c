"""Names in the reader's language: every one of the rulebook has a Chinese one, and what documents print stays readable."""

from pathlib import Path

from django.utils import translation

from audits.answers import chinese_names as names
from audits.answers.chinese_names import chinese_names, name_and_original, name_for_reader, written_in
from audits.law.files import RULEBOOK_DIR
from audits.law.yaml_reading import read_text, read_yaml
from buyers.terms.country_law import standings
from buyers.terms.files import read_data
from buyers.terms.order_guides import order_guides


def rulebook_file(name):
    return read_yaml(read_text(RULEBOOK_DIR / name, name), name)


def notes_shown():
    """Editions of standards and entitlements of bodies that have a note."""
    editions = (
        one for standard in rulebook_file("standards.yaml")["standards"] for one in standard.get("editions", ())
    )
    entitled = (one for body in rulebook_file("issuing_bodies.yaml") for one in body["entitled"])
    return [one for one in (*editions, *entitled) if one.get("note")]


def test_every_standard_issuer_and_source_of_the_rulebook_has_a_chinese_name():
    english = {
        *(one["title"] for one in rulebook_file("standards.yaml")["standards"]),
        *(one["note"] for one in notes_shown()),
        *(one["issued_by"]["name"] for one in rulebook_file("evidence_types.yaml").values()),
        *(one["title"] for one in rulebook_file("sources.yaml").values()),
    }

    assert sorted(english - chinese_names().titles.keys()) == []


def test_sources_of_pages_about_orders_have_chinese_titles():
    english = {
        *(source.title for guide in order_guides().values() for source in guide.sources),
        *read_data("case_deadlines.yaml")["meta"]["sources"].values(),
        *(
            one.source
            for code in ("DE", "NG", "GB", "IN", "TW", "BR", "KZ", "UA", "IE")
            for one in standings(code)
            if one.source
        ),
    }

    assert sorted(english - chinese_names().titles.keys()) == []


def test_no_chinese_name_is_of_something_that_the_rulebook_no_longer_has():
    kinds = rulebook_file("evidence_types.yaml").values()
    read = read_yaml(read_text(Path(names.__file__).with_name(names.FILE), names.FILE), names.FILE)
    elsewhere = read["orders"].keys() | read["deadlines"].keys()
    english = {
        *(one["title"] for one in rulebook_file("standards.yaml")["standards"]),
        *(one["note"] for one in notes_shown()),
        *(one["issued_by"]["name"] for one in kinds),
        *(one["register"]["name"] for one in kinds if "register" in one),
        *(one["title"] for one in rulebook_file("sources.yaml").values()),
    }

    assert sorted(chinese_names().titles.keys() - english - elsewhere) == []


def test_each_reader_sees_the_name_in_their_language():
    with translation.override("zh-hans"):
        assert (
            name_for_reader("Medical gloves for single use, part 1: freedom from holes")
            == "一次性使用医用手套 第 1 部分：无孔洞"
        )
        assert name_for_reader("SABER") == "SABER"
    with translation.override("en"):
        assert name_for_reader("Notified body") == "Notified body"


def test_an_issuer_is_named_for_the_reader_with_the_printed_name_next_to_it():
    with translation.override("zh-hans"):
        assert (
            name_and_original("TUV SUD PRODUCT SERVICE GMBH")
            == "TÜV 南德产品服务（文件原文：TUV SUD PRODUCT SERVICE GMBH）"
        )
        assert name_and_original("浙江省药品监督管理局") == "浙江省药品监督管理局"
        assert name_and_original("Nordwind Zert OÜ") == "Nordwind Zert OÜ"
    with translation.override("en"):
        shown = "Zhejiang Medical Products Administration (on the document: 浙江省药品监督管理局)"
        assert name_and_original("浙江省药品监督管理局") == shown
        assert (
            name_and_original("CENTRE TESTING INTERNATIONAL GROUP CO., LTD")
            == "CENTRE TESTING INTERNATIONAL GROUP CO., LTD"
        )


def test_what_a_company_issues_itself_stands_under_its_own_name():
    own = ("南通海丰乳胶制品有限公司", "Nantong Haifeng Latex Products Co., Ltd.")

    with translation.override("zh-hans"):
        shown = name_and_original("NANTONG HAIFENG LATEX PRODUCTS CO.,LTD", own=own)

    assert shown == "南通海丰乳胶制品有限公司（文件原文：NANTONG HAIFENG LATEX PRODUCTS CO.,LTD）"


def test_the_language_of_a_name_is_that_of_its_characters():
    assert written_in("国家药品监督管理局（NMPA）") == "zh-Hans"
    assert written_in("TÜV SÜD") == "en"
