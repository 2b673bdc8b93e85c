"""The demonstration world: invented firms, drawn pictures and specimen documents. Nothing here is real."""
