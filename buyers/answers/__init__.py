"""Answers to what people type, from the rulebook, the news, and what is on offer."""
