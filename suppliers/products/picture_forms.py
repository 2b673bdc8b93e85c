"""What a picture shows, in words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.models import ProductPicture


class PictureForm(forms.ModelForm):
    class Meta:
        model = ProductPicture
        fields = ["alt"]
        labels = {"alt": _("What it shows")}
