"""Orders of the access world: one that ``buyer`` has with the shop, one that is the rival's, with canaries of bank data."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image

from buyers.terms.contract import Charge
from buyers.trade.models import EvidenceFile, EvidencePage
from kpmarket.foundation.storage import files
from tests.access.case_world import case_arguments, case_of_rival
from tests.buyers.trade.watched_orders import watched_order
from tests.factories import CountryFactory
from tests.factories.trade import BankAccountFactory, EvidenceFactory, HolderFactory, OrderMessageFactory

HOLDERS_ACCOUNT = "DE89370400440532013000"
"""Where money is paid to: only who buys reads it, on the page of a part that is demanded."""
ORDER_WORDS = "We agreed on 48151623 cents, as between us"
"""What the sides of an order write to each other."""

RIVALS_FREIGHT, RIVALS_PRICE = "73,911.47", "0.0973"
"""What the rival's order costs besides its goods, and what the piece costs in the rival's quote: prices of another organisation."""


def evidence_arguments(buyer, shop):
    """What the URLs of evidence and payments are asked with: an order between the two."""
    CountryFactory(code="DE")
    holder = HolderFactory()
    BankAccountFactory(holder=holder, number=HOLDERS_ACCOUNT)
    order = watched_order(buyer=buyer, supplier=shop, holder=holder)
    OrderMessageFactory(order=order, text=ORDER_WORDS)
    page = _page(order)
    of_order, of_evidence = {"pk": order.pk}, {"pk": page.file.evidence_id}
    return {
        **case_arguments(order),
        "trade:order": of_order,
        "trade:order-write": of_order,
        "trade:evidence": of_order,
        "trade:evidence-submit": {**of_order, "kind": "production_start_report"},
        "trade:evidence-answer": of_evidence,
        "trade:evidence-withdraw": of_evidence,
        "trade:evidence-page": {"token": page.token},
        "trade:pay": {**of_order, "part": 1},
        "trade:pay-code": {**of_order, "part": 1},
        "trade:pay-return": of_order,
        **{f"trade:order-{act}": of_order for act in ("approve", "confirm", "decline", "amend", "cancel", "end-part")},
        **{f"trade:{name}": {**of_order, "version": 1} for name in ("contract", "contract-pdf", "order-sign")},
    }


def order_of_rival(rival, key):
    """The rival's own order, with evidence and a file, all under one key."""
    order = watched_order(id=key, buyer=rival, terms={"charges": (Charge("freight", 7_391_147),)})
    _page(order, id=key)
    case_of_rival(order, key)
    return order


def _page(order, **keys):
    """A page of evidence that waits for an answer."""
    blank = BytesIO()
    Image.new("RGB", (80, 100), "white").save(blank, "WEBP")
    stored = files.store_bytes(blank.getvalue(), ".webp")
    at = timezone.now() - timedelta(minutes=5)
    evidence = EvidenceFactory(order=order, submitted_at=at, happened_on=at.date(), **keys)
    file = EvidenceFile.objects.create(
        evidence=evidence, original_name="r.pdf", stored_name=f"f-{order.pk}", kind="pdf", size=9, sha256="0" * 64
    )
    return EvidencePage.objects.create(file=file, number=1, stored_name=stored.name, width=80, height=100)
