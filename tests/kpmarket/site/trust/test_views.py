"""Pages on which trust rests: nothing is invented, every word is explained, and every page leads to them."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils.translation import override

from audits.answers import messages
from audits.compliance.remarks import Remark
from audits.models.register_check import CheckOutcome
from buyers.catalogue.levels import LEVELS
from kpmarket.site.privacy import operator
from kpmarket.site.trust import vocabulary
from kpmarket.site.trust.titles import Page
from kpmarket.templatetags.kp import NODES, STATES

PAGES = [f"trust:{page}" for page in Page]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_page_speaks_one_language_and_names_its_other_addresses(client, name, language):
    address = reverse(name)

    page = client.get(f"{address}?lang={language}").text

    assert f'<html lang="{language}"' in page
    assert f'hreflang="zh-hans" href="http://localhost:8000{address}?lang=zh-hans"' in page
    assert page.count("<h1") == 1
    if language == "zh-hans":
        main = unescape(re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")]))
        assert re.findall(r"[a-z]{4,} [a-z]{2,} [a-z]{2,}", main) == []


def test_what_the_operator_did_not_state_is_said_and_what_it_stated_is_shown(client, settings):
    settings.CONTACT_EMAIL = ""
    assert "not stated by the operator" in client.get(reverse("trust:contact")).text

    settings.CONTACT_EMAIL = "desk@kp.example"
    assert 'href="mailto:desk@kp.example"' in client.get(reverse("trust:contact")).text
    assert "CONTACT_EMAIL" not in operator.missing()


@pytest.mark.django_db
def test_every_fact_that_is_missing_is_on_the_health_page(client, settings):
    settings.GOVERNING_LAW = " "

    assert "GOVERNING_LAW" in client.get(reverse("ready")).json()["operator_facts_missing"]


def test_every_word_of_the_vocabulary_is_explained_in_both_languages():
    explained = {}
    for language in ("en", "zh-hans"):
        with override(language):
            explained[language] = {
                (one.code, row.code): str(row.meaning) for one in vocabulary.chapters() for row in one.rows
            }

    codes = {
        "states": STATES, "requirements": NODES, "levels": LEVELS, "registers": CheckOutcome, "remarks": Remark,
        "confidence": ["high", "medium", "low"],
    }  # fmt: skip
    assert explained["en"].keys() == {(chapter, str(code)) for chapter, those in codes.items() for code in those}
    assert all(explained["en"][key] != explained["zh-hans"][key] for key in explained["en"])
    assert set(messages.REMARKS) == set(Remark)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["buyers:home", "buyers:vetting", "account_signup"])
def test_pages_lead_there_from_their_foot(client, name):
    page = client.get(reverse(name)).text

    assert [one for one in [*PAGES, "trust:report", "privacy"] if f'href="{reverse(one)}"' not in page] == []


def test_cookies_are_listed_under_the_names_in_force(client, settings):
    settings.SESSION_COOKIE_NAME = "__Host-sessionid"

    assert "__Host-sessionid" in client.get(reverse("trust:cookies")).text
