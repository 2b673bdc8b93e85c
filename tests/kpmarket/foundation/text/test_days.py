from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from kpmarket.foundation.text.days import DayField
from tests.kpmarket.foundation.text.test_fields import form_classes


@pytest.mark.parametrize("typed", ["2027-03-14", "2027年3月14日", "2027年03月14日"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_day_is_read_in_one_order(typed, language):
    with translation.override(language):
        assert DayField().clean(typed) == date(2027, 3, 14)


@pytest.mark.parametrize("typed", ["03/10/2026", "10.03.2026", "3 Oct 2026", "26-03-10", "soon", "\x00"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_other_order_is_refused_in_a_sentence(typed, language):
    with translation.override(language), pytest.raises(ValidationError) as refused:
        DayField().clean(typed)

    assert "2027-03-14" in refused.value.messages[0]


@pytest.mark.parametrize("typed", ["2027-02-29", "2027-13-01", "2027年2月30日", "2027年4月31日"])
def test_a_day_that_no_month_has_is_called_so(typed):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)

    assert refused.value.messages == ["There is no such day: check month and day."]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0001-01-01", "Choose a day from the year 1950 on."),
        ("9999-12-31", "Choose a day up to the year 2100."),
        ("2569-03-14", "The year 2569 of the Buddhist calendar is 2026: enter that year."),
    ],
)
def test_a_day_out_of_bounds_says_what_to_enter(typed, sentence):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)

    assert refused.value.messages == [sentence]


def test_no_form_of_ours_takes_days_through_another_field():
    ours = ("kpmarket", "suppliers", "audits", "buyers")
    others = {
        (kind.__name__, name)
        for kind in form_classes()
        if kind.__module__.startswith(ours) and not kind.__module__.startswith("kpmarket.site.design")
        for name, field in getattr(kind, "base_fields", {}).items()
        if isinstance(field, forms.DateField) and not isinstance(field, DayField)
    }

    assert others == set()
