"""A product as its type defines it: some fields are the same for all, the rest come from the rulebook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField, MultilineField
from suppliers.identity.form_fields import AmountField, CountField, MeasureField, OwnLanguage, PlainField, WholeWords
from suppliers.models import Product, ProductType
from suppliers.models.price_list import ListedTier
from suppliers.products.field_facts import FieldFact, attributes, facts_in_specification, specification, standards
from suppliers.products.type_groups import by_group

MOST_TIERS = 8
LONGEST_STANDARD = 120
MOST_STANDARDS = 30
YES_NO = [("", _("Not stated")), ("true", _("Yes")), ("false", _("No"))]


class GroupedTypes(ModelChoiceIterator):
    """The choices by group, after the one that stands for none."""

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        for group in by_group(self.queryset):
            yield (group.name, [self.choice(one) for one in group.types])


class ProductTypeField(forms.ModelChoiceField):
    """A select of product types, by group."""

    iterator = GroupedTypes


class ProductTypeForm(forms.Form):
    """What kind of product it is; the other fields follow from it."""

    product_type = ProductTypeField(
        ProductType.objects.all(), label=_("Product type"), empty_label=_("Choose the type")
    )


class ProductForm(OwnLanguage, WholeWords, forms.ModelForm):
    """The description and the offer; ``spec-…`` and ``fact-…`` fields are those that the type defines."""

    model = PlainField(
        label=_("Model"), max_length=120, help_text=_("Exactly as on the certificates: they are compared by it.")
    )
    moq = CountField(label=_("Minimum order"), initial=1)
    monthly_capacity = CountField(label=_("Monthly capacity"), required=False, help_text=_("Units a month."))
    lead_time_days = CountField(label=_("Lead time in days"), required=False, max_value=730)
    standards_known = forms.MultipleChoiceField(
        label=_("Standards and classes met"), required=False, widget=forms.CheckboxSelectMultiple
    )
    standards_more = MultilineField(
        label=_("Other standards, or the class"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One to a line, with the class: EN 149 FFP2."),
    )

    class Meta:
        model = Product
        fields = [
            "model",
            "name_en",
            "name_zh",
            "description_en",
            "manufacturer_en",
            "manufacturer_zh",
            "factory",
            "currency",
            "moq",
            "monthly_capacity",
            "lead_time_days",
        ]
        field_classes = {
            "name_en": LineField,
            "name_zh": LineField,
            "description_en": MultilineField,
            "manufacturer_en": LineField,
            "manufacturer_zh": LineField,
            "factory": LineField,
        }
        labels = {"name_en": _("Name in English"), "name_zh": _("Name in Chinese")}
        help_texts = {
            "name_en": _("What buyers read first, without the company's name."),
            "manufacturer_en": _("Only if another company is the manufacturer on label and declaration."),
            "factory": _("Name and place, only if it is not made by the manufacturer itself."),
        }
        widgets = {
            "name_zh": forms.TextInput(attrs={"lang": "zh"}),
            "manufacturer_zh": forms.TextInput(attrs={"lang": "zh"}),
            "description_en": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, is_frozen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        product_type = self.instance.product_type
        self.specification_facts = specification(product_type)
        self.attribute_facts = attributes(product_type)
        self._add_fields("spec", self.specification_facts, self.instance.specification)
        self._add_fields("fact", self.attribute_facts, self.instance.attributes)
        self._offer_standards(standards(product_type))
        if is_frozen:
            for name in ["model", "manufacturer_en", "manufacturer_zh", *self._names_of_stated_facts()]:
                self.fields[name].disabled = True

    def _names_of_stated_facts(self) -> list[str]:
        """Names of the fields that rules may ask for, in either part of the form, and that the product states already."""
        stated = self.instance.attributes
        in_specification = [fact.key for fact in self.specification_facts if fact.is_fact and fact.key in stated]
        others = [fact.key for fact in self.attribute_facts if fact.key in stated]
        return [*(f"fact-{key}" for key in others), *(f"spec-{key}" for key in in_specification)]

    def specification_fields(self) -> list[forms.BoundField]:
        return [self[f"spec-{fact.key}"] for fact in self.specification_facts]

    def attribute_fields(self) -> list[forms.BoundField]:
        return [self[f"fact-{fact.key}"] for fact in self.attribute_facts]

    def clean_model(self) -> str:
        model: str = self.cleaned_data["model"]
        same = self.instance.supplier.products.filter(product_type=self.instance.product_type, model=model)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("You already have a product of this type with this model."), code="taken")
        return model

    def clean_manufacturer_en(self) -> str:
        return self._other_company("manufacturer_en", self.instance.supplier.name_en)

    def clean_manufacturer_zh(self) -> str:
        return self._other_company("manufacturer_zh", self.instance.supplier.name_zh)

    def _other_company(self, name: str, own: str) -> str:
        """The name of a company; empty for the company's own, which needs no mention."""
        written = " ".join(str(self.cleaned_data[name]).split())
        return "" if written.casefold() == own.casefold() else written

    def clean_standards_more(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["standards_more"].splitlines()]
        if any(len(line) > LONGEST_STANDARD for line in lines):
            raise forms.ValidationError(_("One of the lines is too long: one standard to a line, please."))
        if len(lines) > MOST_STANDARDS:
            raise forms.ValidationError(_("So many standards cannot be right: 30 at most."))
        return [line for line in lines if line]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.instance.specification = self._collected("spec", self.specification_facts)
        self.instance.attributes = {
            **self._unknown_attributes(),
            **facts_in_specification(self.instance.product_type, self.instance.specification),
            **self._collected("fact", self.attribute_facts),
        }
        met = [*data.get("standards_known", []), *data.get("standards_more", [])]
        self.instance.standards = list(dict.fromkeys(met))
        return data

    def _unknown_attributes(self) -> dict[str, Any]:
        """What the row holds and the type no longer asks for: kept, since documents may rest on it."""
        asked = {fact.key for fact in self.attribute_facts}
        asked |= {fact.key for fact in self.specification_facts if fact.is_fact}
        return {key: value for key, value in self.instance.attributes.items() if key not in asked}

    def _collected(self, prefix: str, facts: list[FieldFact]) -> dict[str, Any]:
        values = {fact.key: self.cleaned_data.get(f"{prefix}-{fact.key}") for fact in facts}
        return {key: _json_value(value) for key, value in values.items() if value not in (None, "")}

    def _add_fields(self, prefix: str, facts: list[FieldFact], held: dict[str, Any]) -> None:
        for fact in facts:
            name = f"{prefix}-{fact.key}"
            self.fields[name] = _form_field(fact)
            self.fields[name].widget.attrs.pop("maxlength", None)
            if fact.key in held:
                self.initial[name] = _initial_value(held[fact.key])

    def _offer_standards(self, known: list[str]) -> None:
        held = self.instance.standards
        if known:
            cast(forms.ChoiceField, self.fields["standards_known"]).choices = [
                (standard, standard) for standard in known
            ]
        else:
            del self.fields["standards_known"]
        self.initial["standards_known"] = [standard for standard in held if standard in known]
        self.initial["standards_more"] = "\n".join(standard for standard in held if standard not in known)


class PriceTierForm(forms.Form):
    """One row: from this quantity on, that price a unit. An empty row is no row."""

    from_quantity = CountField(label=_("From quantity"), required=False)
    unit_price = AmountField(label=_("Price per unit"), required=False, min_value=Decimal("0.0001"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        if data.get("from_quantity") and data.get("unit_price") is None:
            self.add_error("unit_price", _("Say the price from this quantity on, or empty the row."))
        if data.get("unit_price") is not None and not data.get("from_quantity"):
            self.add_error("from_quantity", _("Say from which quantity this price holds, or empty the row."))
        return data


class PriceTiers(forms.BaseFormSet):
    """The price list: each quantity once."""

    def clean(self) -> None:
        quantities = set()
        for form in self.forms:
            quantity = getattr(form, "cleaned_data", {}).get("from_quantity")
            if quantity and quantity in quantities:
                form.add_error("from_quantity", _("This quantity has a price above already."))
            quantities.add(quantity)

    def tiers(self) -> list[ListedTier]:
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("from_quantity")]
        return sorted(ListedTier(row["from_quantity"], row["unit_price"]) for row in rows)


PriceTierFormSet = forms.formset_factory(
    PriceTierForm, formset=PriceTiers, extra=2, max_num=MOST_TIERS, absolute_max=MOST_TIERS
)


def _form_field(fact: FieldFact) -> forms.Field:
    label = f"{fact.label} ({fact.unit})" if fact.unit else fact.label
    shared: dict[str, Any] = {"label": label, "required": fact.is_required}
    if fact.kind == "number":
        return MeasureField(**shared, unit=fact.unit, max_digits=16)
    if fact.kind == "day":
        return DayField(**shared)
    if fact.kind == "yes_no":
        return forms.TypedChoiceField(**shared, choices=YES_NO, coerce=lambda text: text == "true", empty_value=None)
    if fact.kind == "choice":
        choices = [(choice.value, choice.label) for choice in fact.choices]
        return forms.ChoiceField(**shared, choices=[("", _("Not stated")), *choices])
    return PlainField(**shared, max_length=300)


def _json_value(value: Any) -> Any:
    """As JSON keeps it: whole numbers as numbers, other amounts as they were written."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _initial_value(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value
