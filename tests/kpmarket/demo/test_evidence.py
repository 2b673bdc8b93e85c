"""When the papers of the demonstration end."""

from django.conf import settings

from kpmarket.demo.world import evidence


def test_every_rung_is_due_on_the_day_of_filling():
    assert set(settings.REMINDER_LADDER) <= set(evidence.DAYS_LEFT)


def test_every_rung_falls_due_within_five_days_and_on_none_of_them_nothing_happens():
    due = {(rung, left - rung) for rung in settings.REMINDER_LADDER for left in evidence.DAYS_LEFT}
    ahead = {(rung, day) for rung, day in due if 0 < day <= 5}

    assert {rung for rung, _ in ahead} == set(settings.REMINDER_LADDER)
    assert {day for _, day in ahead} == {1, 2, 3, 4, 5}
