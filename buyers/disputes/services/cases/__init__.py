"""Legal cases: opening, the desk's work, days of law, private notes, documents and letters."""
