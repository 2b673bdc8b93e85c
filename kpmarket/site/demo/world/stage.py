"""What people of the demonstration do about orders, each act through the service that a page calls, at its own moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from buyers.catalogue import reference
from buyers.models import Buyer
from buyers.terms.plans import milestones
from buyers.terms.references import Reference
from buyers.trade.models import Evidence, EvidenceAnswer, Order, PaymentInstruction, Side
from buyers.trade.services import evidence as proofs
from buyers.trade.services import messages, orders, parties, payouts
from buyers.trade.services.matching import match_open_entries
from buyers.trade.services.order_offers import OrderOffer
from buyers.trade.services.placing import Wishes, draft_order, place_order
from buyers.trade.services.statements import import_statement
from kpmarket.accounts.models import User
from kpmarket.foundation.storage import files
from kpmarket.foundation.storage.scanner import Verdict
from kpmarket.site.demo.bank_files import BankEntry, BankStatement, camt_053
from kpmarket.site.demo.evidence_sheets import draw_sheet
from kpmarket.site.demo.world.moments import noon
from kpmarket.site.demo.world.trade_people import TradePeople
from suppliers.certificates.files import StoredPageImage, StoredUpload

INSPECTION = {"level": "II", "critical": "0", "major": "2.5", "minor": "4.0"}
DOCUMENTS = ("commercial_invoice", "packing_list")


@dataclass(frozen=True)
class Days:
    """When an order is to be shipped and to enter, counted from the demonstration's day."""

    shipment: int
    entry: int


@dataclass
class Stage:
    """The demonstration's day, its people, and what the bank booked since its last statements."""

    on: date
    people: TradePeople
    booked: dict[str, list[BankEntry]] = field(default_factory=lambda: defaultdict(list))
    statements: dict[str, list[BankStatement]] = field(default_factory=lambda: defaultdict(list))
    entries: int = 0

    def at(self, day: int, hour: int = 0) -> datetime:
        """Noon of a day, or hours after it."""
        return noon(self.on, days=day) + timedelta(hours=hour)

    def place(self, buyer: Buyer, offer: OrderOffer, plan: str, day: int, days: Days) -> Order:
        """Place it as the buyer's first purchaser."""
        wishes = Wishes(
            destination=reference.destinations()[buyer.country],
            incoterm=offer.incoterm,
            place=offer.place,
            mode=offer.mode,
            plan=plan,
            latest_shipment=self.on + timedelta(days=days.shipment),
            expected_entry=self.on + timedelta(days=days.entry),
            tolerance_bp=0,
            acceptance_days=10,
            inspection=INSPECTION,
            documents=DOCUMENTS,
            law="cisg",
            forum="HKIAC",
        )
        at = self.at(day)
        person = buyer.memberships.select_related("user").order_by("pk")[0].user
        digest = draft_order(buyer, offer, wishes, at=at).digest
        return place_order(buyer, offer, wishes, digest=digest, by=person, at=at)

    def approve(self, order: Order, by: User, day: int) -> None:
        orders.approve(order.pk, by=by, at=self.at(day, 1))

    def confirm(self, order: Order, day: int) -> None:
        digest = order.contracts.order_by("-version")[0].digest
        orders.confirm(order.pk, digest, by=self.acting(order, Side.SUPPLIER), at=self.at(day, 2))

    def decline(self, order: Order, day: int) -> None:
        reason = "The line is booked until February. We would rather say so than be late."
        orders.decline(order.pk, reason, by=self.acting(order, Side.SUPPLIER), at=self.at(day, 2))

    def write(self, order: Order, side: Side, text: str, day: int) -> None:
        messages.write_message(order, text, side=side, by=self.acting(order, side), at=self.at(day, 3))

    def pay(self, order: Order, part: int, day: int, *, amount: int | None = None, remittance: str = "") -> None:
        """A transfer of the buyer, which the bank books that day; in full and with its reference unless said otherwise."""
        terms = order.contracts.order_by("version")[0].terms
        wanted = next(one.amount for one in terms.parts if one.number == part)
        text = remittance or Reference(order.placed_at.year, order.pk, part).printed
        self.book(
            order.currency, day, amount or wanted, order.buyer.organisation, f"DEMOBUYER{order.buyer_id:05d}", text
        )

    def book(self, currency: str, day: int, amount: int, name: str, account: str, text: str, **more: str) -> None:
        """The bank books a sum; below 0 it leaves the account."""
        self.entries += 1
        booked_on = self.on + timedelta(days=day)
        entry = BankEntry(booked_on, amount, name, account, text, f"DEMO{self.entries:08d}", **more)
        self.booked[currency].append(entry)

    def close_day(self, day: int) -> None:
        """The bank's statements of that day for every account on which it booked something, imported by finance."""
        for currency, entries in list(self.booked.items()):
            if entries:
                self._import(currency, day, tuple(entries))
                entries.clear()

    def _import(self, currency: str, day: int, entries: tuple[BankEntry, ...]) -> None:
        account, known = self.people.accounts[currency], self.statements[currency]
        until = self.on + timedelta(days=day)
        statement = BankStatement(
            account=account.number,
            currency=currency,
            number=len(known) + 1,
            from_on=known[-1].until_on + timedelta(days=1) if known else until,
            until_on=until,
            opening=known[-1].closing if known else 0,
            entries=entries,
        )
        known.append(statement)
        at, name = self.at(day, 7), f"statement-{currency.lower()}-{statement.number:03d}.xml"
        import_statement(account, camt_053(statement), name=name, by=self.people.finance, at=at)
        match_open_entries(account, at=at)

    def prove(
        self,
        order: Order,
        kind: str,
        day: int,
        facts: Mapping[str, Any] | None = None,
        *,
        quantity: int | None = None,
        happened: int | None = None,
        side: Side = Side.SUPPLIER,
    ) -> Evidence:
        """Evidence of that side; of a quantity it is for the first line."""
        by, at = self.acting(order, side), self.at(day, 4)
        happened_on = self.on + timedelta(days=day if happened is None else happened)
        line = 1 if quantity else None
        submission = proofs.Submission(kind, happened_on, line=line, quantity=quantity, facts=dict(facts or {}))
        known = milestones().evidence[kind]
        sheets = (self.sheet(order, known.label.en, happened_on, submission.facts),) if known.has_document else ()
        return proofs.submit_evidence(order, submission, side=side, by=by, at=at, files=sheets)

    def accept(self, evidence: Evidence, day: int) -> None:
        self._answer(evidence, EvidenceAnswer.Verdict.ACCEPTED, day)

    def give_back(self, evidence: Evidence, day: int) -> None:
        reasons = ("unreadable",)
        self._answer(evidence, EvidenceAnswer.Verdict.RETURNED, day, reasons, "The lot numbers cannot be read.")

    def prepare(self, order: Order, day: int) -> PaymentInstruction:
        account = self.people.accounts[order.currency]
        return payouts.prepare_payout(order, account, by=self.people.finance, at=self.at(day, 5))

    def send(self, order: Order, day: int) -> list[PaymentInstruction]:
        """Prepared by one, approved by another, handed to the bank in a file with all that was approved."""
        made = self.prepare(order, day)
        payouts.approve_payment(made, by=self.people.second_finance, at=self.at(day, 6))
        exported = payouts.export_payments(
            made.account, pay_on=self.on + timedelta(days=day), by=self.people.finance, at=self.at(day, 6)
        )
        return list(exported.file.instructions.order_by("pk"))

    def leave(self, instruction: PaymentInstruction, day: int) -> None:
        """The bank carries the payment out."""
        name = instruction.order.supplier.name_en if instruction.order else ""
        self.book(
            instruction.currency, day, -instruction.amount, name, "DEMOPAYEE", "", end_to_end=instruction.end_to_end_id
        )

    def come_back(self, instruction: PaymentInstruction, day: int) -> None:
        """The other bank sends it back: the account is closed."""
        name = instruction.order.supplier.name_en if instruction.order else ""
        self.book(
            instruction.currency,
            day,
            instruction.amount,
            name,
            "DEMOPAYEE",
            "RETURN ACCOUNT CLOSED",
            end_to_end=instruction.end_to_end_id,
            return_reason="AC04",
        )

    def _answer(
        self,
        evidence: Evidence,
        verdict: EvidenceAnswer.Verdict,
        day: int,
        reasons: tuple[str, ...] = (),
        note: str = "",
    ) -> None:
        by = self.acting(evidence.order, Side.BUYER)
        at = self.at(day, 5)
        proofs.answer_evidence(evidence, verdict, side=Side.BUYER, by=by, at=at, reasons=reasons, note=note)

    def sheet(self, order: Order, title: str, on: date, facts: Mapping[str, Any]) -> StoredUpload:
        """The document that goes with evidence, made and stored as if it had been uploaded."""
        rows = [("Order", order.number), ("Buyer", order.buyer.organisation), ("Date", on.isoformat())]
        rows += [(name.replace("_", " ").capitalize(), str(value)) for name, value in facts.items()]
        page = draw_sheet(title, order.supplier.name_en, rows)
        stored = files.store_bytes(page.data, page.suffix)
        image = StoredPageImage(1, page.width, page.height, stored)
        kind = page.suffix.lstrip(".")
        return StoredUpload(f"{title.lower().replace(' ', '-')}.{kind}", kind, stored, (image,), Verdict.NOT_CONFIGURED)

    def acting(self, order: Order, side: Side) -> User:
        return parties.people_who_act(order, side)[0]
