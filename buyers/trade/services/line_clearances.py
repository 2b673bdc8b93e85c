"""The clearance that a line is placed on: the row in force, what explains it, and what the buyer signs about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.answers.clearance_panel import NO_SHIPMENT, Panel, Shipment, panel
from audits.answers.explanations import digest_of, explanation_of
from audits.clearances.evidence import OnRecord, dossier, put_on_record
from audits.clearances.market_status import MarketStatus
from audits.compliance.assess import assess
from audits.compliance.rulebook import Rulebook
from audits.law.current import NoRulebook, current_edition, current_rulebook
from audits.models import Clearance, RulebookEdition
from buyers.catalogue.reference import Destination
from kpmarket.foundation.places import place_name
from suppliers.models import Product

CONDITIONAL = (MarketStatus.CONDITIONAL, MarketStatus.READY_CONDITIONAL)


@dataclass(frozen=True)
class Days:
    """When an order is placed, when it is shipped at the latest, and when it is expected to enter."""

    at: datetime
    today: date
    shipment: date
    entry: date


@dataclass(frozen=True)
class LineClearance:
    """What is known of a line at the moment of placing. ``row`` is None where no clearance was on record for that place."""

    product: Product
    state: MarketStatus
    """On the expected day of entry."""
    row: Clearance | None
    digest: str
    edition: RulebookEdition | None
    until: date | None
    """The last day of the period that ``row`` is of, as known now."""
    refusal: str = ""
    """Why no order of it is taken; empty where one is."""
    to_sign: tuple[str, ...] = ()
    """Sentences in English and Chinese that both sides sign with the contract."""

    @property
    def fingerprint(self) -> str:
        """Changes when what the buyer is shown about the line would read differently."""
        return hashlib.sha256(repr((self.state, self.digest, self.until, self.to_sign)).encode()).hexdigest()[:16]


def clearances_of(products: Sequence[Product], here: Destination, days: Days) -> dict[int, LineClearance]:
    """Each product judged for the expected entry, shipped on the latest day, by its key; a fixed number of queries."""
    on_record, law = put_on_record(products), current_rulebook()
    try:
        edition = current_edition()
    except NoRulebook:
        edition = None
    rows = _rows(products, here, days)
    return {
        one.pk: _Judge(one, on_record[one.pk], law, here, days).line_clearance(rows.get(one.pk), edition)
        for one in products
    }


def _rows(products: Sequence[Product], here: Destination, days: Days) -> dict[int, Clearance]:
    """The row that covers the expected entry, else the one that holds today, as on record now."""
    if here.market is None:
        return {}
    current = Clearance.objects.current().open().in_country(here.code)
    periods = current.filter(product__in=[one.pk for one in products], market=here.market)
    chosen: dict[int, Clearance] = {}
    for day in (days.entry, days.today):
        for row in periods.filter(valid_from__lte=day, valid_until__gte=day).order_by("pk"):
            chosen.setdefault(row.product_id, row)
    return chosen


@dataclass(frozen=True)
class _Judge:
    """Asks about one product; what it says is in the language in force."""

    product: Product
    on_record: OnRecord
    law: Rulebook
    here: Destination
    days: Days

    def line_clearance(self, row: Clearance | None, edition: RulebookEdition | None) -> LineClearance:
        facts = dossier(
            self.product,
            self.on_record.documents,
            market=self.here.market,
            country=self.here.code,
            shipped_on=self.days.shipment,
        )
        verdict = assess(facts, self.law, on=self.days.entry)
        refusal = self._refusal()
        return LineClearance(
            self.product,
            self._then().state,
            row,
            digest_of(explanation_of(verdict)),
            edition,
            row.valid_until if row else None,
            refusal,
            () if refusal else self._in_both_languages(),
        )

    def _then(self) -> Panel:
        return self._answer(self.days.entry, Shipment(shipped_on=self.days.shipment))

    def _now(self) -> Panel:
        return self._answer(self.days.today, NO_SHIPMENT)

    def _answer(self, on: date, shipment: Shipment) -> Panel:
        return panel(
            self.product,
            self.on_record,
            market=self.here.market,
            country=self.here.code,
            on=on,
            today=self.days.today,
            shipment=shipment,
            law=self.law,
        )

    @property
    def _words(self) -> dict[str, str]:
        return {
            "product": f"{self.product.display_name} {self.product.model}".strip(),
            "place": place_name(self.here.code),
            "day": date_format(self.days.entry),
        }

    def _refusal(self) -> str:
        """Why no order is taken. What is open today and ends before the entry may be renewed: of that we warn."""
        then, is_open_now = self._then().state, self._now().state.is_open
        if then == MarketStatus.PROHIBITED:
            return _("%(product)s is prohibited in %(place)s on %(day)s: no order is taken.") % self._words
        if is_open_now or then.is_open:
            return ""
        if then == MarketStatus.BLOCKED:
            text = _("%(product)s is not cleared for %(place)s: no order is taken before it is.") % self._words
            return " ".join((text, *self._then().taken_back))
        if settings.ORDERS_NOT_ASSESSED:
            return ""
        return _("%(product)s is not assessed for %(place)s: no order is taken before it is.") % self._words

    def _in_both_languages(self) -> tuple[str, ...]:
        """The sentences to sign, each in English and in Chinese: the contract is read in both."""
        written = []
        for language in ("en", "zh-hans"):
            with translation.override(language):
                written.append(list(self._sentences()))
        return tuple(" / ".join(pair) for pair in zip(*written, strict=True))

    def _sentences(self) -> Iterator[str]:
        then, now = self._then(), self._now()
        if then.state in CONDITIONAL:
            yield (
                _(
                    "%(product)s: assessed for %(place)s on rules or documents of low confidence. Confirm with the authority."
                )
                % self._words
            )
        if then.state.is_ready:
            documents = "; ".join(part.name for part in then.arrange[0]) if then.arrange else ""
            text = _("%(product)s: the buyer's side brings before the goods enter %(place)s: %(documents)s.")
            yield text % {**self._words, "documents": documents}
        if then.state == MarketStatus.NOT_ASSESSED and not now.state.is_open:
            yield _("%(product)s is not assessed for %(place)s: neither a yes nor a no.") % self._words
            yield _("The buyer finds out by itself whether %(product)s may enter %(place)s.") % self._words
        if not then.state.is_open and now.state.is_open and now.until:
            text = _("%(product)s: cleared for %(place)s until %(end)s only; it is expected to enter on %(day)s.")
            yield " ".join(filter(None, (text % {**self._words, "end": date_format(now.until)}, now.ends_because)))
