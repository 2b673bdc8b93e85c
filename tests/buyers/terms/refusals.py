"""A refusal by its exact code, and by its facts where they are named."""

from contextlib import contextmanager

import pytest

from buyers.terms.errors import TermsError


@contextmanager
def refused(code, **facts):
    with pytest.raises(TermsError) as refusal:
        yield refusal
    assert refusal.value.code == code
    if facts:
        assert refusal.value.facts == facts
