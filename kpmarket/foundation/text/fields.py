"""Form fields for text: every form uses these instead of Django's plain character field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from kpmarket.foundation.text.one_line import clean_lines, validate_one_line


class LineField(forms.CharField):
    """Text in one line. A control character or a useless invisible one is an error of the field."""

    default_validators = [validate_one_line]


class MultilineField(forms.CharField):
    """Text in several lines: they end with ``\\n`` only, and hold no control or useless invisible character."""

    widget: type[forms.Widget] = forms.Textarea

    def to_python(self, value: Any) -> str | None:
        return super().to_python(clean_lines(value) if isinstance(value, str) else value)


class DigestField(LineField):
    """The SHA-256 digest, in hexadecimal, of what a page showed: it comes back with the form, unseen."""

    widget: type[forms.Widget] = forms.HiddenInput
    default_validators = [validate_one_line, RegexValidator(r"\A[0-9a-f]{64}\Z")]
