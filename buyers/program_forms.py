"""What owners of an organisation type about its programs: keys of the API, addresses of webhooks."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.models import ApiKey, Webhook
from buyers.services.webhook_requests import NotSent, check_address
from kpmarket.foundation.text.fields import LineField
from kpmarket.foundation.text.one_line import validate_one_line


class ApiKeyForm(forms.ModelForm):
    """What a key of the API is for."""

    class Meta:
        model = ApiKey
        fields = ("name",)
        field_classes = {"name": LineField}


class WebhookForm(forms.ModelForm):
    """An address of the organisation's own system."""

    url = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=500,
        assume_scheme="https",
        validators=[validate_one_line],
        help_text=gettext_lazy("Begins with https:// and is reachable for everybody"),
    )

    class Meta:
        model = Webhook
        fields = ("url",)

    def clean_url(self) -> str:
        """Encrypted connections to hosts that anybody reaches, without a password in the address."""
        url: str = self.cleaned_data["url"]
        try:
            check_address(url)
        except NotSent as error:
            raise forms.ValidationError(
                _("Enter an address that begins with https:// and leads to a host on the open internet.")
            ) from error
        if self.instance.buyer.webhooks.filter(url=url).exists():
            raise forms.ValidationError(_("Your organisation has this address already."))
        return url
