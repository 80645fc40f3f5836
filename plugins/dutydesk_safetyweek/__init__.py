"""The safety education week."""
