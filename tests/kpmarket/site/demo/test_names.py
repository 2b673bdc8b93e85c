"""Invented firms keep their promises: valid codes, no real maker's name, nobody's telephone."""

import re
from datetime import date

import pytest
from stdnum import ean
from stdnum.cn import uscc

from kpmarket.site.demo import buyers, codes, issuers, names
from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.places import PLACES
from suppliers.identity.provinces import Province

EIGHTY = names.suppliers(80, chance("world"))


def test_eighty_suppliers_have_eighty_names_in_both_languages():
    assert [len({c.name_zh for c in EIGHTY}), len({c.name_en for c in EIGHTY}), len({c.website for c in EIGHTY})] == [
        80
    ] * 3


def test_suppliers_are_spread_over_all_provinces_that_we_know():
    assert {company.place.province for company in EIGHTY} == {place.province for place in PLACES}
    assert {place.province for place in PLACES} <= set(Province.values)


@pytest.mark.parametrize("company", EIGHTY[::8], ids=lambda company: company.brand_en)
def test_a_credit_code_passes_both_check_digits_and_names_the_district(company):
    code = company.credit_code
    values = [codes.ORGANISATION_ALPHABET.index(char) for char in code[8:16]]
    rest = -sum(v * w for v, w in zip(values, codes.ORGANISATION_WEIGHTS, strict=True)) % 11

    assert uscc.is_valid(code)
    assert code[2:8] == company.place.code
    assert code[16] == ("X" if rest == 10 else str(rest))


def test_a_credit_code_begins_its_organisation_part_as_no_real_one_does():
    assert {company.credit_code[8:10] for company in EIGHTY} == {"KP"}


def test_no_supplier_is_called_like_a_known_maker():
    assert [company.name_en for company in EIGHTY if names.resembles_known_maker(company.brand_zh)] == []
    assert [company.name_en for company in EIGHTY if names.resembles_known_maker(company.brand_en)] == []


@pytest.mark.parametrize("brand", ["稳健", "Mindray", "Blue Sail", "新英科", "3M"])
def test_a_known_makers_name_is_recognised(brand):
    assert names.resembles_known_maker(brand)


def test_telephones_and_addresses_in_the_net_belong_to_nobody():
    people = [person for company in EIGHTY for person in company.people]

    assert [p.phone for p in people if not re.fullmatch(r"\+86 \d{2,3} 0\d{3} \d{4}", p.phone)] == []
    assert [p.email for p in people if not re.fullmatch(r"[a-z.]+@[a-z]+\.example", p.email)] == []


def test_the_same_seed_invents_the_same_world():
    assert names.suppliers(80, chance("world")) == EIGHTY
    assert names.suppliers(80, chance("other")) != EIGHTY


def test_more_suppliers_than_brand_words_are_refused():
    with pytest.raises(ValueError, match="brand words"):
        names.suppliers(1000, chance(1))


def test_twenty_buyers_come_from_fifteen_countries_or_more():
    invented = buyers.buyers(20, chance(1))

    assert len({buyer.country for buyer in invented}) >= 15
    assert len({buyer.email for buyer in invented}) == 20
    assert [b.email for b in invented if not re.fullmatch(r"[a-z.-]+@[a-z-]+\.example", b.email)] == []


def test_more_buyers_than_are_invented_are_refused():
    with pytest.raises(ValueError, match="invented"):
        buyers.buyers(100, chance(1))


@pytest.mark.parametrize(
    ("type_id", "pattern"),
    [
        ("cn_nmpa_filing", r"浙械备20259\d{3}号"),
        ("cn_production_licence", r"浙药监械生产许20259\d{3}号"),
        ("cn_export_certificate", r"浙药监械出20259\d{3}号"),
        ("us_510k", r"K259\d{3}"),
        ("us_niosh", r"TC-84A-99\d\d"),
        ("kr_md_certification", r"수인 25-9\d{4} 호"),
        ("tw_md_licence", r"衛部醫器陸輸字第9\d{5}號"),
        ("eu_srn_mf", r"CN-MF-9\d{8}"),
        ("gcc_coc", r"KP-GC-2025-9\d{4}"),
    ],
)
def test_a_number_has_the_form_of_its_kind(type_id, pattern):
    number = codes.document_number(type_id, chance(type_id), issued_on=date(2025, 3, 4), area="浙")

    assert re.fullmatch(pattern, number)


@pytest.mark.parametrize(
    ("product_type", "beginning"),
    [
        ("medical_mask", "浙械注准2025214"),
        ("ventilator", "国械注准2025308"),
        ("ivd_pcr", "国械注准2025340"),
        ("pulse_oximeter", "浙械注准2025207"),
    ],
)
def test_a_registration_number_agrees_with_the_class_of_the_product(product_type, beginning):
    number = codes.document_number(
        "cn_nmpa_registration", chance(1), issued_on=date(2025, 3, 4), area="浙", product_type=product_type
    )

    assert re.fullmatch(beginning + r"9\d{3}", number)


def test_a_trade_item_number_passes_its_check_digit():
    assert ean.is_valid(codes.trade_item_number(chance(1)))


@pytest.mark.parametrize(
    ("type_id", "expected"),
    [
        ("cn_nmpa_registration", "江苏省药品监督管理局"),
        ("cn_business_licence", "昆山市市场监督管理局"),
        ("eu_doc_mdr", "江苏澜屿"),
        ("us_510k", "美国食品药品监督管理局"),
    ],
)
def test_an_issuer_fits_the_kind_of_document(type_id, expected):
    holder = issuers.Issuer("Jiangsu Lanyu", "江苏澜屿")

    assert issuers.issuer_for(type_id, chance(1), place=PLACES[0], holder=holder).name_zh == expected


def test_notified_bodies_are_of_the_invented_ones():
    issuer = issuers.issuer_for("eu_nb_cert_mdr", chance(1), place=PLACES[0], holder=issuers.Issuer("", ""))

    assert re.fullmatch(r"9\d{3}", issuer.number)
