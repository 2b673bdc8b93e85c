"""The log in words, with links."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from audits.admin.log_words import link_to, words_of
from audits.desk import log
from tests.factories import NOON


@pytest.mark.parametrize(
    ("act", "language", "words"),
    [
        ("certificate_revoked", "en", "Certificate: Revoked"),
        ("review_started", "zh-hans", "接手案件"),
        ("something_of_tomorrow", "en", "something_of_tomorrow"),
    ],
)
def test_an_act_is_said_in_the_readers_language(act, language, words):
    with override(language):
        assert words_of(act) == words


@pytest.mark.parametrize(
    ("subject", "link"),
    [
        ("certificate:42", '<a href="/admin/audits/certificatecase/42/change/">certificate:42</a>'),
        ("decisions", "decisions"),
        ("certificate:<b>", "certificate:<b>"),
    ],
)
def test_a_subject_with_a_page_is_a_link(subject, link):
    assert link_to(subject) == link


@pytest.mark.django_db
def test_an_entry_leads_to_the_record_of_its_decision(desk, wen):
    entry = log.append(
        act="certificate_approved", subject="certificate:7", by=wen, at=NOON, content={"decision": 12, "x": "<b>"}
    )

    page = desk.get(reverse("admin:audits_logentry_change", args=[entry.pk])).content.decode()

    assert 'href="/admin/audits/decision/12/change/"' in page
    assert 'href="/admin/audits/certificatecase/7/change/"' in page
    assert "&lt;b&gt;" in page
