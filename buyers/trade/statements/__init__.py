"""Readers of bank files: bytes in, one statement out, or one sentence that says why not. They know no table and no clock."""
