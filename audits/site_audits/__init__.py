"""Site audits: planned, conducted on a phone, answered by the supplier, followed until what was found is closed."""
