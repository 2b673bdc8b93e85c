"""What the facts of a layout family are chosen from: places, companies, goods, issuers, people and forms of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Pair = tuple[str, str]
Goods = tuple[str, str, tuple[str, ...], tuple[str, ...], str]
Issuer = tuple[str, str, str]


@dataclass(frozen=True)
class Pool:
    """The data of one layout family; `name` is part of every seed, so that families choose independently."""

    name: str
    places: tuple[tuple[str, ...], ...]
    brands: tuple[Pair, ...]
    trades: tuple[Pair, ...]
    suffixes: tuple[Pair, ...]
    companies: tuple[Pair, ...]
    streets: tuple[Pair, ...]
    english_addresses: tuple[str, ...]
    chinese_addresses: tuple[str, ...]
    goods: Mapping[str, tuple[Goods, ...]]
    models: tuple[tuple[str, ...], ...]
    issuers: dict[str, tuple[Issuer, ...]]
    chinese_bodies: tuple[Issuer, ...]
    numbers: dict[str, tuple[str, ...]]
    first_day: date
    english_persons: tuple[str, ...]
    chinese_persons: tuple[str, ...]
    representatives: tuple[Pair, ...]
    british: tuple[str, ...]
    agents: tuple[str, ...]
    signers: tuple[str, ...]
    other_body: str
    seats: dict[str, str]
    as_they_write: dict[str, str]
    english_days: tuple[str, ...]
