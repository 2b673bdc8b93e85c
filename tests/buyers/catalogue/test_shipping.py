"""China's rules on the day of shipping, the destination's on the day of arrival: in the rows of a page."""

import re

import pytest
from django.utils import timezone

from audits.clearances import judging
from audits.law.current import put_in_force, rulebook_of
from tests.audits.dossiers import product_with
from tests.audits.law.test_buyer_side_rows import US
from tests.buyers.views.test_product_outcomes import CHINA, us

pytestmark = pytest.mark.django_db


@pytest.fixture
def state(client):
    """What the row of a product says that arrives in the United States after China's rule has changed."""
    rulebook_of.cache_clear()
    files = us(US.replace("confidence: low", "confidence: high"), **{"markets/CN.yaml": CHINA})
    put_in_force(files, by=None, at=timezone.now())
    products = [product_with("doc") for _number in range(2)]
    judging.refresh_products(products, at=timezone.now())

    def state(**asked):
        query = {"to": "US", "type": "medical_mask", "on": "2026-12-20", "show": "not_cleared", **asked}
        text = client.get("/catalogue/", query).text
        return set(re.findall(r"products__state[^>]*><svg.*?</svg>([^<]+)</span>", text)), text

    return state


def test_a_row_says_how_the_product_stands_when_it_left_under_the_earlier_rule(state):
    assert state()[0] == {"Not cleared"}
    states, text = state(shipped="2026-12-10")
    assert states == {"Cleared"}
    assert "China’s rules as they stand on 10 December 2026, the day of shipping" in text


def test_goods_that_leave_after_they_arrive_are_refused_at_the_field(state):
    states, text = state(shipped="2026-12-21")

    assert states == {"Not cleared"}
    assert "The goods cannot be shipped after the day on which they arrive." in text
