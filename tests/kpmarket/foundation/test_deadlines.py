"""One moment, two clocks: that of whom a deadline binds, and the reader's."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kpmarket.foundation.deadlines import Deadline

SHANGHAI, SAO_PAULO, SINGAPORE = (ZoneInfo(name) for name in ("Asia/Shanghai", "America/Sao_Paulo", "Asia/Singapore"))
DAY = date(2026, 12, 15)


def test_the_reader_sees_the_same_moment_on_their_own_clock():
    there = Deadline(DAY, SHANGHAI).read_in(SAO_PAULO)

    assert (there.date(), there.strftime("%H:%M")) == (DAY, "12:59")
    assert Deadline(DAY, SAO_PAULO).read_in(SHANGHAI).strftime("%d %H:%M") == "16 10:59"


def test_a_reader_whose_clock_is_the_same_reads_one_time():
    assert Deadline(DAY, SHANGHAI).read_in(SINGAPORE) is None


@pytest.mark.parametrize(("hour", "is_over"), [(15, False), (16, True)])
def test_it_is_over_when_the_day_is_over_there(hour, is_over):
    assert Deadline(DAY, SHANGHAI).is_over(datetime(2026, 12, 15, hour, 0, tzinfo=UTC)) is is_over
