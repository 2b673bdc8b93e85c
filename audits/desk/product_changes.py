"""Changes of what buyers read of a product after its first clearance: recorded, chosen for review, answered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from audits.claims.offer import JudgedOffer, has_claims, judge_offer
from audits.clearances.evidence import gather
from audits.desk import log, permissions, product_change_letters
from audits.models import Clearance, ProductChange, ProductChangeAnswer
from kpmarket.accounts.models import User
from suppliers.models import Product
from suppliers.products import pictures, services
from suppliers.products.changed_parts import PICTURES, ChangedPart
from suppliers.products.offer_events import OfferChange
from suppliers.products.removed_pictures import PictureGone

Answer = ProductChangeAnswer.Answer
Reason = ProductChange.Reason
OUT_OF = 10_000
SHARE = 1_000
"""One change in ten that carries no claim is looked at all the same."""


class NotOpen(Exception):
    """A colleague answered this change first, or nobody has to look at it."""


class NoNote(Exception):
    """The supplier cannot be asked nothing."""


class CannotPutBack(Exception):
    """A picture that it took away is not kept any more."""


def record_change(change: OfferChange) -> ProductChange | None:
    """Keep what changed, with its claims and the random number for it; None for a product that was never cleared.

    All changes whose words carry claims are reviewed, and of the others those whose number is below SHARE. What an
    auditor puts back is kept and not reviewed.
    """
    product = change.product
    if not Clearance.objects.filter(product=product).exists():
        return None
    seed = log.head()
    draw = random_number(seed, product=product.pk, at=change.at)
    texts = new_texts(change.parts)
    offer = judge_offer(texts, gather([product])[product.pk], on=timezone.localdate(change.at))
    row = ProductChange.objects.create(
        product=product,
        parts=[part._asdict() for part in change.parts],
        claims=offer.unverified,
        reason="" if _is_put_back(change) else _reason(texts, offer, draw),
        draw=draw,
        by=change.by,
        at=change.at,
    )
    content = {"change": row.pk, "parts": digest_of(row.parts), "seed": seed, "draw": draw, "share": SHARE}
    content |= {"reviewed": row.reason}
    log.append(act="product_changed", subject=_name_of(product), by=change.by, at=change.at, content=content)
    return row


def random_number(seed: str, *, product: int, at: datetime) -> int:
    """The number of a change, 0 to 9,999: nobody knows it beforehand, everybody can compute it afterwards.

    ``seed`` is the head of the decision log before the change, which stands in its entry.
    """
    text = f"{seed}:{product}:{at.astimezone(UTC).isoformat(timespec='microseconds')}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) % OUT_OF


def digest_of(parts: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 of the parts of a change as canonical JSON: the log holds it, so that the rows can be checked."""
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def new_texts(parts: Iterable[ChangedPart]) -> dict[str, str]:
    """The words that buyers read now in the changed parts, by the names that claims are judged by."""
    texts: dict[str, str] = {}
    for part in parts:
        if part.part == PICTURES:
            texts |= {f"{PICTURES}.{place}": picture["alt"] for place, picture in enumerate(part.after)}
        elif isinstance(part.after, list):
            texts |= {f"{part.part}.{place}": text for place, text in enumerate(part.after)}
        elif isinstance(part.after, str):
            texts[part.part] = part.after
    return texts


@transaction.atomic
def look_at(change: ProductChange, *, by: User, at: datetime, note: str = "") -> ProductChangeAnswer:
    """Close the review of a change that may stay. Raises NotOpen."""
    _require_open(change, by=by, at=at)
    return _answer(change, Answer.LOOKED_AT, by=by, at=at, note=note)


@transaction.atomic
def ask_supplier(change: ProductChange, *, by: User, at: datetime, note: str) -> ProductChangeAnswer:
    """Send a question to the company's people; the change stays open. Raises NoNote or NotOpen."""
    _require_open(change, by=by, at=at)
    if not note.strip():
        raise NoNote
    answer = _answer(change, Answer.ASKED, by=by, at=at, note=note.strip())
    product_change_letters.announce(answer)
    return answer


@transaction.atomic
def put_back(change: ProductChange, *, by: User, at: datetime, note: str = "") -> ProductChangeAnswer:
    """Let words and pictures be as before, and tell the company.

    Raises CannotPutBack, NotOpen, or ChangedSince of suppliers.
    """
    _require_open(change, by=by, at=at)
    parts = [ChangedPart(**part) for part in change.parts]
    if words := [part for part in parts if part.part != PICTURES]:
        services.put_words_back(change.product, words, by=by, at=at)
    for part in parts:
        if part.part == PICTURES:
            try:
                pictures.put_pictures_back(change.product, part, by=by, at=at)
            except PictureGone as gone:
                raise CannotPutBack from gone
    answer = _answer(change, Answer.PUT_BACK, by=by, at=at, note=note)
    product_change_letters.announce(answer)
    return answer


def may_be_put_back(change: ProductChange, kept: Collection[str]) -> bool:
    """Whether every picture that it took away is among ``kept``, those of ``removed_pictures.kept_digests``."""
    before = [picture for part in change.parts if part["part"] == PICTURES for picture in part["before"]]
    return all(picture["sha256"] in kept for picture in before)


def _reason(texts: Mapping[str, str], offer: JudgedOffer, draw: int) -> str:
    if any(offer.contradictions):
        return Reason.CONTRADICTION
    if has_claims(texts.values()) or any(name.startswith("standards.") for name in texts):
        return Reason.CLAIMS
    return Reason.SAMPLE if draw < SHARE else ""


def _is_put_back(change: OfferChange) -> bool:
    is_auditor = permissions.is_auditor(change.by, at=change.at)
    return is_auditor and change.product.supplier_id not in permissions.own_companies(change.by)


def _require_open(change: ProductChange, *, by: User, at: datetime) -> None:
    permissions.require_auditor(by, change.product.supplier, at=at)
    Product.objects.select_for_update().get(pk=change.product_id)
    if not ProductChange.objects.to_review().filter(pk=change.pk).exists():
        raise NotOpen


def _answer(change: ProductChange, answer: str, *, by: User, at: datetime, note: str) -> ProductChangeAnswer:
    row = ProductChangeAnswer.objects.create(change=change, answer=answer, note=note, by=by, at=at)
    content = {"change": change.pk, "answer": str(answer), "note": note}
    log.append(act="product_change_answered", subject=_name_of(change.product), by=by, at=at, content=content)
    return row


def _name_of(product: Product) -> str:
    return f"product:{product.pk}"
