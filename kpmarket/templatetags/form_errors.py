"""What is wrong with the forms of a page, for the summary at its top and for its title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django import forms, template

register = template.Library()


@dataclass(frozen=True)
class FormError:
    """One sentence; ``href`` leads to its field, and is empty where it is about the whole form."""

    text: str
    label: str = ""
    href: str = ""


@register.simple_tag(takes_context=True)
def page_errors(context: template.Context) -> list[FormError]:
    """Errors of every form that was sent to this page, in the order in which the view names the forms."""
    request = context.get("request")
    if request is None or request.method != "POST":
        return []
    return errors_of(forms_in(context.flatten().values()))


@register.simple_tag
def form_errors(*asked: forms.BaseForm) -> list[FormError]:
    """Errors of these forms, for a page that shows its summary itself."""
    return errors_of(iter(asked))


def forms_in(values: Any) -> Iterator[forms.BaseForm]:
    """Forms among the values, each once; also those in formsets, lists and tuples."""
    known: set[int] = set()
    for value in chain.from_iterable(_forms(value) for value in values):
        if id(value) not in known:
            known.add(id(value))
            yield value


def errors_of(asked: Iterator[forms.BaseForm]) -> list[FormError]:
    return [error for form in asked if form.is_bound for error in _errors(form)]


def _forms(value: Any) -> Iterator[forms.BaseForm]:
    if isinstance(value, forms.BaseForm):
        yield value
    elif isinstance(value, forms.BaseFormSet | list | tuple):
        for one in value:
            if isinstance(one, forms.BaseForm):
                yield one


def _errors(form: forms.BaseForm) -> Iterator[FormError]:
    for name, sentences in form.errors.items():
        if name not in form.fields:
            yield from (FormError(str(sentence)) for sentence in sentences)
            continue
        field = form[name]
        href = "" if field.is_hidden else f"#{field.id_for_label or f'{field.auto_id}_0'}"
        yield from (FormError(str(sentence), str(field.label or ""), href) for sentence in sentences)
