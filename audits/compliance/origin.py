"""The origin's rules when the day of shipping is known: they are judged once, whatever the day of arrival."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from audits.compliance.applicable import CHINA, ApplicableRequirements
from audits.compliance.expression import Documents, is_met
from audits.compliance.reference import Confidence
from audits.compliance.rulebook import AllOf, AnyOf, Requirement


def with_origin_settled(applicable: ApplicableRequirements, documents: Documents) -> ApplicableRequirements:
    """What applies when the day of shipping is known: China's rows are met or not, whatever the day of arrival."""
    shipped = applicable.shipped_on
    if shipped is None:
        return applicable

    def settled(rows: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
        return tuple(
            _settle(row, documents, shipped) if row.market == CHINA else row
            for row in rows
            if row.market != CHINA or row.in_force(shipped)
        )

    return replace(applicable, export=settled(applicable.export), prohibitions=settled(applicable.prohibitions))


def _settle(row: Requirement, documents: Documents, on: date) -> Requirement:
    """The row as always in force, and as always or never met: no part of it changes with the day.

    Met with a remark alone, it gives no more than a row of low confidence.
    """
    day = on.toordinal()
    met = is_met(row.expression, lambda leaf: documents.meets(leaf, day))
    firm = is_met(row.expression, lambda leaf: documents.meets(leaf, day, firmly=True))
    return replace(
        row,
        effective_from=None,
        effective_until=None,
        expression=AllOf(()) if met else AnyOf(()),
        confidence=row.confidence if firm else Confidence.LOW,
    )
