"""The same answers as the pages give, as JSON, for programs of organisations that buy."""
