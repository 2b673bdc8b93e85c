"""Delivery: inspections, shipments, their documents, what arrived, and whom a recall concerns."""
