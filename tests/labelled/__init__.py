"""Labelled documents: drawn by script, read once, the readings kept, so that what is proposed from them can be measured."""
