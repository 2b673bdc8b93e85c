"""Documents that are issued from data: what they state, their file, their checks, and what is given out together."""
