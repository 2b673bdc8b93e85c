"""Claims: opening, negotiation, settlement, decision, and what follows from them. Each act is one transaction on the order's lock."""
