"""What the parameters of the API may be."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Path, Query
from pydantic import BeforeValidator, Field

from buyers.api.problems import BadRequest
from buyers.catalogue import reference
from buyers.catalogue.reference import Destination
from suppliers.models import ProductType

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


def _iso(value: Any) -> Any:
    """Days as ISO 8601 writes them and no other way: 03/10/2026 is a day in two countries and two days in all."""
    if isinstance(value, str) and not ISO_DAY.fullmatch(value):
        raise ValueError("Write the day as 2027-03-14.")
    return value


Day = Annotated[date, BeforeValidator(_iso, json_schema_input_type=date), Field(ge=FIRST_DAY, le=LAST_DAY)]
Key = Annotated[int, Path(ge=1, le=2**63 - 1)]
Code = Annotated[str, Field(min_length=2, max_length=6, pattern="^[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?$")]
"""A country or a part of one: ISO 3166."""
OnDay = Annotated[Day | None, Query(description="The day of arrival; without it, today at the destination")]
To = Annotated[Code, Query(description="The country of destination: ISO 3166, such as ES or GB-NIR")]
Wanted = Literal["cleared", "conditional", "ready", "prohibited"]
Language = Literal["en", "zh-hans"]


def destination_of(code: str) -> Destination:
    """The destination with that code. Raises BadRequest where no country has it."""
    found = reference.destination(code)
    if found is None:
        raise BadRequest("to", "No country or part of a country has this ISO 3166 code.")
    return found


def product_type_of(key: str) -> ProductType:
    """The product type with that id. Raises BadRequest where there is none."""
    found = reference.product_types().get(key)
    if found is None:
        raise BadRequest("type", "There is no such product type; /api/v1/types lists them.")
    return found
