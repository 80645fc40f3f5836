"""The training plugin's migrations."""
