"""What people type, read: as product types, standards, places, bodies and numbers, with typing errors forgiven."""
