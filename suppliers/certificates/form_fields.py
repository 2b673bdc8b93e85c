"""Fields that take numbers and days as documents print them, and the types to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.text import days
from kpmarket.foundation.text.fields import LineField
from kpmarket.templatetags.kp import country
from suppliers.certificates.claimed_scope import tidy
from suppliers.models import CertificateType

CHINESE_DAY = re.compile(r"^(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?$")


class TidyField(LineField):
    """Text with full-width letters and digits made plain."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class DayField(days.DayField):
    """A day, picked or typed; 2027年3月14日 and full-width digits are understood."""

    default_error_messages = {"invalid": _("Write the day as year-month-day: 2027-03-14.")}

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = tidy(value)
            if written := CHINESE_DAY.match(value):
                value = "-".join(written.groups())
        return super().to_python(value)


def types_by_market() -> Iterator[tuple[Any, list[tuple[str, str]]]]:
    """Types for the select, grouped by the market that asks for them; those of many markets first."""
    types = sorted(
        CertificateType.objects.only("name_en", "name_zh", "market"),
        key=lambda kind: (kind.market != "*", kind.market, kind.display_name),
    )
    for market, group in groupby(types, key=lambda kind: kind.market):
        yield (
            (_("Many markets") if market == "*" else country(market)),
            [(kind.pk, kind.display_name) for kind in group],
        )
