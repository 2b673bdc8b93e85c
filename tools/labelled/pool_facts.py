"""Facts of the documents of a layout family, chosen from its pool."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.codes import credit_code, fill_shape
from tools.labelled.facts import Facts, after
from tools.labelled.kinds import AUTHORITY, BODY, CITY, MAKER, MARKET, Kind
from tools.labelled.pool import Issuer, Pair, Pool


def facts_of(kind: Kind, seed: str, pool: Pool) -> Facts:
    """The facts of one document."""
    rng = chance(pool.name, kind.id, seed)
    place = rng.choice(pool.places)
    brand, trade, suffix, goods = (
        rng.choice(pool.brands),
        rng.choice(pool.trades),
        rng.choice(pool.suffixes),
        rng.choice(pool.goods[kind.product]),
    )
    issued = pool.first_day + timedelta(days=rng.randrange(1900))
    starts = issued + timedelta(days=rng.choice((0, 0, 1, 9, 27))) if kind.has_own_start else issued
    address_zh, address_en = _addresses(place, pool, rng)
    issuer = _issuer(kind, place, pool, rng)
    company = chance("company", pool.name, kind.id, seed).choice(pool.companies)
    words = _words(place, brand, trade, suffix)
    facts = Facts(
        number=_number(kind, place, issued, pool.numbers, rng),
        holder_en=company[1].format(**words),
        holder_zh=company[0].format(**words),
        address_en=address_en,
        address_zh=address_zh,
        credit_code=credit_code(place[0], rng),
        issuer_en=issuer[0],
        issuer_zh=issuer[1],
        issuer_number=issuer[2],
        product_en=goods[1],
        product_zh=goods[0],
        models=_models(goods[4], pool.models, rng),
        standards=goods[3] if kind.is_chinese_standard else goods[2],
        device_class=rng.choice(kind.classes) if kind.classes else "",
        issued_on=issued,
        valid_from=starts,
        valid_until=after(starts, kind.years),
        years=kind.years,
        person_en=rng.choice(pool.english_persons),
        person_zh=rng.choice(pool.chinese_persons),
    )
    return _as_issued(kind, facts, rng)  # fmt: skip


def _as_issued(kind: Kind, facts: Facts, rng: Random) -> Facts:
    """Days that are not a round number of years: a licence runs from the founding, a registration to the year's end."""
    if kind.id == "cn_business_licence":
        founded = facts.issued_on - timedelta(days=rng.randrange(300, 2500))
        return replace(facts, valid_from=founded, valid_until=after(founded, kind.years))
    if kind.id == "us_est_registration":
        return replace(facts, valid_until=date(facts.issued_on.year, 12, 31))
    return facts


def _words(place: tuple[str, ...], brand: Pair, trade: Pair, suffix: Pair) -> dict[str, str]:
    """What names of companies are made of, in both languages."""
    return {
        "city_zh": place[4][:-1], "city": place[7], "province_zh": place[3][:-1], "province": place[8],
        "brand_zh": brand[0], "brand": brand[1], "trade_zh": trade[0], "trade": trade[1],
        "suffix_zh": suffix[0], "suffix": suffix[1],
    }  # fmt: skip


def _addresses(place: tuple[str, ...], pool: Pool, rng: Random) -> tuple[str, str]:
    street_zh, street_en = rng.choice(pool.streets)
    street_number, hall = rng.randrange(3, 999), rng.randrange(2, 9)
    english = rng.choice(pool.english_addresses).format(
        street_number=street_number, hall=hall, street=street_en, place=place[6], post=place[9]
    )
    end = rng.choice(pool.chinese_addresses).format(hall=hall)
    return f"{place[3]}{place[4]}{place[5]}{street_zh}{street_number}号{end}", english


def _number(kind: Kind, place: tuple[str, ...], issued: date, numbers: dict[str, tuple[str, ...]], rng: Random) -> str:
    if kind.id not in numbers:
        return credit_code(place[0], rng)
    words = {"area": place[1], "city": place[2], "year": str(issued.year), "yy": f"{issued.year % 100:02}"}
    return fill_shape(rng.choice(numbers[kind.id]), rng, **words).strip()


def _models(letters: str, models: tuple[tuple[str, ...], ...], rng: Random) -> tuple[str, ...]:
    first = rng.randrange(10, 99)
    return tuple(one.format(letters=letters, first=first) for one in rng.choice(models))


def _issuer(kind: Kind, place: tuple[str, ...], pool: Pool, rng: Random) -> Issuer:
    if kind.issuer == BODY and kind.languages == "both":
        return rng.choice(pool.chinese_bodies)
    if kind.issuer in pool.issuers:
        return rng.choice(pool.issuers[kind.issuer])
    if kind.issuer == MAKER:
        return "", "", ""
    if kind.issuer != AUTHORITY:
        return kind.issuer, "", ""
    if kind.office == MARKET:
        return "", f"{place[4]}{place[5]}市场监督管理局", ""
    if kind.office == CITY:
        return "", f"{place[4]}市场监督管理局", ""
    return f"{place[8]} Medical Products Administration", f"{place[3]}药品监督管理局", ""
