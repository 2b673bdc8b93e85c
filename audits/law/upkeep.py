"""When a person last compared the law of a market with its sources, and which comparisons are overdue."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from audits.compliance.ages import RuleCheck, latest, oldest
from audits.compliance.rulebook import Combine, Outcome, Requirement, Rulebook
from audits.law.guide import EXPORTER


def check_of(rulebook: Rulebook, product_type: str, market: str, *, on: date) -> RuleCheck | None:
    """The check that an answer about that product type, market and day rests on: that of the row that was left longest.

    The exporting side's rows are part of the answer. None where a row has no check on record, or no row is in force.
    """
    rows = (
        *rulebook.requirements_for(product_type, market),
        *(rulebook.requirements_for(product_type, EXPORTER) if market != EXPORTER else ()),
    )
    return oldest(check_of_row(rulebook, row) for row in rows if _decides(row) and row.in_force(on))


def check_of_row(rulebook: Rulebook, row: Requirement) -> RuleCheck | None:
    """The latest check of one row, from its file or from the desk."""
    at_desk = (one.check for one in rulebook.desk_checks if one.covers(row.product_type, row.market))
    return latest([row.checked, *at_desk])


def is_overdue(rulebook: Rulebook, product_type: str, market: str | None, *, on: date, today: date) -> bool:
    """Whether the rules behind an answer must be compared again before anybody may rely on it without asking."""
    check = check_of(rulebook, product_type, market, on=on) if market else None
    return check is not None and check.is_overdue(today)


@lru_cache(maxsize=256)
def overdue_types(rulebook: Rulebook, market: str, *, on: date, today: date) -> frozenset[str]:
    """The product types whose rules in that market are overdue for a check."""
    return frozenset(
        product_type
        for product_type in rulebook.product_types
        if is_overdue(rulebook, product_type, market, on=on, today=today)
    )


def _decides(row: Requirement) -> bool:
    return row.outcome is Outcome.ALLOWED_IF and row.combine is not Combine.INFORMATIONAL
