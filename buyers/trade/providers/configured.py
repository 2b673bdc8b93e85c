"""The payment institution that the settings name, if any."""

from __future__ import annotations

from collections.abc import Mapping

from buyers.trade.providers.institution import Institution

NEEDED = ("holder", "url", "key", "secret")


def institution_of(values: Mapping[str, str]) -> Institution | None:
    """None for no values. Raises ValueError where one of ``NEEDED`` is missing, or the address is not encrypted."""
    if not values:
        return None
    if missing := [name for name in NEEDED if not values.get(name)]:
        raise ValueError(f"PAYMENT_PROVIDER lacks {', '.join(missing)}")
    return Institution(values["url"], key=values["key"], secret=values["secret"])
