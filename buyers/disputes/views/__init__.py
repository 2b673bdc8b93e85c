"""Pages for both sides of an order."""
