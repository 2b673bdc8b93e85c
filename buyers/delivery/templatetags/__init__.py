"""Filters of the pages about deliveries."""
