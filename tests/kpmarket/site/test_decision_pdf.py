"""The record of a decision as a file to hand out."""

from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client

from audits.desk.certificates import approve_certificate
from audits.models import Decision
from tests.audits.conftest import owner, submitted, supplier, taken, wen  # noqa: F401 - fixtures
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def test_it_has_both_languages_the_hashes_and_no_internal_note(taken, wen, settings):  # noqa: F811 - fixtures
    settings.EASE_SECOND_FACTOR = True
    approve_certificate(taken, by=wen, at=NOON + timedelta(hours=5), note="原件已核对", internal_note="Rang the body.")
    client = Client()
    client.force_login(wen)

    answer = client.get(f"/admin/decisions/{Decision.objects.get().pk}.pdf")

    document = pypdfium2.PdfDocument(answer.content)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    for expected in ("What was judged", "审核的内容", "原件已核对", taken.number, "Approved", "已批准"):
        assert expected in words
    assert taken.files.get().sha256[:16] in words
    assert "Rang the body." not in words
