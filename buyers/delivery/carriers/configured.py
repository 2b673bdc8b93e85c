"""The carriers that the settings name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from buyers.delivery.carriers.dcsa import OceanCarrier
from buyers.delivery.carriers.interface import Carrier
from buyers.delivery.carriers.one_record import AirCarrier

STANDARDS: Mapping[str, Callable[..., Carrier]] = {"dcsa": OceanCarrier, "iata": AirCarrier}
NAME = re.compile(r"[A-Z0-9]{2,20}")
"""How bills of the carrier begin: its SCAC by sea, the three digits of the airline by air."""


def carriers_of(values: Mapping[str, str]) -> dict[str, Carrier]:
    """By name. A value is the standard, the address and, where there is one, the key, with spaces between.

    Raises ValueError for a value that is none.
    """
    found: dict[str, Carrier] = {}
    for name, value in values.items():
        standard, url, key, *rest = [*value.split(), "", "", ""][:4]
        if not NAME.fullmatch(name) or standard not in STANDARDS or not url or any(rest):
            raise ValueError(f"CARRIERS: {name} is not followed by a standard ({', '.join(STANDARDS)}) and an address.")
        found[name] = STANDARDS[standard](url, key=key)
    return found
