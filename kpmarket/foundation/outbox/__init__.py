"""Every letter of the site is a row first, written in the transaction of its cause, and handed over by a worker."""
