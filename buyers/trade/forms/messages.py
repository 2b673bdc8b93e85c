"""What one side writes to the other."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from buyers.trade.models import OrderMessage
from kpmarket.foundation.text.fields import MultilineField


class OrderMessageForm(forms.ModelForm):
    """A message about an order."""

    class Meta:
        model = OrderMessage
        fields = ("text",)
        field_classes = {"text": MultilineField}
        labels = {"text": _("Your message")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
