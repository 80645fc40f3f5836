"""Drills: their calendar and their rules."""
