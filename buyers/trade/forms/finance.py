"""What finance types: a statement, the columns of a bank's CSV, reasons, days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from buyers.terms.errors import TermsError
from buyers.terms.money import from_plain
from buyers.trade.models import BankAccount, OrderMessage, StatementEntry
from buyers.trade.services.exchanges import Exchangeable
from buyers.trade.services.statements import Balances
from buyers.trade.services.words import money_words
from buyers.trade.statements.csv_file import Layout
from buyers.trade.statements.statement import MAX_BYTES
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField

MAX_REASON = 500


class StatementForm(forms.Form):
    """A bank's file for one account; the balances are for a CSV that has no column of them."""

    account = forms.ModelChoiceField(label=_("Bank account"), queryset=BankAccount.objects.none())
    file = forms.FileField(
        label=_("Statement"), help_text=_("camt.053, MT940 or CSV, at most 5 MB. It is imported whole or not at all.")
    )
    opening = LineField(
        label=_("Opening balance"),
        max_length=20,
        required=False,
        help_text=_("Only for a CSV without balances: 1234.50"),
    )
    closing = LineField(label=_("Closing balance"), max_length=20, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["account"]
        assert isinstance(choices, forms.ModelChoiceField)  # noqa: S101 (declared above)
        choices.queryset = BankAccount.objects.select_related("holder")

    def clean_file(self) -> bytes:
        """The bytes; a larger file is not read into memory."""
        uploaded = self.cleaned_data["file"]
        if uploaded.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB: ask the bank for statements of single days."))
        data: bytes = uploaded.read()
        return data

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("opening", "closing"):
            text = (data.get(name) or "").removeprefix("+")
            if text and data.get("account"):
                try:
                    data[name] = from_plain(text, data["account"].currency)
                except TermsError:
                    self.add_error(name, _("Write the sum as 1234.50, with a minus in front where it is overdrawn."))
        return data

    def balances(self) -> Balances:
        """What was typed, in minor units."""
        opening, closing = (self.cleaned_data[name] for name in ("opening", "closing"))
        return Balances(opening if opening != "" else None, closing if closing != "" else None)

    def name(self) -> str:
        """The name under which the file was uploaded."""
        uploaded = self.files["file"]
        assert isinstance(uploaded, UploadedFile)  # noqa: S101 (the field is valid)
        return str(uploaded.name)[:200]


class LayoutForm(forms.Form):
    """The names of a bank's columns, as they stand in its CSV; empty where it has no such column."""

    booked_on = LineField(label=_("Column of the booking day"), max_length=80)
    days = forms.ChoiceField(
        label=_("Days are written"),
        choices=[("ymd", "2026-11-23"), ("dmy", "23.11.2026, 23/11/2026"), ("mdy", "11/23/2026")],
    )
    decimal = forms.ChoiceField(label=_("Sums are written"), choices=[(".", "1,234.50"), (",", "1.234,50")])
    amount = LineField(
        label=_("Column of the sum"), max_length=80, required=False, help_text=_("With a minus for what went out.")
    )
    paid_in = LineField(label=_("Column of what came in"), max_length=80, required=False)
    paid_out = LineField(label=_("Column of what went out"), max_length=80, required=False)
    balance = LineField(label=_("Column of the balance"), max_length=80, required=False)
    name = LineField(label=_("Column of the other party"), max_length=80, required=False)
    number = LineField(label=_("Column of the other party's account"), max_length=80, required=False)
    text = LineField(label=_("Column of the text"), max_length=80, required=False)
    bank_ref = LineField(label=_("Column of the bank's reference"), max_length=80, required=False)
    end_to_end_id = LineField(label=_("Column of the end-to-end id"), max_length=80, required=False)
    valued_on = LineField(label=_("Column of the value date"), max_length=80, required=False)
    currency = LineField(label=_("Column of the currency"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("amount") and not (data.get("paid_in") and data.get("paid_out")):
            self.add_error("amount", _("Name the column of the sum, or the two columns of what came in and went out."))
        return data

    def layout(self) -> Layout:
        """The columns, once they are valid."""
        return Layout(**self.cleaned_data)


class ReasonForm(forms.Form):
    """Why; it stands in the decision log."""

    reason = LineField(label=_("Reason"), max_length=MAX_REASON, widget=forms.TextInput(attrs={"size": 60}))


class BookingForm(forms.Form):
    """The movement of the ledger that was wrong, and why."""

    number = LineField(label=_("Number of the booking"), max_length=12)
    reason = LineField(
        label=_("Reason"),
        max_length=MAX_REASON,
        help_text=_("What was wrong, and what shows it."),
        widget=forms.TextInput(attrs={"size": 60}),
    )

    def clean_number(self) -> int:
        """The primary key of the movement."""
        text = str(self.cleaned_data["number"]).strip().removeprefix("#")
        if not (text.isascii() and text.isdigit()):
            raise forms.ValidationError(_("Write the number alone, as it stands in the list: 128."))
        return int(text)


class OrderForm(forms.Form):
    """The order that a payment is for; a reason where somebody else than the buyer paid."""

    number = LineField(label=_("Order"), max_length=20, help_text=_("As KP-2026-000123."))
    reason = LineField(
        label=_("Reason"),
        max_length=MAX_REASON,
        required=False,
        help_text=_("Needed where the payer is not the buyer: why does somebody else pay?"),
    )


class NumberForm(forms.Form):
    """A payment of ours by its end-to-end id, or an entry by its key."""

    which = LineField(label=_("Which"), max_length=40)
    reason = LineField(label=_("Reason"), max_length=MAX_REASON)


class EntryField(forms.ModelChoiceField):
    """One entry of a statement; the list shows sum, day, and what the bank wrote."""

    def label_from_instance(self, obj: StatementEntry) -> str:
        """An entry in words."""
        text = obj.remittance or obj.bank_ref
        return f"{money_words(obj.amount, obj.currency)} · {date_format(obj.booked_on)} · {text[:60]}"


class MessageField(forms.ModelChoiceField):
    """One message about an order, with its day and author."""

    def label_from_instance(self, obj: OrderMessage) -> str:
        """A message in words."""
        return f"{date_format(obj.sent_at.date())} · {obj.author} · {obj.text[:80]}"


class ExchangeForm(forms.Form):
    """The bank's two bookings of an exchange, and where the buyer agreed to it."""

    taken = EntryField(
        label=_("Taken by the bank"),
        queryset=StatementEntry.objects.none(),
        help_text=_("The debit of the same sum on a statement of this account."),
    )
    given = EntryField(
        label=_("Given by the bank"),
        queryset=StatementEntry.objects.none(),
        help_text=_("The credit in the order's currency, unmatched until now."),
    )
    agreement = MessageField(
        label=_("Message in which the buyer agrees"),
        queryset=OrderMessage.objects.none(),
        help_text=_("The buyer writes it on the page of the order, after the money came."),
    )
    reason = LineField(
        label=_("Advice of the bank"),
        max_length=MAX_REASON,
        help_text=_("Its number and day, and the rate that it names."),
        widget=forms.TextInput(attrs={"size": 60}),
    )

    def __init__(self, *args: Any, choices: Exchangeable | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices is None:
            return
        messages = OrderMessage.objects.select_related("author")
        for name, found in (
            ("taken", StatementEntry.objects.filter(pk__in=[one.pk for one in choices.taken])),
            ("given", StatementEntry.objects.filter(pk__in=[one.pk for one in choices.given])),
            ("agreement", messages.filter(pk__in=[one.pk for one in choices.agreements])),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (declared above)
            field.queryset = found


class ExportForm(forms.Form):
    """The day on which the bank is to pay."""

    pay_on = DayField(label=_("Day of execution"))
