"""Generates labelled documents, reads them once and keeps the readings, so that field extraction can be measured."""
