"""What arrived, what the buyer accepts and rejects of it, and what silence does."""
