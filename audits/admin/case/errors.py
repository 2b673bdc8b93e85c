"""The summary of errors at the head of a page whose form was refused."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms


@dataclass(frozen=True)
class FormError:
    """One line of the summary of errors; ``target`` is the id of the field, empty for the form as a whole."""

    target: str
    words: str


def errors_of(form: forms.Form | None) -> list[FormError]:
    """What is wrong in the refused form, each error with the field that it is about."""
    if form is None:
        return []
    return [
        FormError("" if name == "__all__" else form[name].id_for_label or form[name].auto_id, str(words))
        for name, found in form.errors.items()
        for words in found
    ]
