"""Whether goods may be booked as they are stated: dangerous goods by packing, mode and documents.

The gate never passes what nobody stated. It does not say that a carrier takes the goods: it names what is missing and the
limit that is passed. Rows that are not sure warn and stop nothing until an officer has confirmed them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from buyers.terms.delivery.dangerous_rows import FILE, Row, data, documents, entries, usual_types

BY_AIR = frozenset({"air", "courier"})
FULL_DOCUMENTS = ("sds", "dg_declaration", "packaging_appraisal")
"""What goods need that travel as dangerous goods without an exception, from China."""
NO_BATTERY = frozenset({"none", "other"})
KINDS_OF_BATTERY = {
    "ion_inside": "UN3481",
    "ion_with": "UN3481",
    "ion_alone": "UN3480",
    "metal_inside": "UN3091",
    "metal_with": "UN3091",
    "metal_alone": "UN3090",
}
SURE = "high"


@dataclass(frozen=True)
class Goods:
    """What the supplier states of a line's goods. None and empty: not stated.

    ``inner`` and ``inner_per_package``: millilitres of an inner packing, how many a package holds; ``package`` its gross
    weight in grams. ``group``: packing group. ``travels``: limited, passenger or cargo (aircraft), or full. ``mwh``
    milliwatt hours and ``lithium_mg`` milligrams of lithium of one battery; ``charge`` percent. ``documents``: ids on file.
    """

    is_dangerous: bool | None = None
    un: str = ""
    group: str = ""
    inner: int | None = None
    inner_per_package: int | None = None
    package: int | None = None
    travels: str = ""
    battery: str = ""
    mwh: int | None = None
    lithium_mg: int | None = None
    charge: int | None = None
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Finding:
    """What the gate found. ``is_open``: it stops nothing. ``facts`` are for its sentence; ``row`` is what it rests on.

    Codes: ``not-stated``, ``usually-not``, ``stated-not``, ``document-missing`` (document), ``packing-unknown``,
    ``limited-quantity``, ``inner-too-large`` and ``package-too-large`` (stated, limit, rule), ``package-too-heavy``,
    ``as-dangerous``, ``battery-unknown``, ``battery-small``, ``battery-too-large``, ``charge-unknown``, ``charge-too-high``,
    ``cargo-aircraft-only``, ``unknown-number`` (un).
    """

    code: str
    is_open: bool
    facts: Mapping[str, Any] = field(default_factory=dict)
    row: Row | None = None


def judge(
    product_type: str, goods: Goods, mode: str, on: date, *, confirmed: frozenset[tuple[str, str]] = frozenset()
) -> tuple[Finding, ...]:
    """Everything that is to be said, what stops first."""
    found = _findings(product_type, goods, mode, on)
    checked = (_mild(one, confirmed) for one in found)
    return tuple(sorted(checked, key=lambda one: one.is_open))


def _mild(finding: Finding, confirmed: frozenset[tuple[str, str]]) -> Finding:
    """What rests on a row that nobody is sure of warns only."""
    row = finding.row
    if finding.is_open or row is None or row.confidence == SURE or (FILE, row.id) in confirmed:
        return finding
    return replace(finding, is_open=True, facts={**finding.facts, "unsure": True})


def _findings(product_type: str, goods: Goods, mode: str, on: date) -> list[Finding]:
    found = _of_battery(goods, mode, on)
    if goods.un and goods.un not in KINDS_OF_BATTERY.values():
        return [*found, *_of_number(goods, mode)]
    if goods.is_dangerous is False and (goods.battery or not _may_hold_batteries(product_type)):
        return found or [Finding("stated-not", True)]
    if found:
        return found
    usual = usual_types().get(product_type)
    if usual and goods.is_dangerous is None:
        return [Finding("usually-not", True, row=usual)]
    return [Finding("not-stated", False)]


def _may_hold_batteries(product_type: str) -> bool:
    return any(product_type in row.products for row in entries().values() if row.kind.startswith(("ion", "metal")))


def _of_number(goods: Goods, mode: str) -> list[Finding]:
    """Goods under a UN number that is no battery."""
    entry = entries().get(goods.un)
    missing = _missing(goods, ("sds",))
    if entry is None:
        return _as_dangerous(goods, [Finding("unknown-number", False, {"un": goods.un})])
    if entry.kind != "liquid":
        return missing or _as_dangerous(goods, [Finding("packing-unknown", False, {"un": goods.un}, entry)])
    return missing or _of_liquid(goods, mode)


def _of_liquid(goods: Goods, mode: str) -> list[Finding]:
    if not goods.group or goods.inner is None or (mode in BY_AIR and goods.inner_per_package is None):
        return [Finding("packing-unknown", False, {"un": goods.un})]
    rows = {row["as"]: row for row in data()["liquids"] if row["group"] == goods.group and mode in row["modes"]}
    beyond = _beyond(goods, rows["limited"]) if "limited" in rows else [Finding("packing-unknown", False)]
    if not beyond:
        return [Finding("limited-quantity", True, _limit(goods, rows["limited"]), Row.of(rows["limited"], "liquids"))]
    if goods.travels in ("", "limited"):
        return beyond
    if mode in BY_AIR:
        beyond = _beyond(goods, rows[goods.travels]) if goods.travels in rows else beyond
        return beyond or _as_dangerous(goods, [])
    return _as_dangerous(goods, beyond)


def _beyond(goods: Goods, row: Mapping[str, Any]) -> list[Finding]:
    """Where the packing passes a limit of the row."""
    facts = _limit(goods, row)
    basis = Row.of(row, "liquids")
    if "inner" in row and goods.inner is not None and goods.inner > row["inner"]:
        return [Finding("inner-too-large", False, facts, basis)]
    if "package" in row and (goods.inner or 0) * (goods.inner_per_package or 0) > row["package"]:
        return [Finding("package-too-large", False, facts, basis)]
    if "package_grams" in row and goods.package is None:
        return [Finding("packing-unknown", False, {"un": goods.un})]
    if "package_grams" in row and (goods.package or 0) > row["package_grams"]:
        heavy = {"stated": goods.package, "limit": row["package_grams"], "rule": row["rule"]}
        return [Finding("package-too-heavy", False, heavy, basis)]
    return []


def _limit(goods: Goods, row: Mapping[str, Any]) -> dict[str, Any]:
    """Millilitres stated and allowed, in an inner packing or in a package."""
    if "inner" in row:
        return {"stated": goods.inner, "limit": row["inner"], "rule": row["rule"], "of": "inner"}
    together = (goods.inner or 0) * (goods.inner_per_package or 0)
    return {"stated": together, "limit": row["package"], "rule": row["rule"], "of": "package"}


def _as_dangerous(goods: Goods, otherwise: list[Finding]) -> list[Finding]:
    """Goods that travel without an exception: with all their documents, if the supplier says that they travel so."""
    if goods.travels not in ("full", "passenger", "cargo"):
        return otherwise
    return _missing(goods, FULL_DOCUMENTS) or [Finding("as-dangerous", True, {"un": goods.un})]


def _of_battery(goods: Goods, mode: str, on: date) -> list[Finding]:
    if goods.battery not in KINDS_OF_BATTERY:
        return []
    small = data()["batteries"]["small"]
    is_ion = goods.battery.startswith("ion")
    size, most = (goods.mwh, small["mwh"]) if is_ion else (goods.lithium_mg, small["lithium_mg"])
    if missing := _missing(goods, ("un38_3",)):
        return missing
    if size is None:
        return [Finding("battery-unknown", False, {"is_ion": is_ion})]
    facts = {"stated": size, "limit": most, "rule": small["rule"], "is_ion": is_ion}
    if size > most:
        too_large = [Finding("battery-too-large", False, facts, Row.of(small, "batteries"))]
        return _as_dangerous(replace(goods, un=KINDS_OF_BATTERY[goods.battery]), too_large)
    by_air = _of_charge(goods, on) if mode in BY_AIR else []
    return by_air or [Finding("battery-small", True, facts, Row.of(small, "batteries"))]


def _of_charge(goods: Goods, on: date) -> list[Finding]:
    """What air asks for beyond: a low charge of batteries packed with equipment, cargo aircraft for batteries alone."""
    is_alone = goods.battery.endswith("_alone")
    if is_alone and goods.travels != "cargo":
        alone = data()["batteries"]["alone"]
        return [Finding("cargo-aircraft-only", False, {"rule": alone["rule"]}, Row.of(alone, "batteries"))]
    if goods.battery not in ("ion_with", "ion_alone"):
        return []
    row = data()["batteries"]["alone" if is_alone else "charge"]
    if on < date.fromisoformat(row["since"]) or (goods.mwh or 0) <= row.get("above_mwh", 0):
        return []
    facts = {"limit": row["percent"], "stated": goods.charge, "rule": row["rule"]}
    if goods.charge is None:
        return [Finding("charge-unknown", False, facts, Row.of(row, "batteries"))]
    if goods.charge > row["percent"]:
        return [Finding("charge-too-high", False, facts, Row.of(row, "batteries"))]
    return [replace(one, row=Row.of(row, "batteries")) for one in _missing(goods, ("charge_statement",))]


def _missing(goods: Goods, wanted: tuple[str, ...]) -> list[Finding]:
    names = documents()
    return [
        Finding("document-missing", False, {"document": names[one]}) for one in wanted if one not in goods.documents
    ]
