"""Small faults put into the rules, one at a time: does a test notice? See docs/decisions/0017."""
