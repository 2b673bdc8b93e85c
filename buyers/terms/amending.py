"""What an amendment does to the parts of the price, and in which points two versions of the terms differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from buyers.terms.contract import CancelledUnits, Charge, LineTerms, PartTerms, Terms
from buyers.terms.errors import TermsError
from buyers.terms.money import line_amount, part_of

CANCELLATION = "cancellation"
"""The charge for what the supplier keeps of units that are cancelled."""
FREIGHT = "freight"
"""The charge that is owed for goods that travel."""


class Difference(NamedTuple):
    """One point: ``field`` of the terms, or of the line ``line``; ``before`` and ``after`` as the terms hold them."""

    field: str
    line: int | None
    before: Any
    after: Any


def with_lines(terms: Terms, changed: Mapping[int, tuple[int, Any]], settled: Collection[int]) -> Terms:
    """The terms with other quantities and unit prices by number of line, and parts that come to the new total.

    ``settled``: numbers of parts that were paid out, paid back or released; they keep their amounts.
    Raises TermsError ``below-settled``, ``no-part-left`` or ``too-large``.
    """
    lines = tuple(
        _with(line, *changed[line.number], terms.currency) if line.number in changed else line for line in terms.lines
    )
    new = replace(terms, lines=lines)
    return replace(new, parts=recomputed(terms.parts, new.total, settled))


def without_units(
    terms: Terms,
    units: Mapping[int, int],
    *,
    kept: int,
    settled: Collection[int],
    by_right: str = "",
    agreed: Mapping[str, int] | None = None,
) -> Terms:
    """The terms without so many units of each line, by its number; ``kept`` minor units are owed to the supplier for them.

    Charges become as in ``charges_for``, with ``agreed`` sums by kind, unless nothing of the order is left: then only what is
    settled and ``kept`` is owed. Parts come to the new total as in ``with_lines``. ``by_right``: the cause for which one side
    may do it alone. Raises TermsError ``nothing-cancelled``, ``more-than-ordered`` (line, most), ``more-than-agreed`` (kind,
    most), ``below-settled`` or ``no-part-left``.
    """
    wanted = {line: number for line, number in units.items() if number}
    if not wanted or any(number < 0 for number in wanted.values()):
        raise TermsError("nothing-cancelled")
    lines = {line.number: line for line in terms.lines}
    for number, fewer in wanted.items():
        if number not in lines or fewer > lines[number].quantity:
            raise TermsError("more-than-ordered", line=number, most=lines[number].quantity if number in lines else 0)
    changed = {number: (lines[number].quantity - fewer, lines[number].unit_price) for number, fewer in wanted.items()}
    cancelled = {line: terms.cancelled_of(line) + wanted.get(line, 0) for line in lines}
    is_whole = all(line.quantity == wanted.get(line.number, 0) for line in terms.lines)
    before = [one.amount for one in terms.charges if one.kind == CANCELLATION]
    if is_whole:
        before = [part.amount for part in terms.parts if part.number in settled]
    left = sum(line_amount(quantity, price, terms.currency) for quantity, price in changed.values())
    left += sum(line.amount for line in terms.lines if line.number not in changed)
    others = () if is_whole else charges_for(terms, left, agreed or {})
    owed = kept + sum(before)
    new = replace(
        terms,
        charges=(*others, Charge(CANCELLATION, owed)) if owed else others,
        cancelled=tuple(CancelledUnits(line, number) for line, number in sorted(cancelled.items()) if number),
        by_right=by_right,
    )
    return with_lines(new, changed, settled)


def charges_for(terms: Terms, left: int, agreed: Mapping[str, int]) -> tuple[Charge, ...]:
    """What is paid besides goods of which so many minor units are left, without what the supplier keeps of units that ended.

    A sum that both sides agreed on counts; else freight falls with the price of the goods where the contract says so, and
    tooling and samples stay. Raises TermsError ``more-than-agreed`` (kind, most).
    """
    whole = sum(line.amount for line in terms.lines)
    known = {one.kind: one.amount for one in terms.charges if one.kind != CANCELLATION}
    for kind, amount in agreed.items():
        if not 0 <= amount <= known.get(kind, -1):
            raise TermsError("more-than-agreed", kind=kind, most=known.get(kind, 0))
    if terms.freight_follows and whole and FREIGHT in known:
        known[FREIGHT] = part_of(known[FREIGHT], left, whole)
    return tuple(Charge(kind, amount) for kind, amount in {**known, **agreed}.items() if amount)


def recomputed(parts: tuple[PartTerms, ...], total: int, settled: Collection[int]) -> tuple[PartTerms, ...]:
    """The parts of another total: settled ones stay, the others share the rest as before, the last takes the rounding.

    Their sum is the total. Raises TermsError ``below-settled`` where less is left than nothing, and ``no-part-left`` where
    nothing is left to change.
    """
    kept = sum(part.amount for part in parts if part.number in settled)
    free = [part for part in parts if part.number not in settled]
    rest = total - kept
    if rest < 0:
        raise TermsError("below-settled", settled=kept)
    if not free:
        if rest:
            raise TermsError("no-part-left")
        return parts
    whole = sum(part.share_bp for part in free)
    amounts = {part.number: rest * part.share_bp // whole for part in free[:-1]}
    amounts[free[-1].number] = rest - sum(amounts.values())
    return tuple(replace(part, amount=amounts.get(part.number, part.amount)) for part in parts)


def differences(before: Terms, after: Terms) -> tuple[Difference, ...]:
    """Every point in which they differ: terms first, then line by line, then the amounts of the parts."""
    old, new = asdict(before), asdict(after)
    found = [
        Difference(name, None, old[name], new[name])
        for name in old
        if name not in ("lines", "parts") and old[name] != new[name]
    ]
    if before.total != after.total:
        found.append(Difference("total", None, before.total, after.total))
    lines = {line.number: line for line in before.lines}
    for line in after.lines:
        was = asdict(lines[line.number])
        found += [
            Difference(name, line.number, was[name], value)
            for name, value in asdict(line).items()
            if was[name] != value
        ]
    amounts = {part.number: part.amount for part in before.parts}
    found += [
        Difference("part", part.number, amounts[part.number], part.amount)
        for part in after.parts
        if amounts[part.number] != part.amount
    ]
    return tuple(found)


def _with(line: LineTerms, quantity: int, unit_price: Any, currency: str) -> LineTerms:
    amount = line_amount(quantity, unit_price, currency)
    return replace(line, quantity=quantity, unit_price=unit_price, amount=amount)
