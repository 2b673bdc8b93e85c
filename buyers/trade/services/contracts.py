"""The contract of an order: versions that one side proposes and both sign by their digest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from audits.desk import log
from buyers.terms.contract import Terms, as_data, check_sums, digest_of
from buyers.trade.models import Contract, Order, Side, Signature
from kpmarket.accounts.models import User


class DigestDiffers(Exception):
    """What the person saw is not what would be signed: it changed since. ``version`` is the one that waits now."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


class SignedAlready(Exception):
    """This side signed this version before."""


def in_force_of(versions: Iterable[Contract]) -> Contract | None:
    """Of versions with their signatures the last one that is signed as it has to be."""
    signed = [one for one in versions if one.is_signed]
    return max(signed, key=lambda one: one.version, default=None)


def contract_in_force(order: Order) -> Contract | None:
    """The last version that is signed as it has to be; None before the supplier confirms."""
    return in_force_of(order.contracts.prefetch_related("signatures"))


def last_version(order: Order) -> Contract | None:
    """The version that was proposed last, signed or not."""
    return order.contracts.prefetch_related("signatures").order_by("-version").first()


def waiting_version(order: Order) -> tuple[Contract, Side] | None:
    """A version that waits for a signature, and the side that has not signed it; None where nothing waits."""
    versions = order.contracts.all()
    if "contracts" not in getattr(order, "_prefetched_objects_cache", {}):
        versions = versions.prefetch_related("signatures")
    last = max(versions, key=lambda one: one.version, default=None)
    if last is None or last.is_signed:
        return None
    missing = set(Side.values) - {signature.side for signature in last.signatures.all()}
    return (last, Side(missing.pop())) if len(missing) == 1 else None


@transaction.atomic
def propose(order: Order, terms: Terms, *, side: Side, by: User, at: datetime, reason: str = "") -> Contract:
    """Write the next version down and sign it for the side that proposes it. The order's row must be locked by now.

    Raises TermsError where its figures do not fit each other.
    """
    check_sums(terms)
    last = order.contracts.order_by("-version").values_list("version", flat=True).first()
    data = as_data(terms)
    contract = Contract.objects.create(
        order=order,
        version=(last or 0) + 1,
        data=data,
        digest=digest_of(data),
        side=side,
        proposed_by=by,
        proposed_at=at,
        reason=reason,
    )
    sign(contract, contract.digest, side=side, by=by, at=at)
    return contract


@transaction.atomic
def sign(contract: Contract, digest: str, *, side: Side, by: User, at: datetime) -> Signature:
    """Sign this version for one side, by the digest that the person was shown; the decision log notes it.

    The order's row must be locked by now. Raises DigestDiffers where a later version waits or the digest is of other
    terms, and SignedAlready.
    """
    latest = Contract.objects.filter(order=contract.order_id).order_by("-version").first()
    if latest is None or latest.pk != contract.pk or digest != contract.digest:
        raise DigestDiffers(latest.version if latest else 0)
    if contract.signatures.filter(side=side).exists():
        raise SignedAlready
    signature = Signature.objects.create(contract=contract, side=side, digest=digest, by=by, at=at)
    content = {"version": contract.version, "digest": digest, "side": str(side)}
    log.append(act="contract_signed", subject=f"order:{contract.order_id}", by=by, at=at, content=content)
    return signature
