"""The kept readings of labelled documents, and what they must score."""
