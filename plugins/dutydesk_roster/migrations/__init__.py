"""The roster's migrations."""
