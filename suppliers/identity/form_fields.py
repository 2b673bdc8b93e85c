"""Fields that take what people type as it was meant: full-width digits, odd spaces, thousands separators."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.text.fields import LineField
from suppliers.identity.identifiers import normalise

MOST = 2_000_000_000


class PlainField(LineField):
    """A number or code in which width and spacing mean nothing."""

    def to_python(self, value: Any) -> str:
        return normalise(super().to_python(value) or "")


class WebsiteField(forms.URLField):
    """A web address: http or https, without a name or password of anybody in it."""

    default_validators = [URLValidator(schemes=["http", "https"], message=_("Write a web address: https://…"))]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and "@" in urlsplit(value).netloc:
            raise forms.ValidationError(_("A web address holds no name and no password."), code="userinfo")


class CountField(forms.IntegerField):
    """How many: "１０,０００" is ten thousand."""

    def __init__(self, *, min_value: int = 1, max_value: int = MOST, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(**{"widget": widget, **kwargs}, min_value=min_value, max_value=max_value)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(_ungrouped(value))


class AmountField(forms.DecimalField):
    """A price or a measure: "１，２５０．５" is 1250.5."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"widget": widget, "max_digits": 12, "decimal_places": 4, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs say int
        return super().to_python(_ungrouped(value))


class WholeWords(forms.BaseForm):
    """A form whose fields are never cut short by the browser: a text that is too long comes back with a message."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)


class MeasureField(AmountField):
    """A measure as data sheets print it: "≥98%" is 98, "≤ 40 Pa/cm²" is 40. A range is refused: which end is guaranteed?"""

    default_error_messages = {
        "range": _("This is a range: write the one value that you guarantee for every piece."),
        "unit": _("Write the number alone, in %(unit)s."),
    }

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit = unit

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs say int
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        written = _ungrouped(value)
        if RANGE.fullmatch(written):
            raise forms.ValidationError(self.error_messages["range"], code="range")
        found = SIGNED.fullmatch(written)
        if found and found["unit"] and _bare_unit(found["unit"]) not in {_bare_unit(self.unit), ""}:
            raise forms.ValidationError(self.error_messages["unit"], code="unit", params={"unit": self.unit or "—"})
        return super().to_python(found["number"] if found else value)


SIGNED = re.compile(r"(?:[≥≧>≤≦<=＝~约]=?)?(?P<number>[-+]?\d+(?:\.\d+)?)(?P<unit>[^\d.,\-–~～][^\d]*\d?)?")
RANGE = re.compile(r"[≥≤<>]?\d+(?:\.\d+)?[^\d.\-–—~～至]*(?:-|–|—|~|～|至|to)\d+(?:\.\d+)?\D*")


def _bare_unit(text: str) -> str:
    """A unit without case, spaces, powers and signs of a product: Pa/cm² is PA/CM2."""
    return re.sub(r"[\s^·*.]", "", normalise(text)).casefold()


class ChineseValidator:
    """Text for authorities and auditors in China has Chinese characters in it."""

    def __call__(self, value: str) -> None:
        if value and not HAN.search(value):
            raise forms.ValidationError(_("Write this in Chinese characters."), code="chinese")


class EnglishValidator:
    """Text that buyers abroad read has no Chinese characters in it."""

    def __call__(self, value: str) -> None:
        if HAN.search(value or ""):
            raise forms.ValidationError(
                _("Buyers abroad read this: write it in English, without Chinese characters."), code="english"
            )


HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f]")


class OwnLanguage(forms.BaseForm):
    """A form whose fields ``…_en`` take English and ``…_zh`` Chinese, and say so next to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            validator = ENDINGS.get(name.rpartition("_")[2])
            if validator and validator not in field.validators:
                field.validators = [*field.validators, validator]


ENDINGS: dict[str, Callable[[Any], None]] = {"en": EnglishValidator(), "zh": ChineseValidator()}


def _ungrouped(value: Any) -> Any:
    return normalise(value).replace(",", "").replace(" ", "") if isinstance(value, str) else value
