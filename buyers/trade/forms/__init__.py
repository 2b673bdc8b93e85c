"""What both sides type about quotes, orders and evidence."""
