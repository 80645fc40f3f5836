"""Rounds of inspection: when a season wants one, and what was found on it."""
