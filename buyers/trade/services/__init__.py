"""What people and clocks do in trade, one module per subject; each change is one transaction."""
