"""What every reader returns, and what none lets pass: sums as minor units, days, bounded texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NoReturn, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from buyers.terms.errors import TermsError
from buyers.terms.money import from_plain, plain
from kpmarket.foundation.text.one_line import one_line

Row = TypeVar("Row")
MAX_BYTES = 5 * 1024 * 1024
MAX_ENTRIES = 10_000
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
AMOUNT = re.compile(r"[0-9]{1,15}(?:\.[0-9]{0,5})?")
"""As XML writes amounts, without a sign: the sign stands with it in every format that we read."""
EMPTY_REFERENCES = frozenset({"NONREF", "NOTPROVIDED", "NOTPROVIDE", "NOREF", "NONE", "NA", "N/A", "UNKNOWN", "-"})
"""What banks write where there is no reference."""


class Refused(Exception):
    """The file is not imported; the only argument is the sentence for the person who uploaded it."""

    @property
    def sentence(self) -> str | Promise:
        return self.args[0]


@dataclass(frozen=True)
class Entry:
    """One booking, or one payment of a batch. ``amount`` in minor units, negative for what leaves the account.

    ``reference`` is a structured creditor reference; texts are in one line each and empty where the bank says nothing.
    """

    booked_on: date
    valued_on: date
    amount: int
    currency: str
    bank_ref: str = ""
    payer_name: str = ""
    payer_account: str = ""
    remittance: str = ""
    reference: str = ""
    end_to_end_id: str = ""
    code: str = ""
    return_reason: str = ""
    is_reversal: bool = False


@dataclass(frozen=True)
class Statement:
    """A statement of one account, its sums in minor units. ``number`` is the account's as the bank writes it, compact.

    ``number`` and ``currency`` are empty where the file does not say them.
    """

    number: str
    currency: str
    statement_id: str
    from_on: date
    until_on: date
    opening: int
    closing: int
    entries: tuple[Entry, ...]


def minor_units(text: str, currency: str) -> int:
    """A sum without sign as minor units. Raises Refused for anything that is not plainly one, or has a fraction of a cent."""
    written = text.strip()
    try:
        return from_plain(written.removesuffix("."), currency) if AMOUNT.fullmatch(written) else _no_sum(written)
    except TermsError as error:
        if error.code == "unknown-currency":
            raise Refused(_("The file names the currency “%(text)s”.") % {"text": one_line(currency)[:10]}) from error
        return _no_sum(written)


def _no_sum(text: str) -> NoReturn:
    raise Refused(_("The file holds “%(text)s” where a sum belongs.") % {"text": one_line(text, max_chars=40)})


def day_in_bounds(day: date) -> date:
    """The day. Raises Refused for one on which no statement of ours can be."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Refused(_("The file holds the day %(day)s, which cannot be.") % {"day": day.isoformat()})
    return day


def iso_day(text: str) -> date:
    """The day at the beginning of an ISO 8601 day or moment. Raises Refused."""
    try:
        return day_in_bounds(date.fromisoformat(text.strip()[:10]))
    except ValueError as error:
        raise Refused(
            _("The file holds “%(text)s” where a day belongs.") % {"text": one_line(text, max_chars=40)}
        ) from error


def clean_text(text: str, limit: int) -> str:
    """In one line, without control characters, at most ``limit`` characters."""
    return one_line(text, max_chars=limit)


def clean_reference(text: str, limit: int = 60) -> str:
    """A reference; empty where the bank only says that there is none."""
    written = clean_text(text, limit)
    return "" if written.upper().replace(" ", "") in EMPTY_REFERENCES else written


def compact_number(text: str) -> str:
    """An account number without what is for the eye."""
    return re.sub(r"[^0-9A-Za-z/]", "", text).upper()


def sum_in_words(amount: int, currency: str) -> str:
    """``USD 1234.56``, with its sign: how the sentences of a refusal write sums."""
    return f"{currency} {'-' if amount < 0 else ''}{plain(abs(amount), currency)}"


def bounded(entries: Iterable[Row]) -> Iterator[Row]:
    """The entries or rows. Raises Refused before there are more than fit, so that no file fills the memory."""
    for count, entry in enumerate(entries):
        if count >= MAX_ENTRIES:
            raise too_many_entries()
        yield entry


def too_many_entries() -> Refused:
    return Refused(
        _("The file has more than %(limit)s entries: ask the bank for statements of single days.")
        % {"limit": f"{MAX_ENTRIES:,}"}
    )


def join_statements(statements: list[Statement]) -> Statement:
    """Several statements of one file as one. Raises Refused where they are of several accounts or do not follow each other."""
    if not statements:
        raise Refused(_("The file holds no statement."))
    whole = statements[0]
    for following in statements[1:]:
        if (following.number, following.currency) != (whole.number, whole.currency):
            raise Refused(_("The file holds statements of several accounts: upload one file for each."))
        if following.opening != whole.closing:
            sums = {
                "closing": sum_in_words(whole.closing, whole.currency),
                "opening": sum_in_words(following.opening, whole.currency),
            }
            raise Refused(
                _("Inside the file one statement closes with %(closing)s and the next opens with %(opening)s.") % sums
            )
        whole = replace(
            whole, until_on=following.until_on, closing=following.closing, entries=whole.entries + following.entries
        )
    if len(whole.entries) > MAX_ENTRIES:
        raise too_many_entries()
    return whole
