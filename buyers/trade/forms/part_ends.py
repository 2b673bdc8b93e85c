"""What a side states that ends part of an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.catalogue.prices import number
from buyers.catalogue.quantities import QuantityField
from buyers.terms.amending import FREIGHT
from buyers.terms.contract import LineTerms, Terms
from buyers.terms.errors import TermsError
from buyers.terms.typed import read_amount
from buyers.trade.forms.order_changes import amount_refusal
from buyers.trade.mail.deadlines import minor_words
from buyers.trade.services.contract_choices import charge_words
from buyers.trade.services.part_ends import PartEnd, PartWay
from kpmarket.foundation.text.fields import LineField


class PartEndForm(forms.Form):
    """Units of each line that are no longer wanted or owed, in ``units-<line>``, for a cause; and what both should know."""

    cause = forms.ChoiceField(label=gettext_lazy("Cause"), widget=forms.RadioSelect)
    kept = LineField(
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Its cost of material and work for these units, as both agree on it. Left empty: nothing. Without an agreement only "
            "a clearance that nobody is to blame for leaves the supplier a share."
        ),
    )
    reason = LineField(label=gettext_lazy("Why part of the order ends"), max_length=500)

    CHARGES = (FREIGHT, "tooling")
    """What both sides may agree to lower, in ``charge-<kind>``."""

    def __init__(self, data: QueryDict | None, *, ways: Sequence[PartWay], terms: Terms) -> None:
        self.ways, self.terms = {str(one.cause): one for one in ways}, terms
        super().__init__(data, initial={"cause": str(ways[0].cause)})
        self.fields["cause"].choices = [(one.cause, one.cause.label) for one in ways]  # type: ignore[attr-defined]
        words = _("Line %(number)s: units to end, of %(most)s that are not shipped")
        of_lines = {
            f"units-{line.number}": QuantityField(
                label=words % {"number": line.number, "most": number(ways[0].units[line.number])},
                required=False,
                help_text=_goods_words(line),
            )
            for line in terms.open_lines
            if line.number in ways[0].units
        }
        self.fields["kept"].label = _("What the supplier keeps for them, in %(currency)s") % {
            "currency": terms.currency
        }
        reason = self.fields.pop("reason")
        self.fields = {**of_lines, **self.fields, **self._of_charges(), "reason": reason}

    def _of_charges(self) -> dict[str, LineField]:
        """A field for each charge that is agreed, while both sides have to sign anyway."""
        found = {}
        for kind in self.CHARGES:
            if amount := self.terms.charge(kind):
                words = {"charge": charge_words(kind, amount, self.terms.currency)}
                falls = kind == FREIGHT and self.terms.freight_follows
                help_text = (
                    _("Left empty: it falls in proportion to the price of the units that end, as the contract says.")
                    if falls
                    else _("Left empty: it stays as agreed.")
                )
                found[f"charge-{kind}"] = LineField(
                    label=_("What both sides agree on instead of “%(charge)s”") % words,
                    max_length=40,
                    required=False,
                    help_text=help_text,
                )
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        way = self.ways.get(cleaned.get("cause", ""))
        for line in self.terms.open_lines:
            name = f"units-{line.number}"
            most = way.units.get(line.number, 0) if way else 0
            if way and (cleaned.get(name) or 0) > most:
                self.add_error(name, _("For this cause at most %(most)s.") % {"most": number(most)})
        if not self.errors and not any(self._units(cleaned).values()):
            self.add_error(None, _("Say how many units end, of one line at least."))
        kept = self._read("kept", cleaned.get("kept") or "0")
        if way and kept is not None and way.most_kept is not None and kept > way.most_kept:
            self.add_error("kept", _("For this cause the supplier keeps less, or nothing."))
        self.kept_sum, self.charges = kept or 0, self._charges(cleaned, way)
        return cleaned

    def part_end(self) -> PartEnd:
        """What is to end, once the form is valid."""
        return PartEnd(self.cleaned_data["cause"], self._units(self.cleaned_data), self.kept_sum, self.charges)

    def _charges(self, cleaned: Mapping[str, Any], way: PartWay | None) -> dict[str, int]:
        """The sums that were typed instead of those of the contract, by kind."""
        found = {}
        is_whole = all(self._units(cleaned).get(line.number) == line.quantity for line in self.terms.open_lines)
        for kind in self.CHARGES:
            name, most = f"charge-{kind}", self.terms.charge(kind)
            typed = cleaned.get(name)
            amount = self._read(name, typed) if typed else None
            if amount is None:
                continue
            if way and way.most_kept is not None:
                self.add_error(
                    name, _("Another sum needs the signature of both sides: choose as cause that both agree.")
                )
            elif is_whole:
                self.add_error(name, _("Nothing of the order would be left: say above what the supplier keeps."))
            elif amount > most:
                self.add_error(name, _("At most %(most)s.") % {"most": minor_words(most, self.terms.currency)})
            found[kind] = amount
        return found

    def _read(self, name: str, typed: str) -> int | None:
        """Minor units of what was typed; None, with the reason at the field."""
        try:
            return read_amount(typed, self.terms.currency, get_language() or "en")
        except TermsError as error:
            self.add_error(name, amount_refusal(error))
            return None

    def _units(self, cleaned: Mapping[str, Any]) -> dict[int, int]:
        return {line.number: cleaned.get(f"units-{line.number}") or 0 for line in self.terms.open_lines}


def _goods_words(line: LineTerms) -> str:
    """Which goods these are, in the reader's language."""
    is_chinese = (get_language() or "en").startswith("zh")
    name = (line.name_zh or line.name) if is_chinese else (line.name or line.name_zh)
    return " · ".join(filter(None, (name, line.model)))
