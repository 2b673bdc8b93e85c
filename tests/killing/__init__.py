"""Processes of the site that are killed on purpose, to see that no letter is lost and none is sent under two names."""
