"""The summary of a year and its reminders in the terminal."""
