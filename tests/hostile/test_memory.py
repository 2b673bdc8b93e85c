import tracemalloc

import pytest

from suppliers.documents import sandbox
from suppliers.documents.protocol import Answer

pytestmark = pytest.mark.slow

MIB = 1024**2


def test_the_largest_answer_that_a_child_may_give_costs_the_worker_less_than_a_hundred_megabytes():
    tracemalloc.start()
    try:
        answer = sandbox.run("tests.suppliers.documents.misbehaving_jobs:draw_much", b"")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert isinstance(answer, Answer)
    assert sum(map(len, answer.blobs)) == 60 * MIB
    assert most < 100 * MIB
