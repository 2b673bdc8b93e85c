"""What buyers type finds what they mean, within the first five answers."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from audits.law.current import current_rulebook, load_rulebook, rulebook_of
from buyers.answers.ranked import answers
from tests.buyers.search.offers import SHARED, WITHHELD, make_offers
from tests.factories import NOON

pytestmark = pytest.mark.django_db
QUERIES = {
    str(query): wanted
    for query, wanted in yaml.safe_load(Path(__file__).with_name("queries.yaml").read_text(encoding="utf-8")).items()
    if wanted
}
DAY = date(2026, 11, 30)
FIRST = 5


@pytest.fixture
def names():
    """The shipped rulebook in force, and offers: what a result is called in the table -> its key."""
    rulebook_of.cache_clear()
    load_rulebook(by=None, at=NOON)
    return make_offers()


def keys(query, count=None):
    return [one.key for one in answers(query, current_rulebook(), None, on=DAY).results[:count]]


def test_what_buyers_type_finds_what_they_mean_among_the_first_five(names):
    missed = {}
    for query, wanted in QUERIES.items():
        first = keys(query, FIRST)
        lacking = [one for one in wanted if names.get(one, one) not in first]
        if lacking:
            missed[query] = (lacking, first)

    assert len(QUERIES) >= 150
    assert missed == {}


def test_a_certificate_that_is_not_shared_is_found_by_nobody(names):
    assert names[f"certificate:{SHARED}"] in keys(SHARED)

    found = keys(WITHHELD)

    assert [key for key in found if key.startswith(("certificate:", "product:", "supplier:"))] == []
