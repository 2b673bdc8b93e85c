import io
import json

import pytest

from suppliers.documents.protocol import Answer, Limits, Request, pack_refusal, unpack
from suppliers.documents.results import Code, Refused

MAX_BYTES = 1_000_000


def test_a_request_survives_the_way_to_the_child():
    request = Request("module:function", {"kind": "pdf", "sides": [1, 2]}, Limits(seconds=3, memory=5))

    assert Request.unpack(request.pack()) == request


@pytest.mark.parametrize("answer", [Answer({}), Answer({"a": [1]}, (b"", b"\n{}\n", bytes(1000)))])
def test_an_answer_survives_the_way_back(answer):
    assert unpack(io.BytesIO(answer.pack()), MAX_BYTES) == answer


def test_a_refusal_survives_the_way_back():
    refused = Refused(Code.TOO_MANY_PAGES, {"pages": 101})

    assert unpack(io.BytesIO(pack_refusal(refused)), MAX_BYTES) == refused


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\xff\xfe\n",
        b"[]\n",
        b"null\n",
        b"7\n",
        b'"refused"\n',
        b"[" * 100_000,
        b'{"facts": {}}\n',
        b'{"facts": 5, "sizes": []}\n',
        b'{"facts": {}, "sizes": 5}\n',
        b'{"facts": {}, "sizes": [3]}\nab',
        b'{"facts": {}, "sizes": [3, -1]}\nab',
        b'{"facts": {}, "sizes": [true]}\na',
        b'{"facts": {}, "sizes": []}\na',
        json.dumps({"refused": "because", "params": {}}).encode(),
        json.dumps({"refused": "empty", "params": {"n": "<b>"}}).encode(),
        json.dumps({"refused": "empty", "params": [1]}).encode(),
        json.dumps({"refused": ["empty"], "params": {}}).encode(),
    ],
)
def test_nonsense_makes_the_file_unreadable_and_never_an_error(content):
    assert unpack(io.BytesIO(content), MAX_BYTES) == Refused(Code.UNREADABLE)


def test_an_answer_that_announces_more_than_it_may_hold_is_not_read():
    assert unpack(io.BytesIO(Answer({}, (bytes(50),)).pack()), 40) == Refused(Code.UNREADABLE)
