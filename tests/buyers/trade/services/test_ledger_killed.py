"""The writer of the ledger is killed between two writes (kill -9): nothing is half there, and the same act done again is done once."""

import os
import signal

import pytest
from django.db import connection, connections

from audits.models import LogEntry
from buyers.trade.models import EvidenceAnswer, Movement, OrderLetter, Side, Transfer
from buyers.trade.services import evidence, ledger
from buyers.trade.services.evidence import AnsweredAlready, answer_evidence
from buyers.trade.services.verification import verify
from kpmarket.foundation.outbox import writing
from tests.buyers.trade.deals import DEPOSIT, MONDAY, arrives, held_order, submitted
from tests.factories import CountryFactory

pytestmark = pytest.mark.usefixtures("committing")
TABLES = (EvidenceAnswer, Movement, Transfer, LogEntry, OrderLetter)


@pytest.fixture
def report():
    """The report that releases a deposit, with no answer yet."""
    CountryFactory(code="DE")
    order = held_order()
    arrives(order, DEPOSIT)
    return submitted(order, "production_start_report")


def accept(report):
    return answer_evidence(report, "accepted", side=Side.BUYER, by=report.order.placed_by, at=MONDAY)


def rows():
    return {table.__name__: table.objects.count() for table in TABLES}


def killed(act, *, after):
    """Do it in a process of its own, which dies right after that write; whether it was killed there."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            connection.connect()  # never one that the parent has: what dies in there would go on holding its locks
            _die_after(*after)
            act()
        finally:
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _die_after(owner, name):
    write = getattr(owner, name)

    def writing_last(*args, **facts):
        write(*args, **facts)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, writing_last)


def test_a_release_that_dies_at_any_write_leaves_nothing_and_is_then_done_once(report):
    before = rows()
    points = {
        "answer": (EvidenceAnswer.objects, "create"),
        "movement": (Movement.objects, "create"),
        "transfers": (Transfer.objects, "bulk_create"),
        "log": (ledger.log, "append"),
        "letters": (writing, "write"),
        "all but the commit": (evidence.payments, "carry_out"),
    }
    for point, after in points.items():
        assert killed(lambda: accept(report), after=after), point
        assert rows() == before, point
        assert not verify().faults, point

    accept(report)

    assert rows()["Movement"] == before["Movement"] + 1
    assert rows()["EvidenceAnswer"] == 1
    assert not verify().faults


def test_what_was_committed_before_the_kill_is_not_done_again(report):
    assert killed(lambda: (accept(report), os.kill(os.getpid(), signal.SIGKILL)), after=(os, "getlogin"))

    with pytest.raises(AnsweredAlready):
        accept(report)
    assert Movement.objects.filter(kind="released").count() == 1
    assert not verify().faults
