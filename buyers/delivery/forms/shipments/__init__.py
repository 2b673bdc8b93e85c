"""What is typed about a shipment: what is in it, its way, and what is reported of it."""
