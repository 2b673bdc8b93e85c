"""Recall lists from lots, and notices of authorities: loaded, compared, decided by a person, and passed on to whom they concern."""
