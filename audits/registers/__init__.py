"""Public registers: the questions they are sent and the answers they return. Plain Python: no Django, no database, no clock."""
