"""The rules: plain Python, no Django, no database, no clock. Day in, answer out."""
