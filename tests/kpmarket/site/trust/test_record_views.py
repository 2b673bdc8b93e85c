"""The public pages of the record: honest where nothing is signed or sent, and checkable where it is."""

import base64
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from audits.desk import heads, log
from tests.factories import UserFactory
from tools import check_decision

pytestmark = pytest.mark.django_db
SEED = bytes(range(32))


@pytest.fixture
def signed(settings):
    settings.LOG_SIGNING_KEY = base64.b64encode(SEED).decode()
    settings.LOG_HEAD_ADDRESSES = []
    at = timezone.now() - timedelta(days=3)
    log.append(act="account_opened", subject="account:1", by=UserFactory(), at=at, content={})
    return heads.sign_head(at=at)


def test_without_a_head_the_page_says_that_nobody_can_check(client):
    page = client.get("/record/").text

    assert "No head has been signed on this site." in page
    assert "Public key" not in page


def test_a_head_that_nobody_got_and_that_is_old_is_said_to_be(client, signed):
    page = client.get("/record/").text

    assert "was sent to nobody outside this site" in page
    assert "The newest head is of" in page
    assert signed.signature in page


def test_letters_that_still_wait_are_counted(client, signed, settings):
    settings.LOG_HEAD_ADDRESSES = ["a@notary.example", "b@notary.example"]
    log.append(act="account_opened", subject="account:2", by=None, at=timezone.now(), content={})
    heads.sign_head(at=timezone.now())

    page = client.get("/record/").text

    assert "Of 2 letters with the newest head, 0 were handed over so far." in page
    assert "notary.example" not in page
    assert "The newest head is of" not in page


def test_programs_get_what_the_script_can_verify(client, signed):
    (found,) = client.get("/record/heads.json").json()["heads"]

    key, message, signature = (
        bytes.fromhex(found["key"]),
        found["statement"].encode(),
        bytes.fromhex(found["signature"]),
    )
    assert check_decision.is_signed_by(key, message, signature)
    assert json.loads(found["statement"])["entries"] == 1


def test_the_script_is_the_one_that_we_test(client):
    answer = client.get("/record/check_decision.py")

    assert b"".join(answer.streaming_content).startswith(b"#!/usr/bin/env python3")


def test_the_numbers_say_when_there_are_none(client):
    assert "No quarter with decisions is over yet." in client.get("/numbers/").text


@pytest.mark.parametrize("address", ["/record/", "/numbers/"])
def test_the_pages_speak_chinese(client, signed, address):
    page = client.get(f"{address}?lang=zh-hans").text

    assert '<html lang="zh-hans"' in page
