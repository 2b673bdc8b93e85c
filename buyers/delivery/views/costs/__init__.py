"""Pages about delivery terms, freight and landed cost."""
