"""Claims as rows: what services would write, without their money. A reader of a test never needs to open this file."""

from datetime import timedelta
from io import BytesIO

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image

from buyers.disputes.models import Claim, ClaimFile, ClaimPage, ClaimStep
from buyers.trade.models import Side
from kpmarket.foundation.storage import files
from tests.factories.trade import OrderFactory


class ClaimFactory(DjangoModelFactory):
    """The buyer's claim about a short delivery, opened an hour ago, with the step of its opening as ``.opening``."""

    class Meta:
        model = Claim

    order = factory.SubFactory(OrderFactory)
    number = factory.LazyAttribute(lambda claim: claim.order.claims.count() + 1)
    side = Side.BUYER
    kind = "quantity"
    remedy = "part_refund"
    lines = factory.LazyFunction(lambda: [1])
    parts = factory.LazyFunction(lambda: [2])
    amount = 9_240
    text = "98 cartons arrived, 102 were invoiced."
    is_goodwill = False
    opened_by = factory.SelfAttribute("order.placed_by")
    opened_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))

    @classmethod
    def _create(cls, model_class, *args, **facts):
        claim = super()._create(model_class, *args, **facts)
        claim.opening = ClaimStep.objects.create(
            claim=claim, kind="opened", side=claim.side, by=claim.opened_by, at=claim.opened_at, text=claim.text
        )
        return claim


def page_of(step, **keys):
    """A page of a file that was sent with that step."""
    blank = BytesIO()
    Image.new("RGB", (80, 100), "white").save(blank, "WEBP")
    stored = files.store_bytes(blank.getvalue(), ".webp")
    file = ClaimFile.objects.create(
        step=step, original_name="count.pdf", stored_name=f"c-{step.pk}", kind="pdf", size=9, sha256="0" * 64, **keys
    )
    return ClaimPage.objects.create(file=file, number=1, stored_name=stored.name, width=80, height=100, **keys)
