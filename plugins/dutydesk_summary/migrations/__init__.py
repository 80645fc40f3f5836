"""The migrations of the summary."""
