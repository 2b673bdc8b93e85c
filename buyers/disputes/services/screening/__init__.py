"""Parties of orders compared with loaded lists of sanctions. What is similar is asked of a person; nobody is accused."""
