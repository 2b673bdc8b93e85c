"""What a buyer asks suppliers for: products, place and day, and, behind a fold, the terms of an offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.catalogue import reference
from buyers.catalogue.filters import DayField
from buyers.catalogue.quantities import QuantityField
from buyers.catalogue.reference import destination_choices
from buyers.forms import files_field
from buyers.models import DocumentKind, EnquiryLine
from buyers.services.enquiries import LineAsked, TermsAsked
from kpmarket.foundation.text.fields import LineField, MultilineField
from suppliers.identity.language_names import UnknownNameError, language_codes
from suppliers.models import Product
from suppliers.models.supply import Incoterm, Unit

MOST_LANGUAGES = 6


@dataclass(frozen=True)
class LineFields:
    """The fields of one product in the form."""

    quantity: forms.BoundField
    unit: forms.BoundField
    specification: forms.BoundField

    @property
    def is_open(self) -> bool:
        """Whether the folded fields say something, or are wrong."""
        return bool(self.specification.value() or self.specification.errors or self.unit.errors)


class EnquiryForm(forms.Form):
    """How many of each product, where, and by when. Quantities stand in ``quantity-<key of the product>``."""

    TERMS = ("incoterm", "place", "label_language", "wants_sample", "documents")

    destination = forms.ChoiceField(label=gettext_lazy("Destination"), choices=destination_choices)
    needed_by = DayField(label=gettext_lazy("Needed by"))
    message = MultilineField(
        label=gettext_lazy("Message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What the supplier should know: packing, samples, terms of delivery."),
    )
    incoterm = forms.ChoiceField(
        label=gettext_lazy("Incoterm wanted"),
        required=False,
        choices=[("", gettext_lazy("the supplier proposes one")), *Incoterm.choices],
    )
    place = LineField(
        label=gettext_lazy("Named place"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Where the rule applies, as the port of Hamburg or your warehouse in Lyon."),
    )
    label_language = LineField(
        label=gettext_lazy("Language of the label"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("One or several, as German, French."),
    )
    wants_sample = forms.BooleanField(label=gettext_lazy("I want a sample before I order"), required=False)
    documents = forms.MultipleChoiceField(
        label=gettext_lazy("Documents wanted"),
        required=False,
        choices=DocumentKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    attachments = files_field()

    def __init__(self, *args: Any, on: date, products: Sequence[Product], takes_files: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.products = on, products
        if not takes_files:
            del self.fields["attachments"]
        for product in products:
            self._add_line(product)

    def _add_line(self, product: Product) -> None:
        self.fields[f"quantity-{product.pk}"] = QuantityField(
            label=_("Quantity, in: %(unit)s") % {"unit": product.get_unit_display()}
        )
        self.fields[f"unit-{product.pk}"] = forms.ChoiceField(
            label=_("Unit of the quantity"), required=False, choices=Unit.choices, initial=product.unit
        )
        self.fields[f"specification-{product.pk}"] = MultilineField(
            label=_("Specification"),
            required=False,
            max_length=EnquiryLine._meta.get_field("specification").max_length,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("What must be as you need it: size, colour, packing, standard."),
        )

    def clean_needed_by(self) -> date:
        day: date = self.cleaned_data["needed_by"]
        if day < self.on:
            raise forms.ValidationError(_("This day is over. Choose a day from today on."))
        return day

    def clean_destination(self) -> str:
        code: str = self.cleaned_data["destination"]
        if reference.destination(code) is None:
            raise forms.ValidationError(_("Choose a country from the list."))
        return code

    def clean_label_language(self) -> str:
        """Codes with commas between them."""
        try:
            codes = language_codes(self.cleaned_data["label_language"])
        except UnknownNameError as unknown:
            words = _("We do not know the language “%(name)s”. Write its name in English or Chinese, or its code.")
            raise forms.ValidationError(words % {"name": unknown.args[0]}) from None
        if len(codes) > MOST_LANGUAGES:
            raise forms.ValidationError(_("Name at most %(most)s languages.") % {"most": MOST_LANGUAGES})
        return ",".join(codes)

    def clean(self) -> dict[str, Any]:
        """A rule is nothing without its named place, and a place says nothing without a rule."""
        cleaned = super().clean() or {}
        incoterm, place = cleaned.get("incoterm"), cleaned.get("place")
        if incoterm and place == "":
            self.add_error("place", _("Name the place: %(rule)s says nothing without one.") % {"rule": incoterm})
        if place and incoterm == "":
            self.add_error("incoterm", _("Choose the Incoterm that applies at this place, or leave the place empty."))
        return cleaned

    def line_of(self, product: Product) -> LineFields:
        key = product.pk
        return LineFields(self[f"quantity-{key}"], self[f"unit-{key}"], self[f"specification-{key}"])

    @property
    def terms_are_open(self) -> bool:
        """Whether one of the folded fields says something, or is wrong."""
        return any(self[name].value() or self[name].errors for name in self.TERMS)

    @property
    def lines(self) -> tuple[LineAsked, ...]:
        """The products with what is asked of each, once the form is valid."""
        said = self.cleaned_data
        return tuple(
            LineAsked(one, said[f"quantity-{one.pk}"], said[f"unit-{one.pk}"], said[f"specification-{one.pk}"])
            for one in self.products
        )

    @property
    def terms(self) -> TermsAsked:
        """The terms wanted, once the form is valid."""
        said = self.cleaned_data
        return TermsAsked(
            said["incoterm"], said["place"], said["label_language"], said["wants_sample"], tuple(said["documents"])
        )
