"""Shipments: what travels, by which way, what was reported of it, and what follows from that."""
