"""Keeping records in a database, with a journal in the same transaction."""
