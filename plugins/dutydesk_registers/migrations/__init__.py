"""The migrations of registers."""
