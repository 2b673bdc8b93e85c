"""The demonstration world: invented firms, drawn pictures and specimen papers. Nothing here is real."""
