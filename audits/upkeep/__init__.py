"""Keeping the rulebook true: checks of the law by persons, open doubts, and watched pages of sources."""
