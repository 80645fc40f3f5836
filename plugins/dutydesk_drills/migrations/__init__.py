"""The migrations of drills."""
