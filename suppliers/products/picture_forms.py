"""What a picture shows, in words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.text.fields import LineField
from suppliers.models import ProductPicture


class PictureForm(forms.ModelForm):
    class Meta:
        model = ProductPicture
        fields = ["alt"]
        field_classes = {"alt": LineField}
        labels = {"alt": _("What it shows")}
