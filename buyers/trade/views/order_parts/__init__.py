"""What the page of an order shows, section by section, from the order's facts."""
