"""Column generation over whole patterns, and search after it."""
