"""Code that runs in the sandbox child only: nothing else opens uploaded files."""
