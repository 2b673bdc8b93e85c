"""Pages on which trust rests: who runs the site, on which terms, what our words mean, and where to report a doubt."""
