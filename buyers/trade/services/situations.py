"""What an order waits for, read from its facts: for its page, its rows in lists, letters and the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from buyers.terms.next_step import Doer, EventFact, HoldFact, PartFact, Situation, Step, WaitingFact, next_steps
