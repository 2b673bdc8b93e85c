"""Fragments that thousands of pages share are equal to what the template says of the same facts."""

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString

from kpmarket.foundation.serving import kept_fragments
from kpmarket.foundation.serving.kept_fragments import kept_html

OPTIONS = "components/grouped_options.html"
GROUPS = (("Africa", (("EG", "Egypt"), ("CI", "Côte d’Ivoire"))), ("Asie", (("KR", "Korea, Rep."),)))


@pytest.fixture(autouse=True)
def _nothing_kept():
    kept_fragments._render.cache_clear()


def test_other_facts_are_another_fragment_and_equal_facts_the_same_one():
    first = kept_html(OPTIONS, groups=GROUPS, chosen="CI")

    again, other = kept_html(OPTIONS, groups=GROUPS, chosen="CI"), kept_html(OPTIONS, groups=GROUPS, chosen="KR")

    assert again is first
    assert '<option value="CI" selected>' in first
    assert '<option value="KR" selected>' in other
    assert '<option value="CI" selected>' not in other


def test_a_text_is_escaped_although_an_equal_safe_one_was_shown_before():
    said = "Nitril & Latex <pulverfrei>"

    safe = kept_html("components/toast.html", level="info", text=SafeString(said))
    plain = kept_html("components/toast.html", level="info", text=said)

    assert "<pulverfrei>" in safe
    assert "&lt;pulverfrei&gt;" in plain


def test_each_language_has_its_own():
    with translation.override("en"):
        english = kept_html("buyers/_vetting_steps.html")
    with translation.override("zh-hans"):
        chinese = kept_html("buyers/_vetting_steps.html")

    assert english != chinese


def test_a_fragment_sees_nothing_of_the_page_around_it():
    page = Template('{% load kp %}{% kept "components/toast.html" level="info" %}')

    shown = page.render(Context({"text": "für Frau Öztürk", "user": "buyer@klinikum.example"}))

    assert "Öztürk" not in shown
