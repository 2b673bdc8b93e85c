"""Runs in the sandbox child and nowhere else: the only code that opens what somebody uploaded."""
