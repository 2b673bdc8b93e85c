"""Readers of lists of sanctions in the formats in which their publishers give them out."""
