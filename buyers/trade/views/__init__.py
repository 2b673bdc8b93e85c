"""Pages of orders for both sides."""
