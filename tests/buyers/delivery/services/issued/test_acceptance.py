"""A record of acceptance says what the buyer accepted and rejected of each line that it checked."""

from datetime import date

import pytest

from buyers.delivery.models import CheckedQuantity, DeliveryCheck
from buyers.delivery.services.issued import documents
from buyers.delivery.services.issued.drafts import NoGoods, draft_of
from tests.buyers.delivery.services.issued.test_documents import text_of
from tests.factories import NOON
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.django_db


def checked(order, *quantities):
    made = DeliveryCheck.objects.create(
        order=order, looked_on=date(2027, 2, 9), checked_by=order.placed_by, checked_at=NOON
    )
    for outcome, quantity in quantities:
        CheckedQuantity.objects.create(check_made=made, line=1, outcome=outcome, quantity=quantity)


def test_the_buyer_issues_what_its_checks_say():
    order = OrderFactory(lines=2)
    checked(order, ("accepted", 47_000), ("damaged", 1_800), ("short", 1_200))
    checked(order, ("after_all", 600))

    draft = draft_of(order, "acceptance", None, at=NOON)
    row = documents.issue(order.pk, draft, None, before=0, by=order.placed_by, at=NOON)

    (line,) = row.document.lines
    assert (line.quantity, line.rejected) == (47_600, 2_400)
    text = text_of(row)
    assert [one for one in ("47,600", "2,400", "1,800Damaged", "验收记录") if one not in text] == []


def test_nothing_is_issued_before_anything_was_checked():
    with pytest.raises(NoGoods):
        draft_of(OrderFactory(), "acceptance", None, at=NOON)
