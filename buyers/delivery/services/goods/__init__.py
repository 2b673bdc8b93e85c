"""How goods may travel, and how warm they were on the way."""
