"""What carriage and import of an order or of a quote cost."""
