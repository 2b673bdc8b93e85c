"""What an order waits for, read from its facts: for its page, its rows in lists, letters and the desk."""

from __future__ import annotations
