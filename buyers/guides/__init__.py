"""Guides for everybody: what a market asks of a product type, in words, read from the rulebook in force."""
