"""Letters, one module per subject."""
