"""An evidence bundle: what both sides read, checked offline by Python alone, and nothing private in it."""

import base64
import hashlib
import io
import json
import subprocess
import sys
import tracemalloc
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from audits.desk import heads, log
from audits.models import LogEntry
from buyers.delivery.models import CheckedQuantity, DeliveryCheck, Inspection, InspectionReport
from buyers.disputes.models import (
    Bundle,
    ClaimStep,
    Decision,
    DecisionSignature,
    HandlerDeclaration,
    Settlement,
    SettlementSignature,
)
from buyers.disputes.services.bundles import entries, verify_script
from buyers.disputes.services.bundles.making import Subject, make_bundle
from buyers.trade.models import Contract, EvidenceFile, EvidencePage, Side
from kpmarket.foundation.storage import files
from tests.factories import NOON, CountryFactory, UserFactory
from tests.factories.cases import CaseNoteFactory, CaseStepFactory, LegalCaseFactory
from tests.factories.delivery import IssuedDocumentFactory, ShipmentEventFactory, ShipmentFactory
from tests.factories.disputes import ClaimFactory, page_of
from tests.factories.trade import EvidenceFactory, OrderFactory, OrderMessageFactory

pytestmark = pytest.mark.django_db
CANARY = "we know that our packer saved on tape"
QUESTION = "Did the surveyor of the 4th look at pallet 12?"


@pytest.fixture
def order():
    CountryFactory(code="DE")
    order = OrderFactory()
    OrderMessageFactory(order=order, text=QUESTION)
    evidence = EvidenceFactory(order=order)
    file = EvidenceFile.objects.create(
        evidence=evidence, original_name="line.pdf", stored_name="line", kind="pdf", size=9, sha256="ab" * 32
    )
    stored = files.store_bytes(b"RIFF-a-picture-of-a-page", ".webp")
    EvidencePage.objects.create(file=file, number=1, stored_name=stored.name, width=80, height=100)
    EvidencePage.objects.create(file=file, number=2, stored_name="f" * 48 + ".webp", width=80, height=100)
    ShipmentEventFactory(shipment=ShipmentFactory(order=order))
    return order


def bundle_of(subject, by):
    made, archive = make_bundle(subject, by=by, at=NOON)
    with archive:
        return made, archive.read()


def checked(folder, *arguments):
    """What verify.py prints and its exit status, run by Python alone, without this project."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py"), *arguments],
        capture_output=True, text=True, check=False, cwd="/", env={},
    )  # fmt: skip


def test_a_bundle_is_checked_offline_and_a_changed_file_is_found(order, tmp_path):
    made, content = bundle_of(Subject(Side.BUYER, order=order), order.placed_by)
    (tmp_path / "b.zip").write_bytes(content)
    folder = tmp_path / "unpacked"
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder)

    good = checked(folder)
    assert (good.returncode, good.stderr) == (0, "")
    assert made.manifest_sha256 in good.stdout
    assert "was not there when the bundle was made: evidence/" in good.stdout
    assert checked(folder, str(tmp_path / "b.zip")).returncode == 0

    messages = folder / "messages.json"
    messages.write_text(messages.read_text().replace("pallet 12", "pallet 13"))
    (folder / "clearance.json").unlink()
    (folder / "added.txt").write_text("a letter that nobody sent")
    bad = checked(folder)
    assert bad.returncode == 1
    assert {"changed: messages.json", "missing: clearance.json", "not in the manifest: added.txt"} <= set(
        bad.stdout.splitlines()
    )


def test_terms_that_were_exchanged_do_not_have_the_digest_that_was_signed(order, tmp_path):
    _made, content = bundle_of(Subject(Side.BUYER, order=order), order.placed_by)
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    text = (tmp_path / "contract/terms-1.json").read_text()
    assert json.loads(text) == Contract.objects.get().data

    (tmp_path / "contract/terms-1.json").write_text(text.replace("FCA", "EXW"))
    assert "not what was signed by the supplier: contract/terms-1.json" in checked(tmp_path).stdout


def test_signed_heads_prove_its_entries_of_the_log_and_another_order_of_them_is_found(order, tmp_path, settings):
    settings.LOG_SIGNING_KEY = base64.b64encode(bytes(range(32))).decode()
    for number, subject in enumerate((f"order:{order.pk}", "certificate:7", f"order:{order.pk}", "certificate:8")):
        log.append(act="noted", subject=subject, by=order.placed_by, at=NOON, content={"number": number})
    key = heads.sign_head(at=NOON).key
    log.append(act="noted", subject=f"order:{order.pk}", by=order.placed_by, at=NOON, content={"number": 9})
    _made, content = bundle_of(Subject(Side.BUYER, order=order), order.placed_by)
    (tmp_path / "b.zip").write_bytes(content)
    folder = tmp_path / "unpacked"
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder)

    good = checked(folder, str(tmp_path / "b.zip"), key)
    assert (good.returncode, good.stderr) == (0, "")
    assert "2 entries of the decision log are under the head" in good.stdout and key in good.stdout
    assert "1 entries are younger than that head" in good.stdout
    assert "another key" in checked(folder, str(folder), "0" * 64).stdout

    rewritten = json.loads((folder / "log.json").read_text())
    entry = rewritten["entries"][0]
    entry["content"]["number"] = 5  # with a digest of its own that fits, as a forger would write it
    said = {name: value for name, value in entry.items() if name != "digest"}
    entry["digest"] = hashlib.sha256(verify_script.canonical(said)).hexdigest()
    (folder / "log.json").write_text(json.dumps(rewritten))
    faults = checked(folder).stdout
    assert f"changed: entry {entry['sequence']}" not in faults
    assert f"entry {entry['sequence']} is not part of the decision log that was signed" in faults


def test_it_holds_what_both_sides_read_with_digests_and_a_list_for_people(order):
    made, content = bundle_of(Subject(Side.SUPPLIER, order=order), order.placed_by)
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = set(archive.namelist())
    evidence = order.evidence.get()

    assert {
        "contract/terms-1.json", "contract/signatures-1.json", "contract/contract-1.pdf", "messages.json", "clearance.json",
        "movements.json", "shipments/events.json", "log.json", "log-proof.json", "verify.py", "index.pdf", "index.xlsx", "manifest.json",
    } <= names  # fmt: skip
    assert QUESTION in archive.read("messages.json").decode()
    picture = next(one for one in names if one.startswith(f"evidence/{evidence.pk}-") and one.endswith("page-1.webp"))
    assert archive.read(picture) == b"RIFF-a-picture-of-a-page"
    assert archive.read("index.pdf").startswith(b"%PDF-")
    assert archive.getinfo(picture).compress_type == zipfile.ZIP_STORED
    assert LogEntry.objects.get(subject=f"bundle:{made.pk}").content["manifest"] == made.manifest_sha256
    whole = b"".join(archive.read(name) for name in names)
    assert order.placed_by.email.encode() not in whole
    assert EvidencePage.objects.first().token.encode() not in whole


def test_no_private_word_and_no_bundle_of_the_other_side_is_in_it(order):
    case = LegalCaseFactory(order=order, text=CANARY)
    CaseNoteFactory(case=case, text=CANARY)
    CaseNoteFactory(case=case, author="counsel", text=CANARY)
    CaseStepFactory(case=case, text=CANARY)
    bundle_of(Subject(Side.BUYER, order=order, case=case), case.opened_by)

    for subject in (Subject(Side.SUPPLIER, order=order), Subject(Side.BUYER, order=order, case=case)):
        archive = zipfile.ZipFile(io.BytesIO(bundle_of(subject, order.placed_by)[1]))
        whole = b"".join(archive.read(name) for name in archive.namelist())
        assert CANARY.encode() not in whole
        assert b"bundle_made" not in whole
        assert (case.number.encode() in whole) == (subject.case is not None)


def test_it_holds_claims_inspections_checks_and_issued_documents_and_no_draft_of_a_decision(order):
    claim = ClaimFactory(order=order)
    page_of(claim.opening)
    settlement = Settlement.objects.create(
        claim=claim,
        side="buyer",
        text="Split it evenly.",
        digest="5" * 64,
        proposed_by=order.placed_by,
        proposed_at=NOON,
    )
    SettlementSignature.objects.create(
        settlement=settlement, side="buyer", digest="5" * 64, by=order.placed_by, at=NOON
    )
    officer = UserFactory(is_staff=True)
    facts = {"claim": claim, "round": "first", "written_by": officer, "written_at": NOON}
    decision = Decision.objects.create(**facts, version=1, reasons="98 cartons were counted.", digest="1" * 64)
    DecisionSignature.objects.create(decision=decision, digest="1" * 64, by=officer, at=NOON)
    Decision.objects.create(**facts, version=2, reasons=CANARY, digest="2" * 64, needs_second=["amount"])
    ClaimStep.objects.create(claim=claim, kind="decided", by=officer, at=NOON)
    HandlerDeclaration.objects.create(claim=claim, by=officer, role="handler", has_interest=True, note=CANARY, at=NOON)
    inspection = Inspection.objects.create(
        order=order, number=1, stage="pre_shipment", level="II", classes={"major": "2.5"}, is_tightened=False,
        place="Xiantao", day=NOON.date(), packed_percent=90, organisation="QIMA", paid_by="buyer", side="buyer",
        guest_email="wang.surveyor@qima.example", proposed_by=order.placed_by, proposed_at=NOON,
    )  # fmt: skip
    InspectionReport.objects.create(
        inspection=inspection, number="R-88201", own_result="passed", barcodes="readable", started_at=NOON,
        finished_at=NOON, reported_by=order.placed_by, received_at=NOON,
    )  # fmt: skip
    check = DeliveryCheck.objects.create(
        order=order, looked_on=NOON.date(), checked_by=order.placed_by, checked_at=NOON
    )
    CheckedQuantity.objects.create(check_made=check, line=1, outcome="short", quantity=1_100)
    issued = IssuedDocumentFactory(shipment__order=order)

    archive = zipfile.ZipFile(io.BytesIO(bundle_of(Subject(Side.SUPPLIER, order=order), order.seller)[1]))
    whole = b"".join(archive.read(name) for name in archive.namelist())

    def rows(path):
        return json.loads(archive.read(path))

    assert [one["text"] for one in rows("claims/settlements.json")] == ["Split it evenly."]
    assert len(rows("claims/settlement-signatures.json")) == 1
    assert [one["version"] for one in rows("claims/decisions.json")] == [1]
    assert [(one["kind"], one["by_id"]) for one in rows("claims/steps.json") if not one["side"]] == [("decided", None)]
    assert rows("inspections/reports.json")[0]["number"] == "R-88201"
    assert rows("acceptance/quantities.json")[0]["quantity"] == 1_100
    assert rows("documents/issued.json")[0]["digest"] == issued.digest
    assert any(name.startswith("claims/file-") for name in archive.namelist())
    assert CANARY.encode() not in whole and b"wang.surveyor" not in whole


def test_memory_does_not_grow_with_the_pictures(order, monkeypatch):
    piece = b"x" * 65536

    def pictures(*_arguments):
        for number in range(20):
            yield entries.Entry(f"big/{number}.webp", "Evidence", lambda: iter([piece] * 32), is_packed=False)

    monkeypatch.setattr("buyers.disputes.services.bundles.order_sources._evidence", pictures)
    bundle_of_nothing = Subject(Side.BUYER, order=order)
    tracemalloc.start()
    made, archive = make_bundle(bundle_of_nothing, by=order.placed_by, at=NOON)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    archive.close()

    assert made.size > 40 * 2**20
    assert peak < 24 * 2**20


def test_each_side_makes_its_own_and_strangers_find_nothing(order):
    case = LegalCaseFactory(order=order)
    other = Client()
    other.force_login(order.seller)

    answer = other.post(reverse("disputes:order-bundle", args=[order.pk]))
    assert zipfile.ZipFile(io.BytesIO(answer.getvalue())).testzip() is None
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="KP-2026-')
    assert Bundle.objects.get().side == "supplier"
    assert other.post(reverse("disputes:case-bundle", args=[case.pk])).status_code == 404
    other.force_login(OrderFactory().placed_by)
    assert other.post(reverse("disputes:order-bundle", args=[order.pk])).status_code == 404
    assert Bundle.objects.count() == 1
