"""The drill while it runs: what was noted when, and what is still to come."""
