import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from suppliers.documents import sandbox, stages
from suppliers.documents.reading import Outcome, StageName
from suppliers.documents.results import Code, Refused
from suppliers.documents.sandbox import Run


def test_no_more_than_two_documents_are_read_from_their_pictures_at_once(monkeypatch):
    lock, now, most = Lock(), [], []

    def measured(*args):
        with lock:
            now.append(1)
            most.append(len(now))
        time.sleep(0.05)
        with lock:
            now.pop()
        return Run(Refused(Code.UNREADABLE), 0.05, 0)

    monkeypatch.setattr(sandbox, "run_measured", measured)
    with ThreadPoolExecutor(5) as executor:
        done = list(executor.map(lambda _: stages.run_on_images(StageName.OCR, stages.OcrPages, []), range(5)))

    assert max(most) == 2
    assert {stage.outcome for _, stage in done} == {Outcome.FAILED}


def test_other_steps_wait_for_nobody(monkeypatch):
    monkeypatch.setattr(sandbox, "run_measured", lambda *args: Run(Refused(Code.TOOK_TOO_LONG), 0.0, 3))
    with stages.SLOTS[StageName.OCR], stages.SLOTS[StageName.OCR]:
        value, stage = stages.run_on_images(StageName.BARCODES, stages.Appearances, [])

    assert value is None
    assert (stage.reason, stage.memory) == ("took-too-long", 3)
