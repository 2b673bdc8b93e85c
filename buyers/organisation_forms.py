"""What an organisation that buys says of itself, and who may act for it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from babel.core import get_global
from django import forms
from django.utils.translation import gettext_lazy as _

from buyers.catalogue.reference import destination_choices
from buyers.models import Buyer, BuyerMembership
from buyers.services.tax_numbers import has_known_form
from kpmarket.accounts import member_forms
from kpmarket.foundation.places import place_name
from kpmarket.foundation.text.fields import LineField
from suppliers.identity.form_fields import AmountField

ROLE_MEANING = {
    BuyerMembership.Role.OWNER: _("Owner: everything, and who belongs to the organisation"),
    BuyerMembership.Role.PURCHASER: _("Purchaser: shortlist, enquiries and answers"),
    BuyerMembership.Role.VIEWER: _("Viewer: reads, sends nothing"),
}
FEWEST_WHO_APPROVE = 2


@cache
def _zones() -> list[tuple[str, str]]:
    names = {name for zones in get_global("territory_zones").values() for name in zones if "/" in name}
    return [(name, name.replace("_", " ")) for name in sorted(names)]


class OrganisationForm(forms.ModelForm):
    """The particulars of an organisation. Only the legal name and the country are needed."""

    country = forms.ChoiceField(label=_("Country"), choices=destination_choices)
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False, help_text=_("Deadlines are shown in it."))
    approval_limit = AmountField(
        label=_("Approval limit"),
        required=False,
        max_digits=14,
        decimal_places=2,
        min_value=Decimal("0.01"),
        help_text=_("A second member has to agree to an order above it. Left empty: nobody has to."),
    )

    class Meta:
        model = Buyer
        fields = (
            "organisation",
            "country",
            "address",
            "tax_number",
            "time_zone",
            "approval_limit",
            "approval_currency",
        )
        field_classes = {"organisation": LineField, "address": LineField, "tax_number": LineField}
        labels = {"approval_currency": _("Currency of the limit")}
        help_texts = {
            "organisation": _("As in the register of companies or the statute: it will stand in contracts."),
            "tax_number": _("VAT number, EIN, CNPJ, GSTIN or what your country uses."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        if isinstance(zone, forms.ChoiceField):
            zone.choices = [("", _("The usual one of the country")), *_zones()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        number, country = data.get("tax_number"), data.get("country")
        if number and country and has_known_form(country, number) is False:
            words = _("This is no tax number of %(country)s as we know them: a digit may be wrong. Or leave it empty.")
            self.add_error("tax_number", words % {"country": place_name(country)})
        self._check_limit(data)
        return data

    def _check_limit(self, data: dict[str, Any]) -> None:
        limit, currency = data.get("approval_limit"), data.get("approval_currency")
        if limit and not currency:
            self.add_error("approval_currency", _("In which currency is the limit?"))
        if currency and limit is None and "approval_limit" not in self.errors:
            self.add_error("approval_limit", _("Enter the amount, or leave the currency empty too."))
        if limit and self.instance.pk and self._purchasers() < FEWEST_WHO_APPROVE:
            self.add_error("approval_limit", _("Nobody else could agree: first invite another owner or purchaser."))

    def _purchasers(self) -> int:
        found = self.instance.memberships.filter(role__in=BuyerMembership.PURCHASING_ROLES, user__is_active=True)
        return found.count()


class InvitationForm(member_forms.InvitationForm):
    """An address and what its owner may do for the organisation."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args, roles=ROLE_MEANING, initial_role=BuyerMembership.Role.PURCHASER)


class RoleForm(member_forms.RoleForm):
    """Another role for a member of the organisation."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args, roles=BuyerMembership.Role.choices)
