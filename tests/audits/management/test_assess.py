import json
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

LINE = {
    "id": "a",
    "product_type": "respirator",
    "attributes": {},
    "destination": "DE",
    "on": "2026-11-22",
    "evidence": [],
}
ROOT = Path(__file__).parents[3]


def test_lines_are_answered_in_order_by_the_rules_that_ship_without_a_database():
    lines = [{**LINE, "id": "first"}, {**LINE, "id": "second", "product_type": "spaceship"}, {**LINE, "id": 3}]
    out = StringIO()

    call_command("assess", stdin=BytesIO(b"\n".join(json.dumps(line).encode() for line in lines)), stdout=out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]

    assert [(answer["id"], answer.get("state")) for answer in answers] == [
        ("first", "blocked"),
        ("second", None),
        (3, "blocked"),
    ]
    assert answers[1] == {"id": "second", "error": "The product type “spaceship” is not in the rulebook."}


@pytest.mark.slow
def test_each_answer_is_there_before_the_next_question_is_asked():
    with subprocess.Popen(
        [sys.executable, "manage.py", "assess"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        for number in (1, 2):
            running.stdin.write(json.dumps({**LINE, "id": number}).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == number


@pytest.mark.slow
def test_a_reader_that_goes_away_ends_it_quietly():
    with subprocess.Popen(
        [sys.executable, "manage.py", "assess"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        running.stdout.close()
        running.stdin.write(json.dumps(LINE).encode() + b"\n")
        running.stdin.close()

        assert (running.wait(timeout=60), running.stderr.read()) == (0, b"")
