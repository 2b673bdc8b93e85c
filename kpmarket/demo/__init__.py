"""The demo world: invented suppliers with specimen papers."""
