"""Trade: quotes, orders that both sides sign, money that moves on evidence, and a clearance that is watched."""
