from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from kpmarket.foundation.limits.daily import SENTENCES, DailyAct, OverDailyLimit, within_daily_limit
from kpmarket.foundation.monitoring.security_log import NAME

pytestmark = pytest.mark.services

MORNING = datetime(2026, 11, 29, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _two_a_day(settings):
    cache.clear()
    settings.DAILY_LIMITS = {"replies": 2}


def act(person_pk=1, at=MORNING, name=DailyAct.REPLIES):
    with within_daily_limit(name, person_pk, at=at):
        pass


def test_a_third_one_is_refused_until_the_next_day():
    act()
    act()

    with pytest.raises(OverDailyLimit) as over:
        act(at=MORNING + timedelta(hours=17))
    assert over.value.sentence == SENTENCES[DailyAct.REPLIES]
    act(at=MORNING + timedelta(hours=18))


def test_people_and_acts_are_counted_by_themselves():
    act()
    act()

    act(person_pk=2)
    act(name=DailyAct.ENQUIRIES)


def test_what_failed_does_not_count():
    for _time in range(5):
        with pytest.raises(ZeroDivisionError), within_daily_limit(DailyAct.REPLIES, 1, at=MORNING):
            1 / 0  # noqa: B018

    act()
    act()


def test_bytes_are_counted_as_such(settings):
    settings.DAILY_LIMITS = {"uploaded_bytes": 1000}

    with within_daily_limit(DailyAct.UPLOADED_BYTES, 1, at=MORNING, units=900):
        pass
    with pytest.raises(OverDailyLimit), within_daily_limit(DailyAct.UPLOADED_BYTES, 1, at=MORNING, units=101):
        pass


@pytest.mark.parametrize("name", DailyAct)
def test_each_act_has_a_limit_and_a_sentence(name):
    act(name=name)
    assert "tomorrow" in str(SENTENCES[name])


def test_who_reaches_a_limit_is_a_line_without_a_name(caplog):
    caplog.set_level("INFO", NAME)
    act()
    act()

    with pytest.raises(OverDailyLimit):
        act()

    lines = [(record.event, record.account, record.subject) for record in caplog.records if record.name == NAME]
    assert lines == [("limit_reached", 1, "replies")]
