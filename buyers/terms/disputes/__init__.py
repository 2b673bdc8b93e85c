"""Rules of disputes: the clock of a claim, deadlines of law, and names compared with lists of sanctions."""
