"""Forms for a draft of an edition: its title, one row, or a whole file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.compliance.reference import Confidence
from audits.compliance.rulebook import Combine, Outcome, Rulebook
from audits.law.row_formatting import in_one_line
from audits.law.yaml_reading import RulebookError, read_yaml
from kpmarket.foundation.text.fields import LineField, MultilineField

SHARED = "shared"
KEYS = {
    "route": "route",
    "regulatory_class": "class",
    "class_basis": "class_basis",
    "condition": "condition",
    "buyer": "buyer",
    "first_day": "from",
    "last_day": "until",
    "combine": "combine",
    "outcome": "outcome",
    "asks": "asks",
    "confidence": "confidence",
    "legal_basis": "legal_basis",
    "sources": "sources",
    "notes": "notes",
    "doubt": "doubt",
    "product_types": "product_types",
}
"""Field of the form -> key of the row."""
DEFAULTS = {"combine": Combine.ALTERNATIVE, "outcome": Outcome.ALLOWED_IF, "class_basis": "knowledge"}
"""What a row means where it has no such key."""
REASON_WORDS = {
    "asks": r"evidence type|asks|all_of|any_of|narrowing|standard'|levels deep|refers to itself|ask for",
    "sources": r"source",
    "condition": r"condition|has no value|is true or false",
    "buyer": r"buyer",
    "doubt": r"doubt",
    "last_day": r"ends on|until",
    "first_day": r"bad date|\.from",
    "product_types": r"product_types|product type",
    "route": r"route",
    "row": r"duplicate id|row has at most|\.id",
}
"""Field -> words by which a reason of the checks is about it."""
CORRECTION = re.compile(r"D(\d+)")
CLASS_BASES = [
    ("knowledge", gettext_lazy("general knowledge")),
    ("sourced", gettext_lazy("a source says so")),
    ("derived", gettext_lazy("derived from the rules of classification")),
]
CONFIDENCES = [
    (Confidence.HIGH, gettext_lazy("high")),
    (Confidence.MEDIUM, gettext_lazy("medium")),
    (Confidence.LOW, gettext_lazy("low: gives “conditional” at best")),
]
COMBINES = [
    (Combine.ALTERNATIVE, gettext_lazy("alternative: one of them is enough")),
    (Combine.ADDITIONAL, gettext_lazy("additional: asked for besides")),
    (Combine.INFORMATIONAL, gettext_lazy("informational: asks for nothing")),
]
OUTCOMES = [
    (Outcome.ALLOWED_IF, gettext_lazy("allowed if met")),
    (Outcome.PROHIBITED, gettext_lazy("prohibited whatever documents there are")),
    (Outcome.PROCUREMENT_ELIGIBLE_IF, gettext_lazy("eligible for procurement if met")),
    (Outcome.MANUAL_REVIEW, gettext_lazy("a person must look")),
    (Outcome.INFORMATIONAL, gettext_lazy("informational")),
]


class TitleForm(forms.Form):
    """What a draft is about."""

    title = LineField(
        label=gettext_lazy("What is it about?"),
        max_length=120,
        help_text=gettext_lazy("As: Surgical masks for China, standard of 2023"),
    )


class NoteForm(forms.Form):
    """Why a draft goes back to its author."""

    note = MultilineField(
        label=gettext_lazy("What must change?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class YamlField(MultilineField):
    """A small piece of YAML; what it says is the cleaned value."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "class": "desk-code"}), **kwargs
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read_yaml(text, "") if text else None
        except RulebookError as error:
            raise forms.ValidationError(f"{error.row}: {error.reason}" if error.row else error.reason) from None


class ListField(MultilineField):
    """Ids between spaces, commas or line ends."""

    widget = forms.TextInput

    def clean(self, value: Any) -> Any:
        return re.split(r"[\s,;]+", super().clean(value).strip(" ,;\n\r\t"))


class FileForm(forms.Form):
    """A whole file as text."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("The file"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 32, "spellcheck": "false", "class": "desk-code", "wrap": "off"}),
    )

    def __init__(self, *args: Any, line_end: str = "\n", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line_end = line_end

    def clean_text(self) -> str:
        """Browsers send every line end as CR LF: restore the file's own."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").replace("\n", self.line_end)


class RowForm(forms.Form):
    """One row. What it leaves empty, the row leaves out."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    row = LineField(
        label=gettext_lazy("Id"),
        max_length=80,
        help_text=gettext_lazy(
            "Market, product type, number: EU.medical_mask.12. Never used again for something else."
        ),
    )
    route = LineField(label=gettext_lazy("Route"), max_length=300)
    product_types = ListField(label=gettext_lazy("Product types"))
    regulatory_class = LineField(label=gettext_lazy("Class"), required=False, max_length=80)
    class_basis = forms.ChoiceField(label=gettext_lazy("What the class rests on"), choices=CLASS_BASES)
    condition = YamlField(
        label=gettext_lazy("Condition"),
        required=False,
        help_text=gettext_lazy("As {sterile: true}. Empty: every product of the type."),
    )
    buyer = YamlField(
        label=gettext_lazy("Condition on the buyer's side"),
        required=False,
        help_text=gettext_lazy("As {buyer_is: [retailer, distributor]}. Empty: whoever buys."),
    )
    first_day = LineField(
        label=gettext_lazy("First day"), required=False, help_text=gettext_lazy("As 2026-12-01. Empty: not known.")
    )
    last_day = LineField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Included. Empty: no end is known.")
    )
    combine = forms.ChoiceField(label=gettext_lazy("How it combines"), choices=COMBINES)
    outcome = forms.ChoiceField(label=gettext_lazy("What meeting it gives"), choices=OUTCOMES)
    asks = YamlField(
        label=gettext_lazy("Asks for"),
        required=False,
        help_text=gettext_lazy(
            "A document, or {all_of: [...]} or {any_of: [...]}; with what it must state: {test_report: {standard: EN 14683}}"
        ),
    )
    confidence = forms.ChoiceField(label=gettext_lazy("Confidence"), choices=CONFIDENCES)
    legal_basis = MultilineField(label=gettext_lazy("Legal basis"), widget=forms.Textarea(attrs={"rows": 2}))
    sources = ListField(
        label=gettext_lazy("Sources"), help_text=gettext_lazy("Ids of sources.yaml, with spaces or commas between.")
    )
    notes = MultilineField(label=gettext_lazy("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    doubt = YamlField(
        label=gettext_lazy("Open doubt"),
        required=False,
        help_text=gettext_lazy(
            "As {text: the date is not confirmed, due: 2027-02-28}. While it is open, the row gives “conditional” at best."
        ),
    )
    reason = LineField(
        label=gettext_lazy("Reason of the correction"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "A row changes in place only when it was wrong: say why. Where the law changes, set a last day and add a row."
        ),
    )

    def __init__(
        self, *args: Any, before: Mapping[str, Any] | None, section: str, book: Rulebook, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.before, self.book = before, book
        if before is not None:
            self.fields["row"].disabled = True
        else:
            del self.fields["reason"]
        if section != SHARED:
            del self.fields["product_types"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and self.before is not None and not cleaned["reason"] and self._is_corrected():
            self.add_error("reason", _("Say why the row was wrong, or only set its last day and add another row."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The row as it is to be written, with the keys that the form does not show as they were."""
        unknown = {key: value for key, value in (self.before or {}).items() if key not in {*KEYS.values(), "corrected"}}
        values = {**unknown, "id": self.cleaned_data["row"]}
        for name, key in KEYS.items():
            if name in self.fields:
                value = self.cleaned_data[name]
                was_written = self.before is not None and key in self.before
                if value not in ("", None) and (was_written or value != DEFAULTS.get(name)):
                    values[key] = value
        corrected = dict((self.before or {}).get("corrected", {}))
        if self.cleaned_data.get("reason"):
            corrected[_next_correction(self.book)] = self.cleaned_data["reason"]
        return {**values, "corrected": corrected} if corrected else values

    def refuse(self, error: RulebookError) -> None:
        """Show the error at the field that it is about."""
        fields = (
            name for name, words in REASON_WORDS.items() if name in self.fields and re.search(words, error.reason)
        )
        is_of_this_row = error.row.startswith(self.cleaned_data["row"])
        self.add_error(next(fields, None) if is_of_this_row else None, str(error))

    def _is_corrected(self) -> bool:
        """Whether anything but the last day differs from the row as it was."""
        now, before = self.values(), dict(self.before or {})
        return {**now, "until": ""} != {**before, "until": ""}


def initial(values: Mapping[str, Any]) -> dict[str, Any]:
    """The initial values of the form for a row."""
    fields: dict[str, Any] = {"row": values.get("id", ""), **DEFAULTS}
    for name, key in KEYS.items():
        if key in values:
            fields[name] = _as_text(name, values[key])
    return fields


def _as_text(name: str, value: Any) -> str:
    if name in ("sources", "product_types"):
        return ", ".join(value)
    return in_one_line(value) if name in ("asks", "buyer", "condition", "doubt") else str(value)


def _next_correction(book: Rulebook) -> str:
    """Corrections are numbered through the whole rulebook."""
    return f"D{max(_numbers(key for row in book.requirements for key, _reason in row.corrected), default=0) + 1}"


def _numbers(keys: Iterable[str]) -> Iterable[int]:
    return (int(match[1]) for match in map(CORRECTION.fullmatch, keys) if match)
