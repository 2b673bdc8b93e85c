"""Inspections: booking one, reporting on it, and what it comes to."""
