"""The desk's pages for orders and money, one per job."""

from buyers.trade.admin.holders import BankAccountAdmin, DeskOfficeAdmin, HolderAdmin
from buyers.trade.admin.importers import ImporterAdmin
from buyers.trade.admin.money import StatementEntryAdmin
from buyers.trade.admin.orders import OrderAdmin, WatchAdmin
from buyers.trade.admin.payouts import PaymentFileAdmin, PaymentInstructionAdmin
from buyers.trade.admin.requests import MoneyRequestAdmin
from buyers.trade.admin.statements import StatementFileAdmin

__all__ = [
    "BankAccountAdmin",
    "DeskOfficeAdmin",
    "HolderAdmin",
    "ImporterAdmin",
    "MoneyRequestAdmin",
    "OrderAdmin",
    "PaymentFileAdmin",
    "PaymentInstructionAdmin",
    "StatementEntryAdmin",
    "StatementFileAdmin",
    "WatchAdmin",
]
