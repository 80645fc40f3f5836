"""Proposing dates for the drills of a year."""
