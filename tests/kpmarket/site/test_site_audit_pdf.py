"""The report of a site audit as a file to hand out."""

import pypdfium2
import pytest
from django.test import Client

from tests.audits.site_audits import worlds
from tests.factories import NOON, AuditorFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_it_has_both_languages_findings_and_answers_and_is_for_desk_and_company(settings):
    settings.EASE_SECOND_FACTOR = True
    lead = AuditorFactory(since=NOON).user
    audit, [finding] = worlds.reported("major", lead=lead)
    member = MembershipFactory(supplier=audit.supplier).user
    worlds.answered(finding, by=member)
    address = f"/site-audits/{audit.pk}.pdf"

    def ask(person):
        client = Client()
        client.force_login(person)
        return client.get(address)

    document = pypdfium2.PdfDocument(ask(member).content)

    words = " ".join("".join(page.get_textpage().get_text_range() for page in document).split())
    for expected in ("Xinghu Street", "Major", "主要", "VR-112", "moved in August", "已评估", "7.5.6"):
        assert expected in words
    assert ask(lead).status_code == 200
    assert ask(MembershipFactory().user).status_code == 404
    running = worlds.planned(audit.supplier, lead=lead)
    address = f"/site-audits/{running.pk}.pdf"
    assert ask(lead).status_code == 404
