"""The demonstration world: invented firms, product pictures and specimen certificates. Nothing here is real."""
