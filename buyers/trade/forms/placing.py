"""What a buyer chooses for an order, and what the sides of an order state when they decide about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.catalogue import reference
from buyers.catalogue.quantities import QuantityField
from buyers.catalogue.reference import destination_choices
from buyers.models import DocumentKind
from buyers.terms import incoterms
from buyers.terms.plans import milestones
from buyers.trade.forms.law import LawFields, law_choices
from buyers.trade.models import QuoteRevision
from buyers.trade.services.contract_words import percent
from buyers.trade.services.importers import has_importer
from buyers.trade.services.order_offers import OrderOffer
from buyers.trade.services.placing import Wishes
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField, MultilineField
from suppliers.models import Product
from suppliers.models.supply import Incoterm

TOLERANCES = (0, 300, 500, 1000)
AQL = ("0.65", "1.0", "1.5", "2.5", "4.0", "6.5")
"""Acceptance quality limits of ISO 2859-1 that the sampling tables hold."""
SHELF_LIVES = (5000, 6667, 7500, 8000)
"""Shares that public buyers ask for, in basis points."""
LEVELS = ("I", "II", "III")
USUAL = {"level": "II", "major": "2.5", "minor": "4.0", "tolerance": "0", "acceptance_days": 10}
OF_LISTED = ("incoterm", "place", "mode", "plan", "destination")
"""Fields that a quote has answered."""


def aql_choices() -> list[tuple[str, str]]:
    return [(one, one) for one in AQL]


def level_choices() -> list[tuple[str, str]]:
    return [("", _("No inspection agreed")), *((one, _("Level %(level)s") % {"level": one}) for one in LEVELS)]


def tolerance_choices() -> list[tuple[str, str]]:
    words = _("up to %(percent)s %% more or less")
    return [("0", _("exactly as ordered")), *((str(one), words % {"percent": one // 100}) for one in TOLERANCES[1:])]


def shelf_life_choices() -> list[tuple[str, str]]:
    words = _("at least %(percent)s of the whole life of the lot")
    return [("", _("None agreed")), *((str(one), words % {"percent": percent(one)}) for one in SHELF_LIVES)]


def shelf_life_months_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Shelf life left on arrival, in months"),
        min_value=1,
        max_value=120,
        required=False,
        help_text=gettext_lazy(
            "Of each lot, on the day on which it arrives at the named place. Left empty: none agreed."
        ),
    )


def plan_choices() -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(plan.id, plan.label.read_in(language)) for plan in milestones().plans.values()]


class PlaceForm(LawFields):
    """The terms of an order besides its prices. Quantities of a listed offer stand in ``quantity-<key of the product>``."""

    destination = forms.ChoiceField(label=gettext_lazy("Destination"), choices=destination_choices)
    incoterm = forms.ChoiceField(label=gettext_lazy("Incoterm"), choices=Incoterm.choices)
    place = LineField(label=gettext_lazy("Named place"), max_length=120)
    mode = forms.ChoiceField(label=gettext_lazy("Transport"), choices=QuoteRevision.Mode.choices)
    plan = forms.ChoiceField(label=gettext_lazy("Payment plan"), choices=plan_choices)
    latest_shipment = DayField(label=gettext_lazy("Shipped at the latest"))
    expected_entry = DayField(
        label=gettext_lazy("Expected to enter"),
        help_text=gettext_lazy("The day on which the goods reach customs: the clearance is judged for this day."),
    )
    tolerance = forms.ChoiceField(label=gettext_lazy("Quantity delivered"), choices=tolerance_choices)
    acceptance_days = forms.IntegerField(
        label=gettext_lazy("Days to accept"),
        min_value=1,
        max_value=90,
        help_text=gettext_lazy("After delivery. Silence accepts what nobody rejected."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Inspection"),
        choices=level_choices,
        required=False,
        help_text=gettext_lazy("Sampling by ISO 2859-1; a critical defect is never accepted."),
    )
    major = forms.ChoiceField(label=gettext_lazy("AQL, major defects"), choices=aql_choices)
    minor = forms.ChoiceField(label=gettext_lazy("AQL, minor defects"), choices=aql_choices)
    shelf_life_months = shelf_life_months_field()
    shelf_life = forms.ChoiceField(
        label=gettext_lazy("Shelf life left on arrival, as a share"), choices=shelf_life_choices, required=False
    )
    documents = forms.MultipleChoiceField(
        label=gettext_lazy("Documents"),
        choices=DocumentKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    label_language = LineField(label=gettext_lazy("Language of labels"), max_length=40, required=False)
    note = MultilineField(
        label=gettext_lazy("Remark"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: Any, on: date, country: str, products: list[Product], offer: OrderOffer | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.offer, self.products = on, offer, products
        self.fields["law"].choices = law_choices(country, on)  # type: ignore[attr-defined]
        if offer:
            for name in OF_LISTED:
                del self.fields[name]
            return
        quantities = {
            f"quantity-{one.pk}": QuantityField(label=_("Quantity, in: %(unit)s") % {"unit": one.get_unit_display()})
            for one in products
        }
        self.fields = {**quantities, **self.fields}

    def clean_destination(self) -> str:
        code: str = self.cleaned_data["destination"]
        if reference.destination(code) is None:
            raise forms.ValidationError(_("Choose a country from the list."))
        return code

    def clean_latest_shipment(self) -> date:
        day: date = self.cleaned_data["latest_shipment"]
        if day <= self.on:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        shipped, enters = cleaned.get("latest_shipment"), cleaned.get("expected_entry")
        if shipped and enters and enters < shipped:
            self.add_error("expected_entry", _("The goods cannot enter before they are shipped."))
        self._check_delivery(cleaned)
        return cleaned

    def _check_delivery(self, cleaned: dict[str, Any]) -> None:
        """A rule that cannot be, at its field; of a quote, that the importer it needs is still on file."""
        offer = self.offer
        rule = offer.incoterm if offer else cleaned.get("incoterm")
        place, mode = (offer.place, offer.mode) if offer else (cleaned.get("place"), cleaned.get("mode"))
        destination = offer.destination if offer else cleaned.get("destination")
        if not (rule and place and mode and destination):
            return
        supplier = offer.supplier.pk if offer else self.products[0].supplier_id
        needs = incoterms.rules()[rule].needs_importer
        is_on_file = needs and has_importer(supplier, destination)
        for remark in incoterms.check(rule, place, mode, has_importer=is_on_file):
            if remark.is_refusal:
                self.add_error(None if offer else "incoterm", delivery_refusal(remark))

    @property
    def quantities(self) -> dict[Product, int]:
        """How many of each listed product, once the form is valid."""
        return {one: self.cleaned_data[f"quantity-{one.pk}"] for one in self.products}

    def wishes(self) -> Wishes:
        """What was chosen, once the form is valid; of a quote, delivery, plan and destination are the quote's."""
        chosen, offer = self.cleaned_data, self.offer
        here = reference.destination(offer.destination if offer else chosen["destination"])
        if here is None:
            raise ValueError("a destination that is no country")
        return Wishes(
            destination=here,
            incoterm=offer.incoterm if offer else chosen["incoterm"],
            place=offer.place if offer else chosen["place"],
            mode=offer.mode if offer else chosen["mode"],
            plan=offer.plan if offer else chosen["plan"],
            latest_shipment=chosen["latest_shipment"],
            expected_entry=chosen["expected_entry"],
            tolerance_bp=int(chosen["tolerance"]),
            acceptance_days=chosen["acceptance_days"],
            inspection=self._inspection(),
            documents=tuple(chosen["documents"]),
            **self.law_chosen(),
            label_language=chosen["label_language"],
            shelf_life_months=chosen["shelf_life_months"] or 0,
            shelf_life_bp=int(chosen["shelf_life"] or 0),
            note=chosen["note"],
        )

    def _inspection(self) -> dict[str, str]:
        chosen = self.cleaned_data
        if not chosen["level"]:
            return {}
        return {"level": chosen["level"], "critical": "0", "major": chosen["major"], "minor": chosen["minor"]}


def delivery_refusal(remark: incoterms.Remark) -> str:
    """Why a rule does not fit."""
    facts = remark.facts
    match remark.code:
        case "sea-only":
            return _("%(rule)s is for sea only. Choose %(better)s, or carriage by sea.") % facts
        case "importer-needed":
            return (
                _("%(rule)s needs an importer of the supplier in the destination, and none is on file. Choose DAP.")
                % facts
            )
        case _:
            return _("%(rule)s does not fit this place and transport. Choose another Incoterm.") % {
                "rule": facts.get("rule", "")
            }
