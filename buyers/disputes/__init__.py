"""Disputes: claims about orders, legal cases, and the screening of parties."""
