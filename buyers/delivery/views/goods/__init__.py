"""Pages about how goods travel and how warm they were."""
