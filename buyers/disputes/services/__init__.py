"""What people and clocks do, one module per subject; each change is one transaction."""
