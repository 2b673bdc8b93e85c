"""Reading jobs: each file by one worker, whatever happens to workers and messages."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from kombu.exceptions import OperationalError

from kpmarket.foundation.storage import files, scanner
from kpmarket.foundation.storage.scanner import Verdict
from suppliers import tasks
from suppliers.certificates import files as certificate_files
from suppliers.documents import reader
from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.reading import Box, Outcome, Page, Reading, Stage, StageName
from suppliers.documents.results import Code, Refused
from suppliers.documents.sniff import Kind
from suppliers.models import CertificateReading
from suppliers.readings import jobs
from tests.factories import (
    NOON,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    CertificateReadingFactory,
    CertificateTypeFactory,
    SupplierFactory,
)
from tests.suppliers.documents import sample_files

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=1)
DRAWING = Stage(StageName.PAGES, Outcome.DONE, "", 0.1, 5)
TEXT = Stage(StageName.TEXT_LAYER, Outcome.DONE, "", 0.2, 7)
READ = Reading(Kind.PDF, 1000, (Page(1, 10, 10),), stages=(DRAWING, TEXT))
PROPOSED = Fields((Proposal(FieldName.NUMBER, "A-1", "No. A-1", 1, Box(0, 0, 1, 1), 0.9),))


def clock():
    return LATER


@pytest.fixture
def waiting():
    """A file with one rendered page that waits to be read."""
    stored = files.store(SimpleUploadedFile("document.pdf", sample_files.pdf(1)))
    file = CertificateFileFactory(stored_name=stored.name)
    page = files.store_bytes(b"RIFFpage", ".webp")
    CertificatePageFactory(file=file, stored_name=page.name)
    return CertificateReadingFactory(file=file)


@pytest.fixture
def machine(monkeypatch):
    """A reader whose answer the test sets, and which keeps what it was asked."""

    class Machine:
        answer = READ
        proposed = PROPOSED
        asked = []

        def read(self, source, *, at, rendered=None, on_stage=None):
            self.asked.append((source, rendered))
            for stage in (DRAWING, TEXT):
                on_stage(stage)
            if isinstance(self.answer, Exception):
                raise self.answer
            return self.answer

    machine = Machine()
    machine.asked = []
    monkeypatch.setattr(reader, "read", machine.read)
    monkeypatch.setattr(jobs.sandboxed_fields, "propose", lambda reading, kinds: machine.proposed)
    return machine


def test_a_file_that_lands_is_handed_to_the_workers_once_it_is_kept(
    supplier_member, monkeypatch, django_capture_on_commit_callbacks
):
    called = []
    monkeypatch.setattr(jobs, "call_worker", called.append)
    company = supplier_member.suppliers.get()

    with django_capture_on_commit_callbacks(execute=True):
        file = certificate_files.create_draft_with_file(
            company, SimpleUploadedFile("document.pdf", sample_files.pdf(1)), by=supplier_member, at=NOON
        )
        assert called == []

    assert called == [file.pk]
    assert (file.reading.state, file.reading.asked_at) == ("waiting", NOON)


def test_a_file_that_the_scanner_names_is_refused_and_nothing_of_it_is_kept(supplier_member, monkeypatch, settings):
    monkeypatch.setattr(scanner, "scan", lambda path: Verdict.FOUND)

    with pytest.raises(certificate_files.FileRefused) as raised:
        certificate_files.create_draft_with_file(
            supplier_member.suppliers.get(),
            SimpleUploadedFile("a.pdf", sample_files.pdf(1)),
            by=supplier_member,
            at=NOON,
        )

    assert raised.value.refused.code == Code.MALWARE
    assert not [path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()]


@pytest.mark.parametrize("verdict", [Verdict.CLEAN, Verdict.UNREACHABLE, Verdict.FAILED, Verdict.NOT_CONFIGURED])
def test_what_the_scanner_said_of_a_file_is_kept_as_it_was_said(supplier_member, monkeypatch, verdict):
    monkeypatch.setattr(scanner, "scan", lambda path: verdict)

    file = certificate_files.create_draft_with_file(
        supplier_member.suppliers.get(), SimpleUploadedFile("a.pdf", sample_files.pdf(1)), by=supplier_member, at=NOON
    )

    assert file.reading.scan == verdict


def test_asked_twice_a_file_is_one_job():
    file = CertificateFileFactory()

    assert jobs.enqueue(file, at=NOON) == jobs.enqueue(file, at=LATER)
    assert CertificateReading.objects.get().asked_at == NOON


def test_a_file_is_read_and_what_was_read_is_kept(waiting, machine):
    assert jobs.read_file(waiting.file_id, clock=clock) == "done"

    row = CertificateReading.objects.get()
    assert (row.reading, row.proposals) == (READ, PROPOSED)
    assert (row.started_at, row.finished_at, row.attempts, row.peak_memory) == (LATER, LATER, 1, 7)
    assert [stage["name"] for stage in row.stages] == ["pages", "text-layer"]
    assert jobs.progress(row.file) == jobs.Progress("done", "", (DRAWING, TEXT))


def test_the_reader_gets_the_original_and_the_pages_that_were_rendered_on_upload(waiting, machine, settings):
    jobs.read_file(waiting.file_id, clock=clock)

    ((source, rendered),) = machine.asked
    assert source == Path(settings.PRIVATE_ROOT) / files.storage_key(waiting.file.stored_name)
    assert [(page.number, page.image.width, page.image.data) for page in rendered.pages] == [(1, 1240, b"RIFFpage")]


def test_pages_that_are_gone_are_rendered_again(waiting, machine):
    files.remove(waiting.file.pages.get().stored_name)

    jobs.read_file(waiting.file_id, clock=clock)

    assert machine.asked[0][1] is None


def test_stages_are_written_as_they_end(waiting, machine, monkeypatch):
    steps = []
    real = machine.read

    def read(source, *, on_stage, **options):
        def listening(stage):
            on_stage(stage)
            steps.append(jobs.progress(waiting.file))

        return real(source, on_stage=listening, **options)

    monkeypatch.setattr(reader, "read", read)
    jobs.read_file(waiting.file_id, clock=clock)

    assert [one.stages for one in steps] == [(DRAWING,), (DRAWING, TEXT)]
    assert [(one.state, one.is_over, one.share) for one in steps] == [
        ("reading", False, 1 / len(StageName)),
        ("reading", False, 2 / len(StageName)),
    ]


@pytest.mark.parametrize("code", [Code.UNREADABLE, Code.TOOK_TOO_LONG, Code.USED_TOO_MUCH_MEMORY])
def test_a_file_that_cannot_be_read_says_why(waiting, machine, code):
    machine.answer = Refused(code, memory=99)

    assert jobs.read_file(waiting.file_id, clock=clock) == "unreadable"

    row = CertificateReading.objects.get()
    assert (row.reason, row.peak_memory, row.reading, row.proposals) == (str(code), 99, None, Fields())
    assert jobs.progress(row.file).share == 1


def test_a_reading_without_proposals_is_a_reading(waiting, machine):
    machine.proposed = Refused(Code.TOOK_TOO_LONG)

    assert jobs.read_file(waiting.file_id, clock=clock) == "done"
    assert CertificateReading.objects.get().proposals == Fields()


@pytest.mark.parametrize("state", ["done", "unreadable"])
def test_a_file_that_was_read_is_not_read_again(waiting, machine, state):
    CertificateReading.objects.update(state=state, content={}, finished_at=NOON)

    assert jobs.read_file(waiting.file_id, clock=clock) is None
    assert machine.asked == []


def test_two_workers_never_read_one_file(waiting, machine, monkeypatch):
    real, second = machine.read, []

    def read(source, **options):
        second.append(jobs.read_file(waiting.file_id, clock=lambda: LATER + timedelta(seconds=1)))
        return real(source, **options)

    monkeypatch.setattr(reader, "read", read)

    assert jobs.read_file(waiting.file_id, clock=clock) == "done"
    assert second == [None]
    assert CertificateReading.objects.get().attempts == 1


def test_the_job_of_a_worker_that_died_is_free_after_its_time(waiting, machine):
    CertificateReading.objects.update(state="reading", started_at=LATER, attempts=1)

    assert jobs.read_file(waiting.file_id, clock=lambda: LATER + jobs.LEASE - timedelta(seconds=1)) is None
    assert jobs.read_file(waiting.file_id, clock=lambda: LATER + jobs.LEASE) == "done"
    assert CertificateReading.objects.get().attempts == 2


def test_a_worker_that_comes_back_too_late_changes_nothing(waiting, machine, monkeypatch):
    real = machine.read

    def slow(source, **options):
        monkeypatch.setattr(reader, "read", real)
        jobs.read_file(waiting.file_id, clock=lambda: LATER + jobs.LEASE)
        machine.answer = Refused(Code.UNREADABLE)
        return real(source, **options)

    monkeypatch.setattr(reader, "read", slow)

    assert jobs.read_file(waiting.file_id, clock=clock) is None
    assert CertificateReading.objects.get().state == "done"


def test_a_file_over_which_worker_after_worker_dies_is_given_up(waiting, machine):
    CertificateReading.objects.update(state="reading", started_at=NOON - jobs.LEASE, attempts=jobs.MAX_ATTEMPTS)

    assert jobs.read_file(waiting.file_id, clock=clock) == "unreadable"
    assert machine.asked == []
    assert CertificateReading.objects.get().reason == "not-finished"


def test_a_failure_of_ours_leaves_the_job_to_be_claimed_again(waiting, machine):
    machine.answer = LookupError()
    with pytest.raises(LookupError):
        jobs.read_file(waiting.file_id, clock=clock)

    machine.answer = READ

    assert jobs.stuck_files(at=LATER + jobs.LEASE) == [waiting.file_id]
    assert jobs.read_file(waiting.file_id, clock=lambda: LATER + jobs.LEASE) == "done"


def test_what_the_scanner_finds_later_is_not_opened(waiting, machine, monkeypatch):
    CertificateReading.objects.update(scan=Verdict.UNREACHABLE)
    monkeypatch.setattr(scanner, "scan", lambda path: Verdict.FOUND)

    assert jobs.read_file(waiting.file_id, clock=clock) == "unreadable"
    row = CertificateReading.objects.get()
    assert (row.reason, row.scan, machine.asked) == ("malware", "found", [])


def test_a_file_that_was_clean_is_not_scanned_again(waiting, machine, monkeypatch):
    CertificateReading.objects.update(scan=Verdict.CLEAN)
    monkeypatch.setattr(scanner, "scan", lambda path: pytest.fail("asked"))

    assert jobs.read_file(waiting.file_id, clock=clock) == "done"


def test_files_whose_message_was_lost_are_called_for_the_longest_waiting_first():
    first = CertificateReadingFactory(asked_at=NOON - timedelta(hours=9))
    second = CertificateReadingFactory(asked_at=NOON - timedelta(hours=8))
    CertificateReadingFactory(asked_at=NOON)
    CertificateReadingFactory(asked_at=NOON, file__removed_at=NOON)
    CertificateReadingFactory(asked_at=NOON - timedelta(hours=9), state="unreadable")
    CertificateReadingFactory(asked_at=NOON - timedelta(hours=9), state="reading", started_at=NOON)

    assert jobs.stuck_files(at=NOON + timedelta(minutes=1)) == [first.file_id, second.file_id]


def test_of_every_company_one_file_is_read_before_anybodys_second(machine, django_assert_num_queries):
    many, few, busy = SupplierFactory(), SupplierFactory(), SupplierFactory()
    ours = [asked_by(many, minute) for minute in range(3)]
    theirs = [asked_by(few, minute) for minute in (5, 6)]
    asked_by(busy, 0, state="reading", started_at=NOON)
    second = asked_by(busy, 3)

    waiting_jobs = CertificateReading.objects.in_fair_order(leased_since=LATER - jobs.LEASE)
    with django_assert_num_queries(1):
        order = list(waiting_jobs.values_list("pk", flat=True))

    waiting = [ours[0], theirs[0], ours[1], second, theirs[1], ours[2]]
    assert order[:-1] == [row.pk for row in waiting]


def test_a_worker_claims_the_next_job_when_another_was_quicker(waiting, machine, monkeypatch):
    other = CertificateReadingFactory(asked_at=NOON - timedelta(minutes=1))
    take = jobs._claim
    monkeypatch.setattr(jobs, "_claim", lambda pk, at: None if pk == other.file_id else take(pk, at))

    assert jobs.read_next(clock=clock) == "done"
    assert CertificateReading.objects.get(state="done") == waiting


def test_where_nothing_waits_a_worker_does_nothing(machine):
    CertificateReadingFactory(state="reading", started_at=NOON)
    CertificateReadingFactory(file__removed_at=NOON)

    assert jobs.read_next(clock=clock) is None
    assert machine.asked == []


def asked_by(company, minute, **facts):
    asked_at = NOON + timedelta(minutes=minute)
    return CertificateReadingFactory(file__certificate__supplier=company, asked_at=asked_at, **facts)


def test_without_a_queue_the_file_waits(monkeypatch, caplog):
    def unreachable(*args, **kwargs):
        raise OperationalError("no broker")

    monkeypatch.setattr(jobs.current_app, "send_task", unreachable)

    assert jobs.call_worker(7) is False
    assert "File 7 waits" in caplog.text


def test_a_worker_is_called_by_the_name_of_the_task(monkeypatch):
    sent = []
    monkeypatch.setattr(jobs.current_app, "send_task", lambda *args, **kwargs: sent.append((args, kwargs)))

    assert jobs.call_worker(7) is True
    assert sent == [((jobs.TASK,), {"retry": False})]
    assert tasks.read_next_file.name == jobs.TASK


def test_files_without_a_reading_or_with_one_of_an_older_reader_are_to_be_read():
    def done(**facts):
        known = {"content": {}, "finished_at": NOON, "version": jobs.VERSION, "fields": Fields().as_json()}
        return CertificateReadingFactory(state="done", **{**known, **facts}).file

    new, older = CertificateFileFactory(), done(version=jobs.VERSION - 1)
    proposed_by_an_older = done(fields={**Fields().as_json(), "version": 0})
    current, without_fields = done(), done(fields=None)
    CertificateFileFactory(removed_at=NOON)
    CertificateReadingFactory()

    assert jobs.stale_files() == [new, older, proposed_by_an_older]
    assert {*jobs.stale_files(again=True)} == {new, older, proposed_by_an_older, current, without_fields}


def test_asked_again_a_file_is_queued_again_unless_it_is_under_way():
    new = CertificateFileFactory()
    ended = CertificateReadingFactory(state="unreadable", reason="unreadable", attempts=4, stages=[1]).file
    under_way = CertificateReadingFactory(state="reading", started_at=NOON, attempts=1).file

    assert jobs.requeue([new, ended, under_way], at=LATER) == 2

    rows = {row.file_id: row for row in CertificateReading.objects.all()}
    assert [rows[file.pk].state for file in (new, ended, under_way)] == ["waiting", "waiting", "reading"]
    assert (rows[ended.pk].attempts, rows[ended.pk].reason, rows[ended.pk].stages) == (0, "", [])
    assert jobs.count_unfinished() == 3


def test_a_file_for_which_nobody_asked_has_no_progress():
    assert jobs.progress(CertificateFileFactory()) is None


def test_what_is_known_about_kinds_comes_from_the_rulebook():
    CertificateTypeFactory(id="licence", name_en="Licence", number_pattern="[0-9]+", number_pattern_is_guess=False)

    facts = jobs.known_kinds()["licence"]

    assert (facts.name_en, facts.number_pattern, facts.number_pattern_is_guess) == ("Licence", "[0-9]+", False)


def test_content_of_another_version_is_none():
    row = CertificateReadingFactory(content={"version": 0}, fields={"version": 0})

    assert (row.reading, row.proposals) == (None, Fields())


def test_a_draft_takes_its_readings_with_it():
    file = CertificateReadingFactory(file__certificate=CertificateFactory(status="draft", submitted_at=None)).file

    certificate_files.delete_draft(file.certificate)

    assert not CertificateReading.objects.exists()
