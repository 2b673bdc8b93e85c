"""What a supplier says about a certificate. A draft may be incomplete; a submission may not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any, cast

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.text import days
from kpmarket.foundation.text.fields import LineField, MultilineField
from kpmarket.templatetags.kp import country
from suppliers.certificates.claimed_scope import (
    KEYS,
    NAMED_KEYS,
    QUANTITY,
    NotANumberError,
    keys_for,
    read,
    scope_text,
    tidy,
)
from suppliers.certificates.field_notes import Note, note, products_note
from suppliers.certificates.services import NUMBERLESS
from suppliers.certificates.stated_fields import MAX_STATED, STATED_HELP, STATED_LABELS
from suppliers.documents.fields import FieldName
from suppliers.identity.language_names import UnknownNameError
from suppliers.models import Certificate, CertificateType, Product, Standard
from suppliers.readings.field_proposals import UNLIMITED, Proposals, bare_letters

CHINESE_DAY = re.compile(r"^(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?$")
KNOWN_STANDARDS = "known-standards"
"""``id`` of the list that suggests standards while one types."""
EITHER = {"valid_until": "has_no_end", "has_no_end": "valid_until"}


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


class CertificateForm(forms.ModelForm):
    """The fields next to the page images."""

    all_optional = True

    number = TidyField(label=_("Number"), max_length=120, required=False, help_text=_("As printed on the document."))
    issuer = TidyField(label=_("Issuing body"), max_length=200, required=False)
    issuer_number = TidyField(
        label=_("Number of the issuing body"),
        max_length=40,
        required=False,
        help_text=_("Where the document shows one: four digits for an EU notified body, a CMA or CNAS number."),
    )
    manufacturer = TidyField(
        label=_("Manufacturer named"),
        max_length=200,
        required=False,
        help_text=_("Only if the document belongs to another manufacturer than your company, as printed."),
    )
    issued_on = DayField(label=_("Issued on"), required=False)
    valid_from = DayField(label=_("Valid from"), required=False)
    valid_until = DayField(label=_("Valid until"), required=False, help_text=_("The last day on which it holds."))
    has_no_end = forms.BooleanField(label=_("The document names no last day"), required=False)
    printed_until = DayField(
        label=_("Last day as printed"),
        required=False,
        help_text=_(
            "Only where a law extends it: then “valid until” is the legal last day, and this is the printed one."
        ),
    )
    scope = MultilineField(
        label=_("Scope"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "hx-preserve": "true"}),
        help_text=_("The products or activities that the document names, in its own words."),
    )

    class Meta:
        model = Certificate
        fields = [
            "certificate_type",
            "number",
            "issuer",
            "issuer_number",
            "manufacturer",
            "issued_on",
            "valid_from",
            "valid_until",
            "printed_until",
            "scope",
            "products",
            "is_shared",
        ]
        widgets = {
            "certificate_type": forms.Select(
                attrs={
                    "hx-target": "#stated",
                    "hx-swap": "outerHTML",
                    "hx-include": "#stated",
                    "data-background": True,
                    "data-filter-select": _("Search the types: country, kind of document"),
                }
            ),
            "products": forms.CheckboxSelectMultiple,
        }
        labels = {"certificate_type": _("Certificate type"), "products": _("Products that it covers")}
        help_texts = {
            "is_shared": _("Buyers see page images with a watermark, never the file itself."),
            "products": _("Tick every product whose model the document names."),
        }

    def __init__(
        self,
        *args: Any,
        submitting: bool = False,
        proposals: Proposals | None = None,
        known_files: frozenset[int] = frozenset(),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.submitting = submitting
        self.known_files = known_files
        self.proposals = proposals or {}
        self.filled: set[str] = set()
        ours = Product.objects.filter(supplier=self.instance.supplier).order_by("name_en", "model")
        self.ours = list(ours)
        products = cast("forms.ModelMultipleChoiceField[Product]", self.fields["products"])
        products.queryset = ours
        products.choices = [(product.pk, str(product)) for product in self.ours]
        kinds = cast("forms.ModelChoiceField[CertificateType]", self.fields["certificate_type"])
        kinds.choices = [("", _("Choose a type")), *_types_by_market()]
        kinds.widget.attrs["hx-get"] = reverse("suppliers:certificate-stated", args=[self.instance.pk])
        for key in KEYS:
            self.fields[f"stated_{key}"] = TidyField(
                label=STATED_LABELS[key],
                max_length=MAX_STATED,
                required=False,
                initial=scope_text(self.instance.stated, key),
                help_text=STATED_HELP.get(key, ""),
                widget=forms.TextInput(attrs={"list": KNOWN_STANDARDS} if key == "standard" else {}),
            )
        self._fill_in()

    def _fill_in(self) -> None:
        """Put what was read with enough confidence into fields that are empty. What a person entered stays."""
        for name, values in self.proposals.items():
            if name not in self.fields or self.get_initial_for_field(self.fields[name], name):
                continue
            value: Any = values[0].value
            if name == "stated_standard":
                value = ", ".join(dict.fromkeys(one.value for one in values if one.is_sure_enough))
                value = value if len(value) <= MAX_STATED else values[0].value
            if name == "products":
                models = {bare_letters(one.value) for one in values if one.is_sure_enough}
                value = [product.pk for product in self.ours if bare_letters(product.model) in models]
            elif self.initial.get(EITHER.get(name, "")):
                continue
            if values[0].is_sure_enough and value and values[0].file not in self.known_files:
                self.initial[name] = value
                self.filled.add(name)

    def _post_clean(self) -> None:
        """The row stays as it is: the service alone writes, and only while the certificate is not frozen."""

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        self._days_in_order(facts)
        self._names_known(facts)
        if facts.get("has_no_end") and facts.get("valid_until"):
            self.add_error("has_no_end", _("You gave a last day: take this tick away, or the day."))
        if self.submitting:
            self._nothing_missing(facts)
        elif self.instance.status != Certificate.Status.DRAFT and not facts.get("certificate_type"):
            self.add_error("certificate_type", _("Choose what kind of document this is."))
        return facts

    @property
    def stated_names(self) -> list[str]:
        """The entries that make sense for the chosen type, and those that hold something already."""
        wanted = keys_for(self["certificate_type"].value())
        return [f"stated_{key}" for key in KEYS if key in wanted or self[f"stated_{key}"].value()]

    @cached_property
    def known_standards(self) -> list[tuple[str, str]]:
        """Number and title of every standard that the rulebook knows, as suggestions; any other text may be entered."""
        return list(Standard.objects.values_list("id", "title"))

    @property
    def notes(self) -> dict[str, Note]:
        """What was read, next to the fields that it was read for."""
        return {name: self._note(name) for name in self.proposals if name in self.fields}

    def _note(self, name: str) -> Note:
        values, is_filled = self.proposals[name], name in self.filled
        if name != "products":
            return note(values, self[name].value(), is_filled=is_filled)
        chosen = {str(getattr(one, "pk", one)) for one in self[name].value() or ()}
        ticked = [product for product in self.ours if str(product.pk) in chosen]
        return products_note(values, ticked, is_filled=is_filled)

    def facts(self) -> dict[str, Any]:
        """What was entered, as columns of a certificate. The products go their own way."""
        entered = {key: self.cleaned_data.get(f"stated_{key}", "") for key in KEYS}
        columns = {name: self.cleaned_data[name] for name in self.Meta.fields if name != "products"}
        return {**columns, "stated": read(entered)}

    def claimed_besides(self) -> dict[FieldName, str]:
        """What is claimed by a tick: that the document never ends."""
        return {FieldName.VALID_UNTIL: UNLIMITED} if self.cleaned_data.get("has_no_end") else {}

    def clean_manufacturer(self) -> str:
        """Empty for the company's own name: that needs no mention."""
        written = str(self.cleaned_data["manufacturer"])
        company = self.instance.supplier
        own = {name.casefold() for name in (company.name_en, company.name_zh) if name}
        return "" if written.casefold() in own else written

    def _names_known(self, facts: dict[str, Any]) -> None:
        try:
            read({QUANTITY: facts.get(f"stated_{QUANTITY}") or ""})
        except NotANumberError:
            self.add_error(f"stated_{QUANTITY}", _("Write how many pieces in digits: 50000."))
        for key in NAMED_KEYS:
            try:
                read({key: facts.get(f"stated_{key}") or ""})
            except UnknownNameError as unknown:
                sentence = _("“%(written)s” is not known: write a two-letter code or the English or Chinese name.")
                self.add_error(f"stated_{key}", sentence % {"written": unknown.args[0]})

    def _days_in_order(self, facts: dict[str, Any]) -> None:
        issued, starts, ends = facts.get("issued_on"), facts.get("valid_from"), facts.get("valid_until")
        if starts and ends and ends < starts:
            self.add_error("valid_until", _("This is before “valid from”. Are the two days swapped?"))
        elif issued and ends and ends < issued:
            self.add_error("valid_until", _("This is before the day of issue. Are the two days swapped?"))
        if facts.get("printed_until") and ends and facts["printed_until"] > ends:
            self.add_error(
                "printed_until", _("A law extends a document, it never shortens it: this day cannot be later.")
            )

    def _nothing_missing(self, facts: dict[str, Any]) -> None:
        sentences = {
            "certificate_type": _("Choose what kind of document this is."),
            "number": _("Enter the number printed on the document."),
            "issuer": _("Enter who issued the document; for a declaration, the company that signed it."),
            "valid_from": _("Enter the first day on which it holds; mostly the day of issue."),
        }
        kind = facts.get("certificate_type")
        for name, sentence in sentences.items():
            may_lack = name == "number" and kind is not None and kind.kind in NUMBERLESS
            if not facts.get(name) and name not in self.errors and not may_lack:
                self.add_error(name, sentence)
        if "languages" in keys_for(kind.pk if kind else None) and not facts.get("stated_languages"):
            self.add_error("stated_languages", _("Say in which languages the label and the instructions are."))
        if not facts.get("valid_until") and not facts.get("has_no_end") and "valid_until" not in self.errors:
            self.add_error("valid_until", _("Enter the last day, or tick that the document names none."))


def _types_by_market() -> Iterator[tuple[Any, list[tuple[str, str]]]]:
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
