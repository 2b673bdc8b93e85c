"""A clock that a test moves: for the site, its pages and the services that the test calls."""

from datetime import UTC, datetime, timedelta

MONDAY = datetime(2026, 12, 7, 9, tzinfo=UTC)


class Clock:
    """What time it is, from that Monday on."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)
