"""Products side by side: terms, clearance on one day for one destination, evidence and specification."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.answers.clearance_panel import Panel, panel
from audits.answers.evidence_tree import Node, NodeState
from audits.claims.offer import JudgedOffer, judge_offer
from audits.clearances.evidence import OnRecord, put_on_record
from audits.clearances.product_claims import texts_of
from audits.compliance.rulebook import Rulebook
from audits.law.current import current_rulebook
from buyers.catalogue.cards import days
from buyers.catalogue.prices import money, number, tier_price
from buyers.catalogue.product_facts import specification
from buyers.catalogue.reference import Destination
from kpmarket.foundation.money import in_usd
from kpmarket.templatetags.kp import STATES
from suppliers.models import Certificate, Product
from suppliers.products.price_lists import price_per_piece
from suppliers.products.price_tiers import tier_for

MOST = 6
"""Products that a page can show side by side."""


@dataclass(frozen=True, slots=True)
class CellWords:
    """What one product has to say in one row. ``state`` is the state of a clearance; ``is_warning`` marks a shortcoming."""

    text: str = ""
    note: str = ""
    state: str = ""
    url: str = ""
    is_warning: bool = False

    @property
    def in_words(self) -> str:
        """All of it as text, for a file."""
        text = str(STATES[self.state].word) if self.state in STATES else self.text
        return f"{text} ({self.note})" if self.note else text


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row. ``differs``: the products do not all say the same."""

    label: str
    cells: tuple[CellWords, ...]

    @property
    def differs(self) -> bool:
        return len({(cell.text, cell.state) for cell in self.cells}) > 1


@dataclass(frozen=True, slots=True)
class Section:
    """Rows on one subject."""

    title: str
    rows: tuple[ComparedRow, ...]


class Question(NamedTuple):
    """For how many, where, and on which day of arrival it is compared. ``today`` is the day of asking."""

    quantity: int | None
    here: Destination | None
    on: date
    today: date


@dataclass(frozen=True)
class Column:
    """One product with all that is compared."""

    product: Product
    panel: Panel | None
    claims: JudgedOffer
    shared: int
    """How many of the documents that count the supplier shares."""


def columns(products: Sequence[Product], asked: Question) -> list[Column]:
    """Each product judged on the day, in a fixed number of queries. Products come with supplier, type and price tiers."""
    on_record = put_on_record(products)
    law = current_rulebook() if asked.here else None
    found = []
    for product in products:
        held = on_record[product.pk]
        answer = _answer(product, held, asked, law) if law else None
        found.append((product, answer, judge_offer(texts_of(product), held.documents, on=asked.on)))
    keys = {key for _product, answer, _claims in found if answer for key in answer.certificates}
    shared = set(Certificate.objects.filter(pk__in=keys, is_shared=True).values_list("pk", flat=True))
    return [
        Column(product, answer, claims, len(shared.intersection(answer.certificates)) if answer else 0)
        for product, answer, claims in found
    ]


def _answer(product: Product, held: OnRecord, asked: Question, law: Rulebook) -> Panel:
    here = asked.here
    return panel(
        product,
        held,
        market=here.market if here else None,
        country=here.code if here else None,
        on=asked.on,
        today=asked.today,
        law=law,
    )


def compare(found: Sequence[Column], asked: Question) -> list[Section]:
    """The sections of the page, each with rows that have a cell per product."""
    sections = [Section(_("Offer"), tuple(_offer(found, asked)))]
    if asked.here:
        sections.append(Section(_("Clearance"), tuple(_clearance(found))))
    sections.append(Section(_("Specification"), tuple(_specification(found))))
    return [section for section in sections if section.rows]


def _row(label: str, found: Sequence[Column], cell: Callable[[Column], CellWords]) -> ComparedRow:
    return ComparedRow(label, tuple(cell(column) for column in found))


def _offer(found: Sequence[Column], asked: Question) -> Iterable[ComparedRow]:
    wanted = asked.quantity
    label = _("Price for %(quantity)s") % {"quantity": number(wanted)} if wanted else _("Price at the minimum order")
    yield _row(_("Product type"), found, lambda one: CellWords(one.product.product_type.display_name))
    yield _row(_("Supplier"), found, _supplier)
    yield _row(_("Legal manufacturer"), found, lambda one: CellWords(_maker(one.product)))
    yield _row(label, found, lambda one: _price(one.product, wanted))
    yield _row(_("Price of one piece"), found, lambda one: _per_piece(one.product, wanted))
    yield _row(_("About, in US dollars"), found, lambda one: _estimate(one.product, wanted))
    yield _row(_("Minimum order"), found, lambda one: _minimum(one.product, wanted))
    yield _row(_("Lead time"), found, lambda one: CellWords(days(one.product.lead_time_days) or _("not stated")))
    yield _row(_("Monthly capacity"), found, _capacity)


def _supplier(column: Column) -> CellWords:
    supplier = column.product.supplier
    return CellWords(supplier.display_name, note=supplier.get_role_display(), url=supplier.get_absolute_url())


def _maker(product: Product) -> str:
    return " / ".join(product.manufacturer_names) or product.supplier.display_name


def _price(product: Product, wanted: int | None) -> CellWords:
    tier = tier_for(list(product.price_tiers.all()), wanted or product.moq)
    if tier is None:
        return CellWords(_("on request"))
    price = tier_price(product, tier)
    return CellWords(price.text, note=price.note, is_warning=bool(wanted) and tier.from_quantity > (wanted or 0))


def _per_piece(product: Product, wanted: int | None) -> CellWords:
    tier = tier_for(list(product.price_tiers.all()), wanted or product.moq)
    price = price_per_piece(tier.unit_price, product.pieces) if tier else None
    return CellWords("–" if price is None else money(price, product.currency))


def _estimate(product: Product, wanted: int | None) -> CellWords:
    tier = tier_for(list(product.price_tiers.all()), wanted or product.moq)
    if tier is None:
        return CellWords("–")
    text = money(in_usd(tier.unit_price, product.currency), "USD")
    rate_day = parse_date(settings.RATES_OF)
    note = _("reference rate of %(day)s") % {"day": date_format(rate_day) if rate_day else settings.RATES_OF}
    return CellWords(text, note="" if product.currency == "USD" else note)


def _minimum(product: Product, wanted: int | None) -> CellWords:
    is_below = wanted is not None and wanted < product.moq
    return CellWords(number(product.moq), note=_("more than you need") if is_below else "", is_warning=is_below)


def _capacity(column: Column) -> CellWords:
    capacity = column.product.monthly_capacity
    return CellWords(number(capacity) if capacity else _("not stated"))


def _clearance(found: Sequence[Column]) -> Iterable[ComparedRow]:
    yield _row(_("State on that day"), found, lambda one: CellWords(state=str(one.panel.state) if one.panel else ""))
    yield _row(_("Until"), found, lambda one: CellWords(_until(one.panel)))
    yield _row(_("Requirements met"), found, lambda one: CellWords(_met(one.panel)))
    yield _row(_("Documents that count"), found, _documents)
    yield _row(_("Still missing"), found, lambda one: CellWords(_first_way(one.panel), note=_taken_back(one.panel)))
    yield _row(_("You arrange"), found, lambda one: CellWords(_first_arranged(one.panel)))


def _until(answer: Panel | None) -> str:
    return date_format(answer.until) if answer and answer.until else "–"


def _met(answer: Panel | None) -> str:
    met = sum(map(_count_met, answer.nodes)) if answer else 0
    return number(met) if met else "–"


def _count_met(node: Node) -> int:
    """What is met below it; alternatives count once."""
    if node.children and node.mode != "any":
        return sum(map(_count_met, node.children))
    return int(node.state == NodeState.MET)


def _documents(column: Column) -> CellWords:
    count = len(column.panel.certificates) if column.panel else 0
    words = ngettext("%(count)s of them is shared", "%(count)s of them are shared", column.shared)
    return CellWords(number(count), note=words % {"count": number(column.shared)} if count else "")


def _first_way(answer: Panel | None) -> str:
    return "; ".join(answer.missing[0]) if answer and answer.missing else "–"


def _taken_back(answer: Panel | None) -> str:
    return " ".join(answer.taken_back) if answer else ""


def _first_arranged(answer: Panel | None) -> str:
    return "; ".join(part.name for part in answer.arrange[0]) if answer and answer.arrange else "–"


def _specification(found: Sequence[Column]) -> Iterable[ComparedRow]:
    """What documents show of standards, then every field that some of the products states."""
    yield _row(
        _("Standards and classes, shown by approved documents"),
        found,
        lambda one: CellWords(", ".join(one.claims.shown_standards) or "–"),
    )
    stated = [{value.label: value for value in specification(one.product, one.claims)} for one in found]
    for label in dict.fromkeys(label for values in stated for label in values):
        yield ComparedRow(
            label,
            tuple(
                CellWords(values[label].value, note=_("not verified"), is_warning=True)
                if label in values and values[label].claims.unverified
                else CellWords(values[label].value if label in values else "–")
                for values in stated
            ),
        )
