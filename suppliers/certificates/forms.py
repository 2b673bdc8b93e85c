"""What a supplier says about a certificate. A draft may be incomplete; a submission may not."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.text.fields import MultilineField
from suppliers.certificates import form_checks
from suppliers.certificates.claimed_scope import (
    KEYS,
    read,
    scope_text,
)
from suppliers.certificates.field_notes import Note, note, products_note
from suppliers.certificates.form_fields import DayField, TidyField, types_by_market
from suppliers.certificates.kind_fields import COMPARABLE, KindFields, fields_of
from suppliers.certificates.stated_fields import MAX_STATED, STATED_HELP, STATED_LABELS
from suppliers.documents.fields import FieldName
from suppliers.identity.identifiers import credit_code_fault, normalise_credit_code
from suppliers.models import Certificate, CertificateType, FieldDecision, Product, Standard
from suppliers.readings import field_decisions
from suppliers.readings.field_proposals import FORM_FIELDS, UNLIMITED, Proposals, bare_letters

KNOWN_STANDARDS = "known-standards"
"""``id`` of the list that suggests standards while one types."""
EITHER = {"valid_until": "has_no_end", "has_no_end": "valid_until"}


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
    compared = forms.MultipleChoiceField(
        required=False, choices=[(name, name) for name in COMPARABLE], widget=forms.MultipleHiddenInput
    )
    holder_reason = MultilineField(
        label=_("Why another company's credit code stands on it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences. The auditor reads them."),
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
            "holder_reason",
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
                    "hx-params": "not scope",
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
        kinds.choices = [("", _("Choose a type")), *types_by_market()]
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
        if not self.is_bound:
            self._fill_in()
            self.initial.setdefault("compared", self._still_compared())

    def _still_compared(self) -> list[str]:
        """The fields whose present value a person compared when the form was last saved."""
        now = {str(read): value for read, value in field_decisions.claims(self.instance).items()}
        said = {
            read: row.claimed for read, row in self._decisions.items() if row.choice == FieldDecision.Choice.COMPARED
        }
        names = [name for read, name in FORM_FIELDS.items() if said.get(str(read)) == now.get(str(read), UNLIMITED)]
        return [*names, "has_no_end"] if said.get(FieldName.VALID_UNTIL) == UNLIMITED else names

    @cached_property
    def own_values(self) -> dict[str, str]:
        """What a person entered without the reading, or compared, when the form was last saved; by what is read."""
        confirmed = FieldDecision.Choice.CONFIRMED
        return {read: row.claimed for read, row in self._decisions.items() if row.choice != confirmed}

    @cached_property
    def _decisions(self) -> dict[str, FieldDecision]:
        return field_decisions.latest(self.instance)

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
        form_checks.empty_what_the_kind_lacks(self, facts)
        form_checks.days_in_order(self, facts)
        form_checks.names_known(self, facts)
        if facts.get("has_no_end") and facts.get("valid_until"):
            self.add_error("has_no_end", _("You gave a last day: take this tick away, or the day."))
        if self.submitting:
            form_checks.holder_explained(self, facts)
            form_checks.nothing_missing(self, facts)
        elif self.instance.status != Certificate.Status.DRAFT and not facts.get("certificate_type"):
            self.add_error("certificate_type", _("Choose what kind of document this is."))
        return facts

    @property
    def other_code(self) -> str:
        """A whole credit code that was read and is not the company's; empty where its own was read, or none."""
        own = self.instance.supplier.credit_code
        codes = [
            normalise_credit_code(one.value) for one in self.proposals.get("credit_code", ()) if one.is_sure_enough
        ]
        whole = [code for code in codes if credit_code_fault(code) is None]
        return "" if not own or own in whole else next(iter(whole), "")

    @property
    def stated_names(self) -> list[str]:
        """The entries that make sense for the chosen type, and those that a person filled already."""
        wanted, shown = self.of_kind.stated, set(self.fields) - self.filled
        names = [(key, f"stated_{key}") for key in KEYS]
        return [name for key, name in names if key in wanted or (name in shown and self[name].value())]

    @cached_property
    def of_kind(self) -> KindFields:
        """The fields that the chosen kind of document has."""
        chosen = self["certificate_type"].value()
        kind = self.instance.certificate_type
        if chosen and str(chosen) != self.instance.certificate_type_id:
            kind = CertificateType.objects.filter(pk=str(chosen)).first()
        return fields_of(kind if chosen else None)

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
            is_compared = name in (self["compared"].value() or ())
            return note(values, self[name].value(), is_filled=is_filled, is_compared=is_compared)
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

    def compared_fields(self) -> frozenset[FieldName]:
        """Fields of which the person says that they were compared with the page."""
        ticked = {EITHER["has_no_end"] if name == "has_no_end" else name for name in self.cleaned_data["compared"]}
        return frozenset(read for read, name in FORM_FIELDS.items() if name in ticked)

    def clean_manufacturer(self) -> str:
        """Empty for the company's own name: that needs no mention."""
        written = str(self.cleaned_data["manufacturer"])
        company = self.instance.supplier
        own = {name.casefold() for name in (company.name_en, company.name_zh) if name}
        return "" if written.casefold() in own else written
