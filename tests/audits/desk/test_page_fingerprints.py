"""Pictures of pages are noted once per reading."""

from datetime import timedelta

import pytest

from audits.desk.page_fingerprints import store_new_fingerprints
from audits.models import PageFingerprint
from audits.tasks import note_pages as task
from kpmarket.foundation.monitoring.task_runs import TaskRun
from suppliers.models import CertificateReading
from tests.audits.findings.rows import OTHER, PICTURE, REPORT, ROTATIONS, submitted, with_page
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def test_a_page_is_stored_with_its_bands():
    file = with_page(submitted())

    assert store_new_fingerprints() == 1
    row = PageFingerprint.objects.get()
    assert (row.file, row.page, row.bits, row.band_1, row.band_8) == (file, 1, PICTURE, 0xF0F0F0F0, 0xF0F0F0F0)


def test_a_page_is_stored_by_its_image_its_content_and_its_figures():
    with_page(submitted(), words=REPORT, rotations=ROTATIONS)
    store_new_fingerprints()

    rows = PageFingerprint.objects.order_by("kind")
    assert [row.kind for row in rows] == ["content", "figures", "page"]
    assert rows[0].bits == ROTATIONS[0]
    assert len({row.band_1 for row in rows}) == 3


def test_what_is_stored_is_not_read_again():
    with_page(submitted())
    with_page(submitted(), "0" * 64)
    store_new_fingerprints()

    assert store_new_fingerprints() == 0


def test_a_new_reading_replaces_what_was_stored_of_the_earlier_one():
    file = with_page(submitted())
    store_new_fingerprints()
    reading = CertificateReading.objects.get(file=file)
    reading.content["pages"][0]["fingerprint"] = OTHER
    reading.finished_at = NOON + timedelta(hours=1)
    reading.save()

    assert store_new_fingerprints() == 1
    assert list(PageFingerprint.objects.values_list("bits", flat=True)) == [OTHER]


def test_unfinished_readings_wait():
    file = with_page(submitted())
    CertificateReading.objects.filter(file=file).update(state="reading")

    assert store_new_fingerprints() == 0


def test_the_scheduled_task_stores_pages_and_records_its_run():
    with_page(submitted())

    assert task() == 1
    assert TaskRun.objects.filter(name="audits.tasks.note_pages").exists()
