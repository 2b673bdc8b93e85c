"""What people are promised about reviews is what the desk's deadlines allow."""

import pytest
from django.template import Context, Template
from django.utils import translation

from kpmarket.foundation.review_times import review_days, review_time


@pytest.fixture(autouse=True)
def review_settings(settings):
    settings.REVIEW_DAYS, settings.REVISION_REVIEW_DAYS = 10, 1


@pytest.mark.parametrize(("is_revision", "days"), [(False, 10), (True, 1)])
def test_a_revision_has_days_of_its_own(is_revision, days):
    assert review_days(is_revision=is_revision) == days


@pytest.mark.parametrize(
    ("language", "is_revision", "words"),
    [
        ("en", False, "10 working days"),
        ("en", True, "1 working day"),
        ("zh-hans", False, "10 个工作日"),
        ("zh-hans", True, "1 个工作日"),
    ],
)
def test_the_time_is_said_in_the_language_of_the_reader(language, is_revision, words):
    with translation.override(language):
        assert review_time(is_revision=is_revision) == words


def test_templates_say_the_same():
    template = Template("{% load kp %}{% review_time %}, {% revision_review_time %}")

    assert template.render(Context()) == "10 working days, 1 working day"
