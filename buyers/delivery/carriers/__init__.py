"""What carriers say of a shipment, by their own interfaces: one reader for each standard. Nothing here knows the database."""
