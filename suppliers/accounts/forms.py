"""The account to which a company is paid, as the company types it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.places import place_names
from kpmarket.foundation.text.fields import LineField
from kpmarket.foundation.text.languages import in_reader_language
from suppliers.accounts.services import Account
from suppliers.identity import bank_numbers
from suppliers.models.product import Currency


def _countries() -> list[tuple[str, str]]:
    names = in_reader_language(en="en", zh="zh")
    found = [(code, name) for code, name in place_names(names).items() if len(code) == 2]
    return sorted(found, key=lambda pair: (pair[0] != "CN", pair[1]))


class AccountForm(forms.Form):
    """Both names of the holder are compared with the registered ones; numbers with their check digits."""

    holder_zh = LineField(
        label=_("Holder in Chinese"),
        max_length=200,
        widget=forms.TextInput(attrs={"lang": "zh"}),
        help_text=_("As on the business licence and at the bank."),
    )
    holder_en = LineField(
        label=_("Holder in English"), max_length=200, help_text=_("As the bank writes it in transfers from abroad.")
    )
    bank = LineField(label=_("Bank and branch"), max_length=200)
    country = forms.ChoiceField(label=_("Country of the bank"), choices=_countries, initial="CN")
    number = LineField(label=_("Account number or IBAN"), max_length=60)
    swift = LineField(
        label=_("SWIFT code (BIC)"), max_length=20, required=False, help_text=_("For transfers from abroad.")
    )
    cnaps = LineField(label=_("CNAPS code"), max_length=20, required=False, help_text=_("For transfers inside China."))
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency)

    def clean_number(self) -> str:
        return self._clean("number", bank_numbers.number_fault)

    def clean_swift(self) -> str:
        return self._clean("swift", bank_numbers.swift_fault)

    def clean_cnaps(self) -> str:
        return self._clean("cnaps", bank_numbers.cnaps_fault)

    def _clean(self, name: str, fault_of: Any) -> str:
        written = bank_numbers.compact(self.cleaned_data[name])
        if written and (fault := fault_of(written)):
            raise forms.ValidationError(fault)
        return written

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("swift") and not data.get("cnaps") and not {"swift", "cnaps"} & self.errors.keys():
            self.add_error("swift", _("Enter a SWIFT code, a CNAPS code or both."))
        return data

    def account(self) -> Account:
        """What was typed, once it is valid."""
        return Account(**self.cleaned_data)
