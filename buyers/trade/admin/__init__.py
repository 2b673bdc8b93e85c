"""The desk's pages for orders and money, one per job."""

from buyers.trade.admin.orders import OrderAdmin, WatchAdmin

__all__ = ["OrderAdmin", "WatchAdmin"]
