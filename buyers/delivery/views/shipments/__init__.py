"""Pages of shipments: for both sides of an order, and for a forwarder with a link."""
