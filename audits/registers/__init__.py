"""Public registers: what is asked of them and what they answer. Plain Python: no Django, no database, no clock."""
