"""Fields that take what people type as it was meant: full-width digits, odd spaces, thousands separators."""

from __future__ import annotations

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


def _ungrouped(value: Any) -> Any:
    return normalise(value).replace(",", "").replace(" ", "") if isinstance(value, str) else value
