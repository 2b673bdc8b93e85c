"""Pages for both sides of an order and for guests with a link."""
