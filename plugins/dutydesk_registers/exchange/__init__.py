"""Entries in CSV files and spreadsheets: reading them for import, and writing them."""
