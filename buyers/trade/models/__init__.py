"""Tables of trade. Statuses exist only where a person decides; what evidence, events and days say is computed."""

from buyers.trade.models.bank import (
    Match,
    PaymentFile,
    PaymentInstruction,
    PaymentInstructionStatusChange,
    StatementEntry,
    StatementFile,
)
from buyers.trade.models.contract import Contract, ContractFile, Signature
from buyers.trade.models.desk import DeskOffice
from buyers.trade.models.evidence import Evidence, EvidenceAnswer, EvidenceFile, EvidencePage
from buyers.trade.models.holder import BankAccount, Holder
from buyers.trade.models.importer import ImporterOfRecord
from buyers.trade.models.ledger import Account, Movement, Transfer
from buyers.trade.models.money_request import MoneyRequest, MoneyRequestStatusChange
from buyers.trade.models.order import Order, OrderLine, OrderMessage, OrderStatusChange, Side
from buyers.trade.models.order_letter import OrderLetter
from buyers.trade.models.provider import ProviderContact, ProviderMessage, ProviderPayout
from buyers.trade.models.quote import (
    Quote,
    QuoteDraft,
    QuoteEnding,
    QuoteLine,
    QuoteRevision,
    QuoteStatusChange,
)
from buyers.trade.models.watch import WatchNotice

__all__ = [
    "Account",
    "BankAccount",
    "Contract",
    "ContractFile",
    "DeskOffice",
    "Evidence",
    "EvidenceAnswer",
    "EvidenceFile",
    "EvidencePage",
    "Holder",
    "ImporterOfRecord",
    "Match",
    "MoneyRequest",
    "MoneyRequestStatusChange",
    "Movement",
    "Order",
    "OrderLetter",
    "OrderLine",
    "OrderMessage",
    "OrderStatusChange",
    "PaymentFile",
    "PaymentInstruction",
    "PaymentInstructionStatusChange",
    "ProviderContact",
    "ProviderMessage",
    "ProviderPayout",
    "Quote",
    "QuoteDraft",
    "QuoteEnding",
    "QuoteLine",
    "QuoteRevision",
    "QuoteStatusChange",
    "Side",
    "Signature",
    "StatementEntry",
    "StatementFile",
    "Transfer",
    "WatchNotice",
]
