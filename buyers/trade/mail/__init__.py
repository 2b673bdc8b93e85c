"""Letters of trade, one module per subject."""
