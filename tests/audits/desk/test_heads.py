"""A signed head, kept outside, proves each decision before it to somebody who has Python and nothing of ours."""

import base64
import hashlib
import json
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command

from audits.desk import heads, log, merkle
from audits.desk.certificates import approve_certificate
from audits.models import LogEntry, LogHead
from kpmarket.foundation.storage import files
from suppliers.models import CertificatePage
from tests.factories import NOON
from tests.tampering import lift_triggers
from tools import check_decision

SCRIPT = Path(check_decision.__file__)
SEED = bytes(range(32))
KEY = Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()


@pytest.fixture(autouse=True)
def _key(settings):
    settings.LOG_SIGNING_KEY = base64.b64encode(SEED).decode()
    settings.LOG_HEAD_ADDRESSES = ["heads@notary.example"]


@pytest.fixture
def approved(taken, wen):
    approve_certificate(taken, by=wen, at=NOON)
    return taken


def run(*arguments):
    """The script as a stranger runs it: no packages of the site, none of this project."""
    command = [sys.executable, "-I", "-S", str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def proof(approved, tmp_path):
    heads.sign_head(at=NOON)
    out = StringIO()
    call_command("prove_decision", str(LogEntry.objects.get(act="certificate_approved").sequence), stdout=out)
    path = tmp_path / "proof.json"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


@pytest.mark.django_db
class TestProof:
    def test_the_script_accepts_it_with_the_page_that_was_judged(self, proof, tmp_path):
        page = tmp_path / "page.webp"
        page.write_bytes(files.read(CertificatePage.objects.get().stored_name))

        done = run(proof, page, "--key", KEY.hex())

        assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "All of it fits.")

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            (
                lambda proof: proof["entry"]["content"].update(note="original looked at"),
                "The entry is not part of the log",
            ),
            (lambda proof: proof["entry"].update(sequence=1), "The entry is not part of the log"),
            (lambda proof: proof.update(path=[]), "The entry is not part of the log"),
            (lambda proof: proof.update(statement=proof["statement"].replace("2026", "2025")), "signature of the head"),
            (lambda proof: proof.update(signature="00" * 64), "signature of the head"),
            (lambda proof: proof.update(key="00" * 32), "another key"),
        ],
    )
    def test_the_script_refuses_one_in_which_anything_was_changed(self, proof, change, fault):
        said = json.loads(proof.read_text(encoding="utf-8"))
        change(said)
        proof.write_text(json.dumps(said), encoding="utf-8")

        done = run(proof, "--key", KEY.hex())

        assert done.returncode == 1
        assert fault in done.stdout

    def test_the_script_refuses_a_page_that_was_not_judged(self, proof, tmp_path):
        page = tmp_path / "page.webp"
        page.write_bytes(b"of another company")

        assert "none of the pages" in run(proof, page).stdout


@pytest.mark.django_db
def test_a_head_goes_to_those_who_keep_it_once_and_again_when_the_log_has_grown(approved, mailoutbox, wen):
    first = heads.sign_head(at=NOON)
    assert heads.sign_head(at=NOON) is None
    log.append(act="review_started", subject="certificate:1", by=wen, at=NOON, content={"review": 1})

    second = heads.sign_head(at=NOON + timedelta(days=1))

    assert [head.entries for head in (first, second)] == [2, 3]
    letters = [letter.body for letter in mailoutbox if letter.to == ["heads@notary.example"]]
    assert [head.statement in letter for head, letter in zip((first, second), letters, strict=True)] == [True, True]
    assert first.signature in letters[0]


@pytest.mark.django_db
def test_without_a_key_nothing_is_signed_and_a_proof_says_why(approved, settings):
    settings.LOG_SIGNING_KEY = ""

    assert heads.sign_head(at=NOON) is None
    with pytest.raises(CommandError, match="No signed head"):
        call_command("prove_decision", "1")


@pytest.mark.django_db
class TestLostHeads:
    @pytest.fixture(autouse=True)
    def _signed(self, approved, wen):
        log.append(act="account_opened", subject="account:1", by=wen, at=NOON, content={})
        heads.sign_head(at=NOON)
        lift_triggers()

    def test_none_where_nobody_changed_anything(self):
        assert list(heads.lost_heads()) == []

    def test_an_end_without_decisions_that_was_cut_off(self):
        LogEntry.objects.filter(act="account_opened").delete()

        assert log.verify().faults == ()
        assert [head.entries for head in heads.lost_heads()] == [3]

    def test_a_statement_that_was_written_for_another_log(self):
        LogHead.objects.update(statement=LogHead.objects.get().statement.replace("2026", "2025"))

        assert len(list(heads.lost_heads())) == 1


def test_every_place_in_a_tree_of_any_size_has_its_path():
    for size in range(1, 18):
        leaves = [hashlib.sha256(bytes([number])).digest() for number in range(size)]
        for index in range(size):
            path = merkle.path_to(leaves, index)
            assert check_decision.root_above(leaves[index], index, size, path) == merkle.root_of(leaves)
            assert check_decision.root_above(leaves[index], index + 1, size, path) != merkle.root_of(leaves)


@pytest.mark.parametrize(
    ("key", "message", "signature"),
    [  # RFC 8032, 7.1, tests 1 and 3
        (
            "d75a980182b10ab7 d54bfed3c964073a 0ee172f3daa62325 af021a68f707511a",
            "",
            "e5564300c360ac72 9086e2cc806e828a 84877f1eb8e5d974 d873e06522490155 5fb8821590a33bac c61e39701cf9b46b d25bf5f0595bbe24 655141438e7a100b",
        ),
        (
            "fc51cd8e6218a1a3 8da47ed00230f058 0816ed13ba3303ac 5deb911548908025",
            "af82",
            "6291d657deec2402 4827e69c3abe01a3 0ce548a284743a44 5e3680d7db5ac3ac 18ff9b538d16f290 ae67f760984dc659 4a7c15e9716ed28d c027beceea1ec40a",
        ),
    ],
)
def test_signatures_are_checked_as_the_standard_does(key, message, signature):
    key, message, signature = map(bytes.fromhex, (key, message, signature))

    assert check_decision.is_signed_by(key, message, signature)
    assert not check_decision.is_signed_by(key, message + b"x", signature)
    assert not check_decision.is_signed_by(key, message, signature[:32] + bytes(32))
