"""What became of the money that one movement brought: the movements that follow it, and those that follow them."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q

from buyers.trade.models import Movement, Transfer
from buyers.trade.services.accounts import UNAPPLIED, use_of


def trail_of(movement: Movement) -> list[int]:
    """The primary keys of the movement, of its followers, and of theirs."""
    trail, last = [movement.pk], [movement.pk]
    while last:
        last = list(Movement.objects.filter(follows__in=last).order_by("pk").values_list("pk", flat=True))
        trail += last
    return trail


def left_of(movement: Movement, account: str) -> int:
    """How much of what the movement brought is still in the account of that name, one that grows by credits."""
    found = Transfer.objects.filter(Q(debit__name=account) | Q(credit__name=account), movement__in=trail_of(movement))
    return sum(
        amount if credit == account else -amount for credit, amount in found.values_list("credit__name", "amount")
    )


def orders_of(movement: Movement) -> dict[int, int]:
    """How much of what the movement brought went to which orders, by primary key, in their order."""
    sums: dict[int, int] = defaultdict(int)
    found = Transfer.objects.filter(movement__in=trail_of(movement), movement__order__isnull=False)
    names = found.values_list("movement__order", "debit__name", "credit__name", "amount")
    for order, debit, credit, amount in names:
        sums[order] += amount * ((use_of(credit) == UNAPPLIED) - (use_of(debit) == UNAPPLIED))
    return {order: amount for order, amount in sorted(sums.items()) if amount}


def is_undone(movement: Movement) -> bool:
    """Whether a correction undid it, and no other undid that one."""
    correction = movement.followers.filter(kind=Movement.Kind.CORRECTION).first()
    return correction is not None and not is_undone(correction)


def live_followers(movement: Movement) -> list[Movement]:
    """The movements that follow this one and count, but for corrections of it."""
    followers = movement.followers.exclude(kind=Movement.Kind.CORRECTION).order_by("pk")
    return [one for one in followers if not is_undone(one)]


def has_later_changes(movement: Movement, account: str) -> bool:
    """Whether money went into or out of that account since the movement, leaving out what was undone since."""
    touching = Q(transfers__debit__name=account) | Q(transfers__credit__name=account)
    later = Movement.objects.filter(touching, pk__gt=movement.pk).distinct()
    return any(
        not (one.kind == Movement.Kind.CORRECTION and one.follows_id and one.follows_id > movement.pk)
        and not is_undone(one)
        for one in later
    )
