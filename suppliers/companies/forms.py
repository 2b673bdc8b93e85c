"""A company as its people describe it. A draft may be incomplete; what is there must be right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.text.fields import LineField, MultilineField
from kpmarket.foundation.text.mail_address import validate_mail_address
from kpmarket.foundation.text.one_line import validate_one_line
from suppliers.identity.form_fields import OwnLanguage, PlainField, WebsiteField, WholeWords
from suppliers.identity.identifiers import credit_code_fault, normalise_credit_code
from suppliers.identity.provinces import Province
from suppliers.models import Contact, Supplier

PHONE = RegexValidator(
    r"^\+?[0-9(][0-9 ()./-]{4,}(?:[ ,，]?(?:extension|ext|x|#|转|分机)[.:：]? ?[0-9]{1,6})?$",
    _("Digits, with the country code: +86 512 5555 0123. An extension follows as “ext. 12” or 转 12."),
    flags=re.IGNORECASE,
)


class CreditCodeField(LineField):
    """A unified social credit code, in any width, case and spacing."""

    def to_python(self, value: Any) -> str:
        return normalise_credit_code(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        fault = credit_code_fault(value) if value else None
        if fault:
            raise ValidationError(fault.label, code=fault.value)


class StartForm(OwnLanguage, WholeWords, forms.ModelForm):
    """The two names that open a company's draft."""

    class Meta:
        model = Supplier
        fields = ["name_zh", "name_en"]
        field_classes = {"name_zh": LineField, "name_en": LineField}
        labels = {"name_zh": _("Name in Chinese"), "name_en": _("Name in English")}
        help_texts = {
            "name_zh": _("Exactly as on the business licence."),
            "name_en": _("As on your export documents. You can add it later."),
        }
        widgets = {"name_zh": forms.TextInput(attrs={"lang": "zh", "autocomplete": "organization"})}


class CompanyForm(OwnLanguage, WholeWords, forms.ModelForm):
    """The particulars of a company; only the Chinese name must be there from the beginning."""

    credit_code = CreditCodeField(
        label=_("Unified social credit code"),
        required=False,
        help_text=_("18 characters, at the top of the business licence."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code"}),
    )
    website = WebsiteField(
        label=_("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        validators=[validate_one_line],
        help_text=_("Optional."),
    )
    all_optional = True

    class Meta:
        model = Supplier
        fields = [
            "name_zh",
            "name_en",
            "credit_code",
            "role",
            "province",
            "city",
            "address_zh",
            "address_en",
            "website",
            "about_en",
        ]
        field_classes = {
            **dict.fromkeys(["name_zh", "name_en", "city", "address_zh", "address_en"], LineField),
            "about_en": MultilineField,
        }
        labels = {
            "name_zh": _("Name in Chinese"),
            "name_en": _("Name in English"),
            "role": _("What the company is"),
            "about_en": _("About the company, for buyers"),
        }
        help_texts = {
            "name_zh": _("Exactly as on the business licence."),
            "name_en": _("As on your export documents."),
            "role": _(
                "A manufacturer makes the products under its own registration; a trading company sells those of others."
            ),
            "address_zh": _("Exactly as on the business licence."),
            "about_en": _("Optional. Two or three sentences: what you make, since when, for whom."),
        }
        widgets = {
            "name_zh": forms.TextInput(attrs={"lang": "zh"}),
            "address_zh": forms.TextInput(attrs={"lang": "zh"}),
            "about_en": forms.Textarea(attrs={"rows": 5}),
            "role": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["role"], Supplier.Role.choices)
        _choose(self.fields["province"], [("", _("Choose the province")), *Province.choices])

    def _post_clean(self) -> None:
        """The row stays as it is: the service alone writes, and only while the particulars are not frozen."""


class ContactForm(WholeWords, forms.ModelForm):
    """A person whom auditors may reach."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254, validators=[validate_mail_address])
    phone = PlainField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        validators=[PHONE],
        help_text=_("With the country code: +86 512 5555 0123. An extension follows as “ext. 12” or 转 12."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    class Meta:
        model = Contact
        fields = ["name", "position", "email", "phone"]
        field_classes = {"name": LineField, "position": LineField}


def _choose(field: forms.Field, choices: Sequence[tuple[str, Any]]) -> None:
    """The fields that Django makes of a column with choices are choice fields."""
    cast(forms.ChoiceField, field).choices = choices
