"""What the summary of errors says, and that every page with a form has it."""

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from kpmarket.templatetags.form_errors import FormError, errors_of, forms_in


class OrderForm(forms.Form):
    pieces = forms.IntegerField(label="How many pieces", max_value=900)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("The two do not go together.")


def summary(method="post", **context):
    request = getattr(RequestFactory(), method)("/")
    page = Template(
        "{% load form_errors %}{% page_errors as errors %}{% include 'components/error_summary.html' with errors=errors only %}"
    )
    return page.render(Context({"request": request, **context}))


def test_each_sentence_leads_to_its_field_and_the_first_choice_of_a_group():
    errors = errors_of(forms_in([OrderForm({"pieces": "901"})]))

    assert [error.href for error in errors] == ["#id_pieces", "#id_kind_0", "", ""]
    assert errors[-1] == FormError("The two do not go together.")


def test_forms_are_found_in_lists_and_formsets_and_counted_once():
    form = OrderForm({})
    formset = forms.formset_factory(OrderForm)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-pieces": "x"}
    )

    found = list(forms_in([form, [form, "text"], formset]))

    assert found == [form, *formset.forms]


def test_a_page_that_was_only_opened_has_no_summary():
    assert summary("get", form=OrderForm({})).strip() == ""
    assert summary("post", form=OrderForm()).strip() == ""


def test_the_summary_takes_the_focus_and_is_announced():
    page = summary(form=OrderForm({"pieces": "901", "kind": "a"}))

    assert 'role="alert" tabindex="-1" autofocus' in page
    assert '<a href="#id_pieces">How many pieces: Enter 900 or less.</a>' in page


@pytest.mark.parametrize(("language", "sentence"), [("en", "An answer is needed here."), ("zh-hans", "此处必填。")])
def test_sentences_of_the_framework_are_in_our_words_in_both_languages(language, sentence):
    with override(language):
        (error,) = [error for error in errors_of(iter([OrderForm({"kind": "a", "secret": "x"})])) if error.label]

    assert error.text == sentence
